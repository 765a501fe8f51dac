@testable import NocturneLedger
import TemporalLogic

/// For all quorums A and B: |A ∩ B| ≥ f + 1. Two groups of Q out of n share 2Q − n at least.
struct QuorumMonitor: Monitor {
  private var hasCluster = false

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    guard case .cluster(let replicas, let faults, let quorum) = fact else { return nil }
    hasCluster = true
    let common = 2 * Int(quorum) - Int(replicas)
    if common > Int(faults) { return nil }
    return Violation(
      at: moment,
      "two quorums of \(quorum) out of \(replicas) may share \(max(0, common)) replicas, and "
        + "\(faults) may lie")
  }

  func judge(end moment: Moment) -> Judgement { Judgement(hasCluster ? .holds : .vacuous) }
}
