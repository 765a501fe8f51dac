public import Cryptography
public import Determinism

/// What a client wants the ledger to do.
///
/// Its hash is `H("cmd", ·)`; the signature under the client's key, over the same bytes, stands
/// outside.
public struct Command: Canonical {
  /// The most bytes of a payload: 64 KiB.
  public static let payloadLimit = 1 << 16

  /// The key in whose name it is.
  public var client: PublicKey
  /// The client's lane: commands of one lane are judged in the order of their numbers.
  public var lane: UInt16
  /// The number in the lane, from 1.
  public var sequence: UInt64
  /// The session that it is for.
  public var session: Name
  /// What it asks for.
  public var kind: CommandKind
  /// The details, as the kind defines them; at most ``payloadLimit`` bytes.
  public var payload: [UInt8]
  /// The head of the session on which the client insists, if it does.
  public var expectedHead: SessionHead?
  /// The last slot in which the client wants it done.
  public var expireSlot: UInt64?
  /// The client's clock in microseconds; advisory.
  public var clientTime: UInt64

  /// Puts a command together.
  public init(
    client: PublicKey, lane: UInt16, sequence: UInt64, session: Name, kind: CommandKind,
    payload: [UInt8], expectedHead: SessionHead? = nil, expireSlot: UInt64? = nil,
    clientTime: UInt64 = 0
  ) {
    self.client = client
    self.lane = lane
    self.sequence = sequence
    self.session = session
    self.kind = kind
    self.payload = payload
    self.expectedHead = expectedHead
    self.expireSlot = expireSlot
    self.clientTime = clientTime
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(client)
    writer.put(lane)
    writer.put(sequence)
    writer.encode(session)
    writer.encode(kind)
    writer.put(bytes: payload)
    writer.encode(expectedHead)
    writer.encode(expireSlot)
    writer.put(clientTime)
  }

  /// Reads a command.
  ///
  /// - Throws: `CanonicalError`, also for a payload over the limit.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    client = try reader.decode()
    lane = try reader.take()
    sequence = try reader.take()
    session = try reader.decode()
    kind = try reader.decode()
    let start = reader.offset
    payload = try reader.takeBytes()
    guard payload.count <= Self.payloadLimit else {
      throw .notCanonical("a payload of \(payload.count) bytes", at: start)
    }
    expectedHead = try reader.decode()
    expireSlot = try reader.decode()
    clientTime = try reader.take()
  }
}

/// The last event of a session: its number, 0 before the first, and its hash.
public struct SessionHead: Hashable, Canonical {
  /// The number of the event.
  public var sequence: UInt64
  /// The hash of the event; of the session's name before the first.
  public var hash: Digest

  /// Names a head.
  public init(sequence: UInt64, hash: Digest) {
    self.sequence = sequence
    self.hash = hash
  }

  /// Appends number and hash.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(sequence)
    writer.encode(hash)
  }

  /// Reads number and hash.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    sequence = try reader.take()
    hash = try reader.decode()
  }
}

/// A command with the signature that should be its client's.
public struct SignedCommand: Canonical {
  /// What is signed.
  public var command: Command
  /// Over the command, with the tag `cmd`.
  public var signature: Signature

  /// Joins a command with a signature.
  public init(command: Command, signature: Signature) {
    self.command = command
    self.signature = signature
  }

  /// Appends the command and the signature.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(command)
    writer.encode(signature)
  }

  /// Reads a command and a signature.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    command = try reader.decode()
    signature = try reader.decode()
  }
}
