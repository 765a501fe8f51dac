import Cryptography
import Determinism
import TemporalLogic

/// □¬(ordered(r, k, d) ∧ ordered(r′, k, d′)) for d ≠ d′.
struct AgreementMonitor: Monitor {
  private var batches = LookupTable<UInt64, (batch: Digest, replica: UInt16, step: UInt64)>()

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    guard case .ordered(let replica, let slot, let batch) = fact else { return nil }
    let first = batches.intern(slot, (batch, replica, moment.step))
    if first.batch == batch { return nil }
    return Violation(
      at: moment,
      "slot \(slot): replica \(first.replica) ordered batch \(first.batch.short), "
        + "replica \(replica) batch \(batch.short)", against: first.step)
  }

  func judge(end moment: Moment) -> Judgement { Judgement(batches.isEmpty ? .vacuous : .holds) }
}
