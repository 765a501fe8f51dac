import Cryptography
import Determinism

/// The name of a lane: a client's key and a number.
struct LaneKey: Hashable, Comparable, Canonical {
  let client: PublicKey
  let lane: UInt16

  init(_ command: Command) {
    client = command.client
    lane = command.lane
  }

  init(client: PublicKey, lane: UInt16) {
    self.client = client
    self.lane = lane
  }

  static func < (left: Self, right: Self) -> Bool {
    left.client == right.client ? left.lane < right.lane : left.client < right.client
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(client)
    writer.put(lane)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    client = try reader.decode()
    lane = try reader.take()
  }
}

/// How far a lane has got.
struct Lane: Canonical {
  /// The number of the last command that advanced it.
  var lastSequence: UInt64
  /// Numbers up to this one are past answering; it rises at checkpoints.
  var floor: UInt64 = 0
  /// The hash of the command that advanced it last.
  var lastCommand: Digest
  /// What became of that command.
  var lastOutcome: Outcome

  init(lastSequence: UInt64, floor: UInt64, lastCommand: Digest, lastOutcome: Outcome) {
    self.lastSequence = lastSequence
    self.floor = floor
    self.lastCommand = lastCommand
    self.lastOutcome = lastOutcome
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(lastSequence)
    writer.put(floor)
    writer.encode(lastCommand)
    writer.encode(lastOutcome)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    lastSequence = try reader.take()
    floor = try reader.take()
    lastCommand = try reader.decode()
    lastOutcome = try reader.decode()
  }
}

/// What is known of a client's or governor's key.
struct KeyStatus: Canonical {
  /// The slot that registered it; 0 for the genesis.
  var addedSlot: UInt64 = 0
  /// The slot that revoked it, if one did.
  var revokedSlot: UInt64?
  /// The receipts for wrong numbers since the last checkpoint.
  var receipts: UInt16 = 0

  init(addedSlot: UInt64) { self.addedSlot = addedSlot }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(addedSlot)
    writer.encode(revokedSlot)
    writer.put(receipts)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    addedSlot = try reader.take()
    revokedSlot = try reader.decode()
    receipts = try reader.take()
  }
}

/// A command that has an outcome, and where the outcome stands.
struct JudgedCommand: Hashable, Canonical {
  let hash: Digest
  let lane: LaneKey
  let sequence: UInt64
  let slot: UInt64
  let index: UInt32

  init(hash: Digest, lane: LaneKey, sequence: UInt64, slot: UInt64, index: UInt32) {
    self.hash = hash
    self.lane = lane
    self.sequence = sequence
    self.slot = slot
    self.index = index
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(hash)
    writer.encode(lane)
    writer.put(sequence)
    writer.put(slot)
    writer.put(index)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    hash = try reader.decode()
    lane = try reader.decode()
    sequence = try reader.take()
    slot = try reader.take()
    index = try reader.take()
  }
}
