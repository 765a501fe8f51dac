@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □¬(ordered(r, k, d) ∧ ordered(r′, k, d′)) for d ≠ d′.
struct AgreementMonitor: Monitor {
  private var batches = SlotTable<(batch: Digest, replica: UInt16, step: UInt64)>()
  private var hasOrdered = false
  private var horizon = SlotHorizon()

  var memory: MonitorMemory { MonitorMemory(window: batches.bytes) }

  mutating func began(correct: NodeSet) { horizon.began(correct: correct) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    if horizon.observe(fact) { batches.remove(upTo: horizon.slot) }
    guard case .ordered(let replica, let slot, let batch) = fact else { return nil }
    hasOrdered = true
    if horizon.isOver(slot, at: moment) { return nil }
    let first = batches.intern(slot, (batch, replica, moment.step))
    if first.batch == batch { return nil }
    return Violation(
      at: moment,
      "slot \(slot): replica \(first.replica) ordered batch \(first.batch.short), "
        + "replica \(replica) batch \(batch.short)", against: first.step)
  }

  func judge(end moment: Moment) -> Judgement { horizon.judged(hasOrdered ? .holds : .vacuous) }
}
