@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □(rejected(r, m) ∧ authentic(m) → ◇ outcome(m)): what a replica did not take of a correct client has
/// an outcome all the same, at the end of the run.
///
/// A rejection promises nothing that is not kept already once the command's slot is over; such commands are let
/// go of.
struct ReceiptMonitor: Monitor {
  /// Whether a command that a correct client has submitted has an outcome.
  private var hasOutcome = DigestTable<Bool>()
  private var submissions = Submissions()
  private var order = SlotQueue<Fingerprint128>()
  /// The rejections, from the oldest on whose command had no outcome when it was last looked at.
  private var rejected: [(command: Digest, replica: UInt16, at: Moment)] = []
  private var head = 0
  private var hasRejected = false
  private var horizon = SlotHorizon()

  var memory: MonitorMemory {
    MonitorMemory(
      window: hasOutcome.bytes + order.bytes
        + rejected.count * MemoryLayout<(command: Digest, replica: UInt16, at: Moment)>.stride)
  }

  mutating func began(correct: NodeSet) { horizon.began(correct: correct) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    if horizon.observe(fact) {
      while let entry = order.popFirst(upTo: horizon.slot) { hasOutcome[entry.key] = nil }
    }
    switch fact {
    case .submitted(let request, let command, let again):
      // An outcome may come before the word that the client has submitted.
      if submissions.isNew(request, again: again), hasOutcome[command] == nil {
        hasOutcome[command] = false
      }
    case .rejected(let replica, let command, _):
      // A command that no correct client has made promises nothing.
      guard let isKept = hasOutcome[command] else { return nil }
      hasRejected = true
      if !isKept { rejected.append((command, replica, moment)) }
    case .bound(let binding): settle(binding.event.command, binding.event.slot)
    case .refused(_, let slot, _, let command, _): settle(command, slot)
    case .joined, .offered, .admitted, .ordered, .executed, .durable, .anchored, .finalised,
      .discarded, .shown, .shownFinal, .delivered, .cluster, .kept, .snapshot, .summarised, .view,
      .height, .resolved, .declined:
      break  // It does not speak of them.
    }
    return nil
  }

  private mutating func settle(_ command: Digest, _ slot: UInt64) {
    guard hasOutcome[command] == false else { return }
    hasOutcome[command] = true
    order.append(DigestTable<Bool>.key(command), slot: slot)
    while head < rejected.count, hasOutcome[rejected[head].command] != false { head += 1 }
    if head > 256, head * 2 > rejected.count {
      rejected.removeFirst(head)
      head = 0
    }
  }

  func judge(end moment: Moment) -> Judgement {
    if !hasRejected { return Judgement(.vacuous) }
    guard let open = rejected[head...].first(where: { hasOutcome[$0.command] == false }) else {
      return Judgement(.holds)
    }
    return Judgement(
      .presumablyViolated,
      obligation: "command \(open.command.short), rejected by replica \(open.replica) at step "
        + "\(open.at.step), has no outcome")
  }
}
