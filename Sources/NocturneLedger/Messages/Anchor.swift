public import Cryptography
public import Determinism

/// The message ANCHOR: a replica's word that a slot is durable with it, signed with the tag `a`.
public typealias Anchor = Signed<AnchorBody>

/// What a replica signs once a slot is durable with it.
public struct AnchorBody: Hashable, Canonical {
  /// The epoch.
  public var epoch: UInt32
  /// The slot.
  public var slot: UInt64
  /// The execution digest of the slot.
  public var execution: Digest
  /// The position of the replica.
  public var replica: UInt16

  /// Describes an anchor.
  public init(epoch: UInt32, slot: UInt64, execution: Digest, replica: UInt16) {
    self.epoch = epoch
    self.slot = slot
    self.execution = execution
    self.replica = replica
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(slot)
    writer.encode(execution)
    writer.put(replica)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    slot = try reader.take()
    execution = try reader.decode()
    replica = try reader.take()
  }
}
