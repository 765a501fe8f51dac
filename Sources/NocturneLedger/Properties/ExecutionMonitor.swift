import Cryptography
import Determinism
import TemporalLogic

/// □(exec(r, k, x) ∧ exec(r′, k, x′) → x = x′).
struct ExecutionMonitor: Monitor {
  private var slots = LookupTable<UInt64, (execution: Digest, replica: UInt16, step: UInt64)>()

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    guard case .executed(let replica, let slot, let execution) = fact else { return nil }
    let first = slots.intern(slot, (execution, replica, moment.step))
    if first.execution == execution { return nil }
    return Violation(
      at: moment,
      "slot \(slot): replica \(first.replica) reached \(first.execution.short), "
        + "replica \(replica) \(execution.short)", against: first.step)
  }

  func judge(end moment: Moment) -> Judgement { Judgement(slots.isEmpty ? .vacuous : .holds) }
}
