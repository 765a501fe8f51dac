@testable import NocturneLedger
import TemporalLogic

/// □(view(r, v) → □¬view(r, v')) for v' < v: what a replica's log has of its view, a crash leaves.
struct ViewMonitor: Monitor {
  /// The last view of each replica, by position, and the step that told it.
  private var views: [(view: UInt32, step: UInt64)] = []
  private var hasChanged = false

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    guard case .view(let replica, let view) = fact else { return nil }
    let place = Int(replica)
    while views.count <= place { views.append((0, 0)) }
    let last = views[place]
    views[place] = (view, moment.step)
    if view > 0 { hasChanged = true }
    if view >= last.view { return nil }
    return Violation(
      at: moment, "replica \(replica) is in view \(view), and was in view \(last.view) before",
      against: last.step)
  }

  func judge(end moment: Moment) -> Judgement { Judgement(hasChanged ? .holds : .vacuous) }
}
