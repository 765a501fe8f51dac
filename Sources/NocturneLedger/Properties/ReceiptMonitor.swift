import Cryptography
import TemporalLogic

/// □(rejected(r, m) ∧ authentic(m) → ◇ outcome(m)): what a replica did not take of a correct client has
/// an outcome all the same, at the end of the run.
struct ReceiptMonitor: Monitor {
  private var submitted = DigestTable<Bool>()
  private var hasOutcome = DigestTable<Bool>()
  private var rejected: [(command: Digest, replica: UInt16, at: Moment)] = []

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    switch fact {
    case .submitted(_, let command): submitted[command] = true
    case .rejected(let replica, let command, _):
      // A command that no correct client has made promises nothing.
      if submitted[command] != nil { rejected.append((command, replica, moment)) }
    case .bound(let binding): hasOutcome[binding.event.command] = true
    case .refused(_, _, _, let command, _): hasOutcome[command] = true
    case .joined, .offered, .admitted, .ordered, .executed, .durable, .anchored, .finalised,
      .discarded, .shown, .shownFinal, .delivered, .cluster, .kept, .summarised, .view, .height:
      break  // It does not speak of them.
    }
    return nil
  }

  func judge(end moment: Moment) -> Judgement {
    if rejected.isEmpty { return Judgement(.vacuous) }
    guard let open = rejected.first(where: { hasOutcome[$0.command] == nil }) else {
      return Judgement(.holds)
    }
    return Judgement(
      .presumablyViolated,
      obligation: "command \(open.command.short), rejected by replica \(open.replica) at step "
        + "\(open.at.step), has no outcome")
  }
}
