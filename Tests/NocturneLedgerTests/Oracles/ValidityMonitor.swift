@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □(bound(r, …, h) → the command of h was submitted), for the keys of correct clients: whatever
/// bears another key may have been signed by a liar.
///
/// A command may be bound long after it was submitted, so that all of them are kept, in about ten bytes
/// each: of a digest 64 bits tell it apart well enough, from ten million others but for a chance of one in a
/// million million.
struct ValidityMonitor: Monitor {
  private var clients = OrderedMap<PublicKey, Bool>()
  private var submitted = FingerprintSet()
  private var hasBound = false

  var memory: MonitorMemory { MonitorMemory(history: submitted.bytes) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    switch fact {
    case .joined(let client): clients[client] = true
    case .submitted(_, let command, _): submitted.insert(command.raw.word0)
    case .bound(let binding):
      let event = binding.event
      guard clients[event.client] != nil else { return nil }
      hasBound = true
      if !submitted.contains(event.command.raw.word0) {
        return Violation(
          at: moment,
          "replica \(binding.replica) bound event \(event.sequence) of session \(event.session) to "
            + "command \(event.command.short), which its client did not submit")
      }
    case .offered, .admitted, .rejected, .ordered, .executed, .refused, .durable, .anchored,
      .finalised, .discarded, .shown, .shownFinal, .delivered, .cluster, .kept, .snapshot,
      .summarised, .view, .height, .resolved, .declined:
      break  // It does not speak of them.
    }
    return nil
  }

  func judge(end moment: Moment) -> Judgement { Judgement(hasBound ? .holds : .vacuous) }
}
