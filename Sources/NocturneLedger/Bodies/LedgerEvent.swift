public import Cryptography
public import Determinism

/// What an accepted command becomes: a link of its session's hash chain. Its hash is
/// `H("event", ·)`.
public struct LedgerEvent: Hashable, Canonical {
  /// The epoch in which it was judged.
  public var epoch: UInt32
  /// The slot of its command.
  public var slot: UInt64
  /// The position of its command in the batch.
  public var index: UInt32
  /// The session that it belongs to.
  public var session: Name
  /// Its number in the session, from 1.
  public var sequence: UInt64
  /// The hash of the event before it; for the first, `H("session", session)`.
  public var previous: Digest
  /// The hash of the command.
  public var command: Digest
  /// The client's key.
  public var client: PublicKey
  /// What the command asked for.
  public var kind: CommandKind
  /// `H("payload", payload)`.
  public var payload: Digest
  /// Microseconds: the effective time of the slot plus ``index``.
  public var time: UInt64

  /// Puts an event together.
  public init(
    epoch: UInt32, slot: UInt64, index: UInt32, session: Name, sequence: UInt64, previous: Digest,
    command: Digest, client: PublicKey, kind: CommandKind, payload: Digest, time: UInt64
  ) {
    self.epoch = epoch
    self.slot = slot
    self.index = index
    self.session = session
    self.sequence = sequence
    self.previous = previous
    self.command = command
    self.client = client
    self.kind = kind
    self.payload = payload
    self.time = time
  }

  /// The identifier of the event: the first 16 bytes of its hash, marked as a version 8 UUID.
  ///
  /// - Source: RFC 9562, §5.8.
  public static func identifier(of hash: Digest) -> [UInt8] {
    var bytes = Array(hash.bytes[..<16])
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    return bytes
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(slot)
    writer.put(index)
    writer.encode(session)
    writer.put(sequence)
    writer.encode(previous)
    writer.encode(command)
    writer.encode(client)
    writer.encode(kind)
    writer.encode(payload)
    writer.put(time)
  }
}

extension LedgerEvent {
  /// Reads an event; a number of 0 is refused.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    slot = try reader.take()
    index = try reader.take()
    session = try reader.decode()
    sequence = try reader.take()
    guard sequence > 0 else { throw .notCanonical("an event numbered 0", at: reader.offset - 8) }
    previous = try reader.decode()
    command = try reader.decode()
    client = try reader.decode()
    kind = try reader.decode()
    payload = try reader.decode()
    time = try reader.take()
  }
}
