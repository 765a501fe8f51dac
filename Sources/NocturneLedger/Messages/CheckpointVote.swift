public import Cryptography
public import Determinism

/// The message CHECKPOINT: a replica's word for its state at a checkpoint slot. Its ``Body`` is
/// signed, with the tag `ck`.
public struct CheckpointVote: Hashable, Canonical {
  /// What the replica signs.
  public struct Body: Hashable, Canonical {
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

  /// What is signed.
  public var body: Body
  /// The replica's signature.
  public var signature: Signature

  /// Joins a checkpoint and its signature.
  public init(body: Body, signature: Signature) {
    self.body = body
    self.signature = signature
  }

  /// Appends the checkpoint and the signature.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(body)
    writer.encode(signature)
  }

  /// Reads the checkpoint and the signature.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    body = try reader.decode()
    signature = try reader.decode()
  }
}
