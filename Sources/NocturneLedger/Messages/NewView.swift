public import Determinism

/// The message NEWVIEW: the new primary shows that a quorum left the views below, and what it must
/// propose again because of that. Signed with the tag `nv`.
///
/// The proposals name their batches by digest, as in the original. A replica that lacks a batch asks
/// for it by FETCHBATCH: whoever certifies a digest keeps its batch.
///
/// - Source: Castro and Liskov, *Practical Byzantine Fault Tolerance* (OSDI 1999), §4.4.
public typealias NewView = Signed<NewViewBody>

/// What the new primary signs.
public struct NewViewBody: Hashable, Canonical {
  /// The epoch.
  public var epoch: UInt32
  /// The view that begins.
  public var newView: UInt32
  /// The VIEWCHANGEs of a quorum, ascending by replica.
  public var viewChanges: [ViewChange]
  /// The PREPREPAREs for the slots that may have been decided, without batches; ascending by slot.
  public var proposals: [Signed<Proposal.Body>]

  /// Describes the beginning of a view.
  public init(
    epoch: UInt32, newView: UInt32, viewChanges: [ViewChange],
    proposals: [Signed<Proposal.Body>]
  ) {
    self.epoch = epoch
    self.newView = newView
    self.viewChanges = viewChanges
    self.proposals = proposals
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(newView)
    writer.encode(viewChanges)
    writer.encode(proposals)
  }

  /// Reads the fields; both lists must stand strictly ascending.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    newView = try reader.take()
    let start = reader.offset
    viewChanges = try reader.decode()
    proposals = try reader.decode()
    guard
      zip(viewChanges, viewChanges.dropFirst()).allSatisfy({ $0.body.replica < $1.body.replica }),
      zip(proposals, proposals.dropFirst()).allSatisfy({ $0.body.slot < $1.body.slot })
    else { throw .notCanonical("a new view out of order", at: start) }
  }
}
