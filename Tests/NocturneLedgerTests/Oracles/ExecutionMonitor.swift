@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □(exec(r, k, x) ∧ exec(r′, k, x′) → x = x′).
struct ExecutionMonitor: Monitor {
  private var slots = SlotTable<(execution: Digest, replica: UInt16, step: UInt64)>()
  private var hasExecuted = false
  private var horizon = SlotHorizon()

  var memory: MonitorMemory { MonitorMemory(window: slots.bytes) }

  mutating func began(correct: NodeSet) { horizon.began(correct: correct) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    if horizon.observe(fact) { slots.remove(upTo: horizon.slot) }
    guard case .executed(let replica, let slot, let execution) = fact else { return nil }
    hasExecuted = true
    if horizon.isOver(slot, at: moment) { return nil }
    let first = slots.intern(slot, (execution, replica, moment.step))
    if first.execution == execution { return nil }
    return Violation(
      at: moment,
      "slot \(slot): replica \(first.replica) reached \(first.execution.short), "
        + "replica \(replica) \(execution.short)", against: first.step)
  }

  func judge(end moment: Moment) -> Judgement { horizon.judged(hasExecuted ? .holds : .vacuous) }
}
