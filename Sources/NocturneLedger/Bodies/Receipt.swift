public import Cryptography
public import Determinism

/// Why a command was refused.
public enum ReceiptReason: UInt8, CaseIterable, Canonical {
  /// Another command has this number in this lane.
  case duplicateSequence = 1
  /// A command with a lower number is missing.
  case outOfOrder
  /// The session's head is not the expected one.
  case staleHead
  /// The payload breaks a rule of its kind.
  case invariantViolation
  /// The signer may not do this.
  case forbidden
  /// There is no such session.
  case unknownSession
  /// The session was closed.
  case sessionClosed
  /// The slot is past the command's last one.
  case expired
  /// The signer's key was revoked before.
  case keyRevoked
  /// The object is not where the command says.
  case teleportNotOwner
  /// The object moved since the client looked.
  case teleportVersion
  /// The session's domain is in quarantine.
  case domainQuarantined
  /// The slot was cut off when a new epoch began.
  case epochSuperseded

  /// The name that the protocol gives it, such as `STALE_HEAD`.
  public var name: String {
    switch self {
    case .duplicateSequence: "DUPLICATE_SEQ"
    case .outOfOrder: "OUT_OF_ORDER"
    case .staleHead: "STALE_HEAD"
    case .invariantViolation: "INVARIANT_VIOLATION"
    case .forbidden: "FORBIDDEN"
    case .unknownSession: "UNKNOWN_SESSION"
    case .sessionClosed: "SESSION_CLOSED"
    case .expired: "EXPIRED"
    case .keyRevoked: "KEY_REVOKED"
    case .teleportNotOwner: "TELEPORT_NOT_OWNER"
    case .teleportVersion: "TELEPORT_VERSION"
    case .domainQuarantined: "DOMAIN_QUARANTINED"
    case .epochSuperseded: "EPOCH_SUPERSEDED"
    }
  }

  /// Appends the number as `u8`.
  public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

  /// Reads a reason.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    self = try reader.takeCase()
  }
}

/// What a refused command becomes. Its hash is `H("receipt", ·)`.
public struct Receipt: Hashable, Canonical {
  /// The epoch in which it was judged.
  public var epoch: UInt32
  /// The slot of its command.
  public var slot: UInt64
  /// The position of its command in the batch.
  public var index: UInt32
  /// The hash of the command.
  public var command: Digest
  /// The client's key.
  public var client: PublicKey
  /// The client's lane.
  public var lane: UInt16
  /// The command's number in the lane.
  public var clientSequence: UInt64
  /// The session that it was for.
  public var session: Name
  /// The number that its event would have had, when it got as far as the session's head.
  public var attemptedSequence: UInt64?
  /// Why it was refused.
  public var reason: ReceiptReason
  /// The line of the judge that refused it; 0 when an epoch's end did.
  public var violated: UInt8
  /// Microseconds: the effective time of the slot plus ``index``.
  public var time: UInt64

  /// Puts a receipt together.
  public init(
    epoch: UInt32, slot: UInt64, index: UInt32, command: Digest, client: PublicKey, lane: UInt16,
    clientSequence: UInt64, session: Name, attemptedSequence: UInt64?, reason: ReceiptReason,
    violated: UInt8, time: UInt64
  ) {
    self.epoch = epoch
    self.slot = slot
    self.index = index
    self.command = command
    self.client = client
    self.lane = lane
    self.clientSequence = clientSequence
    self.session = session
    self.attemptedSequence = attemptedSequence
    self.reason = reason
    self.violated = violated
    self.time = time
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(slot)
    writer.put(index)
    writer.encode(command)
    writer.encode(client)
    writer.put(lane)
    writer.put(clientSequence)
    writer.encode(session)
    writer.encode(attemptedSequence)
    writer.encode(reason)
    writer.put(violated)
    writer.put(time)
  }
}

extension Receipt {
  /// Reads a receipt; a judge line that cannot give its reason is refused.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    slot = try reader.take()
    index = try reader.take()
    command = try reader.decode()
    client = try reader.decode()
    lane = try reader.take()
    clientSequence = try reader.take()
    session = try reader.decode()
    attemptedSequence = try reader.decode()
    reason = try reader.decode()
    violated = try reader.take()
    guard violated == 0 ? reason == .epochSuperseded : (2...9).contains(violated),
      (attemptedSequence != nil) == (violated >= 8)
    else { throw .notCanonical("a receipt of line \(violated)", at: reader.offset - 1) }
    time = try reader.take()
  }
}
