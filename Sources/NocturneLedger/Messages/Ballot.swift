public import Cryptography
public import Determinism

/// The messages PREPARE and COMMIT: a replica's vote for a batch at a slot, signed with the tag `p`
/// or `c`.
public typealias Ballot = Signed<BallotBody>

/// What a replica signs to vote for a batch.
public struct BallotBody: Hashable, Canonical {
  /// The epoch.
  public var epoch: UInt32
  /// The view.
  public var view: UInt32
  /// The slot.
  public var slot: UInt64
  /// The digest of the batch.
  public var batch: Digest
  /// The position of the voter.
  public var replica: UInt16

  /// Describes a vote.
  public init(epoch: UInt32, view: UInt32, slot: UInt64, batch: Digest, replica: UInt16) {
    self.epoch = epoch
    self.view = view
    self.slot = slot
    self.batch = batch
    self.replica = replica
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(view)
    writer.put(slot)
    writer.encode(batch)
    writer.put(replica)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    view = try reader.take()
    slot = try reader.take()
    batch = try reader.decode()
    replica = try reader.take()
  }
}
