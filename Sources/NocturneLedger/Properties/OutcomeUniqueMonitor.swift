import Cryptography
import TemporalLogic

/// □¬(final(m) ∧ discarded(m)).
struct OutcomeUniqueMonitor: Monitor {
  /// Whether the proven outcome of a command is an event.
  private var isEvent = DigestTable<Bool>()
  private var hasOutcome = false

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    let (command, final): (Digest, Bool)
    switch fact {
    case .finalised(_, let settled, _): (command, final) = (settled, true)
    case .discarded(_, let settled, _): (command, final) = (settled, false)
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .bound, .refused,
      .durable, .anchored, .shown, .shownFinal, .delivered, .cluster, .kept:
      return nil  // It does not speak of them.
    }
    hasOutcome = true
    guard let first = isEvent[command] else {
      isEvent[command] = final
      return nil
    }
    if first == final { return nil }
    return Violation(at: moment, "command \(command.short) is both final and discarded")
  }

  func judge(end moment: Moment) -> Judgement { Judgement(hasOutcome ? .holds : .vacuous) }
}
