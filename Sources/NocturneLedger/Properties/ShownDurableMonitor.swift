import Cryptography
import TemporalLogic

/// □(shown(c, e) → committed(e)): some correct replica, which saw it decided, has it durable.
struct ShownDurableMonitor: Monitor {
  private var durable = DigestTable<Bool>()
  private var hasShown = false

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    switch fact {
    case .bound(let binding): durable[binding.hash] = true
    case .refused(_, _, _, _, let receipt): durable[receipt] = true
    case .kept(let kept):
      for hash in kept.outcomes { durable[hash] = true }
    case .shown(let showing):
      hasShown = true
      if durable[showing.outcome.hash] == nil {
        return Violation(
          at: moment,
          "client \(showing.client) was shown outcome \(showing.outcome.hash.short) of slot "
            + "\(showing.slot), which is durable with no correct replica")
      }
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .durable,
      .anchored, .finalised, .discarded, .shownFinal, .delivered, .cluster, .summarised, .view,
      .height:
      break  // It does not speak of them.
    }
    return nil
  }

  func judge(end moment: Moment) -> Judgement { Judgement(hasShown ? .holds : .vacuous) }
}
