public import Cryptography
public import Determinism

/// The message CHECKPOINT: a replica's word for its state at a checkpoint slot, signed with the tag
/// `ck`.
public typealias CheckpointVote = Signed<CheckpointBody>

/// What a replica signs at a checkpoint slot.
public struct CheckpointBody: Hashable, Canonical {
  /// The epoch.
  public var epoch: UInt32
  /// The slot, a multiple of the checkpoint interval.
  public var slot: UInt64
  /// The execution digest of the slot.
  public var execution: Digest
  /// The digest of the replicated state after the slot.
  public var state: Digest
  /// The position of the replica.
  public var replica: UInt16

  /// Describes a checkpoint.
  public init(epoch: UInt32, slot: UInt64, execution: Digest, state: Digest, replica: UInt16) {
    self.epoch = epoch
    self.slot = slot
    self.execution = execution
    self.state = state
    self.replica = replica
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(slot)
    writer.encode(execution)
    writer.encode(state)
    writer.put(replica)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    slot = try reader.take()
    execution = try reader.decode()
    state = try reader.decode()
    replica = try reader.take()
  }
}
