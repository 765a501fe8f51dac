@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// Every commandHash has at most one outcome, at all replicas together.
///
/// A second outcome may come at any time, so that of the commands whose slots are over 64 bits of the hash are
/// kept for good, in about ten bytes.
struct IntegrityMonitor: Monitor {
  private var outcomes = DigestTable<(outcome: OutcomeDigest, slot: UInt64, step: UInt64)>()
  private var order = SlotQueue<Fingerprint128>()
  /// The commands with outcomes of slots that are over.
  private var gone = FingerprintSet()
  private var hasOutcome = false
  private var horizon = SlotHorizon()

  var memory: MonitorMemory {
    MonitorMemory(window: outcomes.bytes + order.bytes, history: gone.bytes)
  }

  mutating func began(correct: NodeSet) { horizon.began(correct: correct) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    if horizon.observe(fact) { removeOver() }
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
      .snapshot, .summarised, .view, .height, .resolved, .declined:
      return nil  // It does not speak of them.
    }
    hasOutcome = true
    if horizon.isOver(slot, at: moment) { return nil }
    guard let first = outcomes[command] else {
      guard gone.contains(command.raw.word0) else {
        outcomes[command] = (outcome, slot, moment.step)
        order.append(DigestTable<Bool>.key(command), slot: slot)
        return nil
      }
      return Violation(
        at: moment,
        "command \(command.short) has an outcome of a slot that is over and \(outcome.kind) "
          + "\(outcome.hash.short) of slot \(slot)")
    }
    if first.outcome == outcome { return nil }
    return Violation(
      at: moment,
      "command \(command.short) has \(first.outcome.kind) \(first.outcome.hash.short) of slot "
        + "\(first.slot) and \(outcome.kind) \(outcome.hash.short) of slot \(slot)",
      against: first.step)
  }

  private mutating func removeOver() {
    while let entry = order.popFirst(upTo: horizon.slot) {
      outcomes[entry.key] = nil
      gone.insert(entry.key.high)
    }
  }

  func judge(end moment: Moment) -> Judgement { horizon.judged(hasOutcome ? .holds : .vacuous) }
}
