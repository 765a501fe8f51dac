import Cryptography
import TemporalLogic

/// Every commandHash has at most one outcome, at all replicas together.
struct IntegrityMonitor: Monitor {
  private var outcomes = DigestTable<(outcome: OutcomeDigest, slot: UInt64, step: UInt64)>()
  private var hasOutcome = false

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    let (command, outcome, slot): (Digest, OutcomeDigest, UInt64)
    switch fact {
    case .bound(let binding):
      (command, outcome, slot) = (
        binding.event.command, OutcomeDigest(kind: .event, hash: binding.hash), binding.event.slot
      )
    case .refused(_, let place, _, let refused, let receipt):
      (command, outcome, slot) = (refused, OutcomeDigest(kind: .receipt, hash: receipt), place)
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .durable,
      .anchored, .finalised, .discarded, .shown, .shownFinal, .delivered, .cluster, .kept,
      .summarised, .view, .height:
      return nil  // It does not speak of them.
    }
    hasOutcome = true
    guard let first = outcomes[command] else {
      outcomes[command] = (outcome, slot, moment.step)
      return nil
    }
    if first.outcome == outcome { return nil }
    return Violation(
      at: moment,
      "command \(command.short) has \(first.outcome.kind) \(first.outcome.hash.short) of slot "
        + "\(first.slot) and \(outcome.kind) \(outcome.hash.short) of slot \(slot)",
      against: first.step)
  }

  func judge(end moment: Moment) -> Judgement { Judgement(hasOutcome ? .holds : .vacuous) }
}
