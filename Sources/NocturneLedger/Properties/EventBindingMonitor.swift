import Cryptography
import Determinism
import TemporalLogic

/// □¬(bound(r, s, q, h) ∧ bound(r′, s, q, h′)) for h ≠ h′.
struct EventBindingMonitor: Monitor {
  /// What the first replica bound to a number, and the step that showed it.
  private typealias First = (hash: Digest, replica: UInt16, step: UInt64)

  private var sessions = OrderedMap<Name, LookupTable<UInt64, First>>()

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    guard case .bound(let binding) = fact else { return nil }
    let event = binding.event
    let first = sessions[event.session, default: LookupTable()]
      .intern(event.sequence, (binding.hash, binding.replica, moment.step))
    if first.hash == binding.hash { return nil }
    return Violation(
      at: moment,
      "session \(event.session), event \(event.sequence): replica \(first.replica) bound "
        + "\(first.hash.short), replica \(binding.replica) \(binding.hash.short)",
      against: first.step)
  }

  func judge(end moment: Moment) -> Judgement { Judgement(sessions.isEmpty ? .vacuous : .holds) }
}
