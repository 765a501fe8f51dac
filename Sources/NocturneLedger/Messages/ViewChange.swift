public import Determinism

/// The message VIEWCHANGE: a replica leaves every view below a new one, and tells what may have been
/// decided in them. Signed with the tag `vc`.
public typealias ViewChange = Signed<ViewChangeBody>

/// What a replica signs to change the view.
public struct ViewChangeBody: Hashable, Canonical {
  /// The epoch.
  public var epoch: UInt32
  /// The view that it is for; the replica votes in none below it any more.
  public var newView: UInt32
  /// The proof of the replica's stable checkpoint; nil before the first.
  public var checkpoint: CheckpointProof?
  /// For each slot above that checkpoint at which the replica is prepared, the certificate of the
  /// highest view; ascending by slot.
  public var prepared: [PreparedCertificate]
  /// The position of the replica.
  public var replica: UInt16

  /// The slot of the stable checkpoint; 0 before the first.
  public var stableSlot: UInt64 { checkpoint?.slot ?? 0 }

  /// Describes a change of view.
  public init(
    epoch: UInt32, newView: UInt32, checkpoint: CheckpointProof?, prepared: [PreparedCertificate],
    replica: UInt16
  ) {
    self.epoch = epoch
    self.newView = newView
    self.checkpoint = checkpoint
    self.prepared = prepared
    self.replica = replica
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(newView)
    writer.put(stableSlot)
    writer.encode(checkpoint)
    writer.encode(prepared)
    writer.put(replica)
  }

  /// Reads the fields; the stable slot must be the proof's, and the certificates stand strictly
  /// ascending by slot.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    newView = try reader.take()
    let start = reader.offset
    let stable: UInt64 = try reader.take()
    checkpoint = try reader.decode()
    guard stable == checkpoint?.slot ?? 0 else {
      throw .notCanonical("a stable slot without its proof", at: start)
    }
    prepared = try reader.decode()
    guard
      zip(prepared, prepared.dropFirst()).allSatisfy({ $0.body.slot < $1.body.slot })
    else { throw .notCanonical("certificates out of order", at: start) }
    replica = try reader.take()
  }
}
