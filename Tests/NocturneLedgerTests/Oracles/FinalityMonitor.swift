@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □(lastFinal(r) ≥ k ∧ exec(r, k, x) → □¬exec(r′, k, x′)) for x′ ≠ x: what is final is never judged
/// otherwise again, by anyone, a replica that boots again included.
struct FinalityMonitor: Monitor {
  /// What each replica has reached at each slot, as it judged it last.
  private var reached = SlotTable<[(replica: UInt16, execution: Digest)]>()
  /// The final slots, with what the first replica to know it had reached there.
  private var final = SlotTable<(execution: Digest, replica: UInt16, step: UInt64)>()
  /// The slot of every outcome.
  private var slots = DigestTable<UInt64>()
  private var order = SlotQueue<Fingerprint128>()
  private var hasFinal = false
  private var horizon = SlotHorizon()

  var memory: MonitorMemory {
    MonitorMemory(window: reached.bytes + final.bytes + slots.bytes + order.bytes)
  }

  mutating func began(correct: NodeSet) { horizon.began(correct: correct) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    if horizon.observe(fact) { removeOver() }
    switch fact {
    case .executed(let replica, let slot, let execution):
      if horizon.isOver(slot, at: moment) { return nil }
      var list = reached[slot] ?? []
      list.removeAll { $0.replica == replica }
      list.append((replica, execution))
      reached.insert(slot, list)
      return final[slot].flatMap { conflict($0, slot, replica, execution, moment) }
    case .bound(let binding): note(binding.hash, binding.event.slot)
    case .refused(_, let slot, _, _, let receipt): note(receipt, slot)
    case .finalised(let replica, _, let outcome), .discarded(let replica, _, let outcome):
      guard let slot = slots[outcome],
        let own = reached[slot]?.first(where: { $0.replica == replica })
      else { return nil }
      hasFinal = true
      let first = final.intern(slot, (own.execution, replica, moment.step))
      for other in reached[slot] ?? [] {
        if let violation = conflict(first, slot, other.replica, other.execution, moment) {
          return violation
        }
      }
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .durable, .anchored, .shown,
      .shownFinal, .delivered, .cluster, .kept, .snapshot, .summarised, .view, .height, .resolved,
      .declined:
      break  // It does not speak of them.
    }
    return nil
  }

  private mutating func note(_ outcome: Digest, _ slot: UInt64) {
    let key = DigestTable<UInt64>.key(outcome)
    guard slot > horizon.slot, slots[key] == nil else { return }
    slots[key] = slot
    order.append(key, slot: slot)
  }

  private mutating func removeOver() {
    while let entry = order.popFirst(upTo: horizon.slot) { slots[entry.key] = nil }
    reached.remove(upTo: horizon.slot)
    final.remove(upTo: horizon.slot)
  }

  private func conflict(
    _ first: (execution: Digest, replica: UInt16, step: UInt64), _ slot: UInt64, _ replica: UInt16,
    _ execution: Digest, _ moment: Moment
  ) -> Violation? {
    if first.execution == execution { return nil }
    return Violation(
      at: moment,
      "slot \(slot) is final with replica \(first.replica) at \(first.execution.short), and replica "
        + "\(replica) has reached \(execution.short)", against: first.step)
  }

  func judge(end moment: Moment) -> Judgement { horizon.judged(hasFinal ? .holds : .vacuous) }
}
