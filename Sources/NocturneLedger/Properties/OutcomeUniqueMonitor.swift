import Cryptography
import TemporalLogic

/// □¬(final(m) ∧ discarded(m)).
struct OutcomeUniqueMonitor: Monitor {
  /// Whether the proven outcome of a command is an event, and the step that showed it.
  private var proven = DigestTable<(isEvent: Bool, step: UInt64)>()
  private var hasOutcome = false

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    let (command, final): (Digest, Bool)
    switch fact {
    case .finalised(_, let settled, _): (command, final) = (settled, true)
    case .discarded(_, let settled, _): (command, final) = (settled, false)
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .bound, .refused,
      .durable, .anchored, .shown, .shownFinal, .delivered, .cluster, .kept, .summarised, .view,
      .height:
      return nil  // It does not speak of them.
    }
    hasOutcome = true
    guard let first = proven[command] else {
      proven[command] = (final, moment.step)
      return nil
    }
    if first.isEvent == final { return nil }
    return Violation(
      at: moment, "command \(command.short) is both final and discarded", against: first.step)
  }

  func judge(end moment: Moment) -> Judgement { Judgement(hasOutcome ? .holds : .vacuous) }
}
