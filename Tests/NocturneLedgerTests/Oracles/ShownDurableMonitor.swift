@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □(shown(c, e) → committed(e)): some correct replica, which saw it decided, has it durable.
struct ShownDurableMonitor: Monitor {
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
    case .shown(let showing):
      hasShown = true
      if holders[showing.outcome.hash] == nil, !holders.isOver(showing.slot, at: moment) {
        return Violation(
          at: moment,
          "client \(showing.client) was shown outcome \(showing.outcome.hash.short) of slot "
            + "\(showing.slot), which is durable with no correct replica")
      }
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .bound, .refused,
      .durable, .anchored, .finalised, .discarded, .shownFinal, .delivered, .cluster, .snapshot,
      .summarised, .view, .height, .resolved, .declined:
      break  // It does not speak of them, or the holders do.
    }
    return nil
  }

  func judge(end moment: Moment) -> Judgement {
    holders.horizon.judged(hasShown ? .holds : .vacuous)
  }
}
