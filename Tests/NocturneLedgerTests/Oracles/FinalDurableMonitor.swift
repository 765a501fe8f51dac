@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □(shownFinal(c, e) → #{r correct: durable(r, e)} ≥ Q − f).
struct FinalDurableMonitor: Monitor {
  private var holders = OutcomeHolders()
  private var hasShown = false

  var memory: MonitorMemory { MonitorMemory(window: holders.bytes) }

  mutating func began(correct: NodeSet) { holders.began(correct: correct) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    defer { holders.observe(fact, at: moment) }
    switch fact {
    case .kept(let kept):
      // A replica that boots may find what it was never told to be durable.
      for outcome in kept.outcomes { holders.find(outcome, with: kept.replica) }
    case .shownFinal(let showing, let needed):
      hasShown = true
      let row = holders[showing.outcome.hash]
      if row == nil, holders.isOver(showing.slot, at: moment) { return nil }
      let replicas = row.map { holders.count($0) } ?? 0
      if replicas < needed {
        return Violation(
          at: moment,
          "client \(showing.client) was shown outcome \(showing.outcome.hash.short) of slot "
            + "\(showing.slot) as final, which is durable with \(replicas) correct replicas and "
            + "not \(needed)")
      }
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .bound, .refused,
      .durable, .anchored, .finalised, .discarded, .shown, .delivered, .cluster, .snapshot,
      .summarised, .view, .height, .resolved, .declined:
      break  // It does not speak of them, or the holders do.
    }
    return nil
  }

  func judge(end moment: Moment) -> Judgement {
    holders.horizon.judged(hasShown ? .holds : .vacuous)
  }
}
