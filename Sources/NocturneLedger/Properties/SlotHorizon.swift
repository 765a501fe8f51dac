import Determinism
import TemporalLogic

/// The slot up to which all is over: each correct replica has a snapshot that stands for it, and will not
/// order, judge or bind any slot up to it again.
///
/// By it monitors let go of what a run has behind it. A replica that speaks of such a slot all the same
/// can no longer be compared with the others, and the property is undecided then: no verdict is made
/// up. Where replicas keep all slots it stays at 0, and nothing is let go of.
struct SlotHorizon: Sendable {
  /// The slot.
  private(set) var slot: UInt64 = 0
  /// The last snapshot of each replica, 0 for none.
  private(set) var snapshots: [UInt64] = []
  /// The slots up to which each replica has forgotten all.
  private var forgotten: [UInt64] = []
  private var correct = NodeSet()
  /// The first fact that came too late.
  private var late: (slot: UInt64, step: UInt64)?

  /// The number of replicas whose facts are told.
  var correctReplicas: Int { snapshots.indices.count { correct.contains(NodeID($0)) } }

  /// Takes notice of the members whose facts are told.
  mutating func began(correct: NodeSet) { self.correct = correct }

  /// Appends all that changes.
  func encode(into writer: inout CanonicalWriter) {
    writer.put(slot)
    for replica in snapshots.indices {
      writer.put(snapshots[replica])
      writer.put(forgotten[replica])
    }
    writer.put(UInt32(snapshots.count))
    writer.encode(late != nil)
  }

  /// Takes notice of a fact.
  ///
  /// - Returns: Whether the horizon has risen.
  mutating func observe(_ fact: LedgerFact) -> Bool {
    switch fact {
    case .cluster(let replicas, _, _):
      while snapshots.count < Int(replicas) {
        snapshots.append(0)
        forgotten.append(0)
      }
      return false
    case .snapshot(let replica, let slot, let forgets):
      return set(replica, forgets: forgets) { max($0, slot) }
    case .kept(let kept):
      // What a replica has lost it may come to speak of again.
      let isLost = forgotten.element(at: Int(kept.replica)) ?? 0 > kept.snapshot
      return set(kept.replica, forgets: isLost) { _ in kept.snapshot }
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .bound, .refused,
      .durable, .anchored, .finalised, .discarded, .shown, .shownFinal, .delivered, .summarised,
      .view, .height, .resolved, .declined:
      return false  // They move no snapshot.
    }
  }

  private mutating func set(
    _ replica: UInt16, forgets: Bool, _ change: (UInt64) -> UInt64
  ) -> Bool {
    guard Int(replica) < snapshots.count else { return false }
    snapshots[Int(replica)] = change(snapshots[Int(replica)])
    guard forgets else { return false }
    forgotten[Int(replica)] = snapshots[Int(replica)]
    var least: UInt64?
    for (number, slot) in forgotten.enumerated() where correct.contains(NodeID(number)) {
      least = min(least ?? slot, slot)
    }
    guard let least, least > slot else { return false }
    slot = least
    return true
  }

  /// Whether a slot is over, so that what a fact says of it cannot be compared any more; the property is
  /// undecided from then on.
  mutating func isOver(_ slot: UInt64, at moment: Moment) -> Bool {
    guard slot <= self.slot else { return false }
    leaveOpen(slot, at: moment)
    return true
  }

  /// Leaves the property undecided, because of a fact about a slot that cannot be compared.
  mutating func leaveOpen(_ slot: UInt64, at moment: Moment) {
    if late == nil { late = (slot, moment.step) }
  }

  /// The judgement, unless something could not be compared.
  func judged(_ verdict: Verdict) -> Judgement {
    guard let late else { return Judgement(verdict) }
    return Judgement(
      .inconclusive,
      obligation:
        "step \(late.step) speaks of slot \(late.slot), for which all correct replicas had "
        + "a snapshot already")
  }
}
