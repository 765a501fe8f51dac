@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □¬(bound(r, s, q, h) ∧ bound(r′, s, q, h′)) for h ≠ h′.
struct EventBindingMonitor: Monitor {
  /// What the first replica bound to a number, and the step that showed it.
  private typealias First = (hash: Digest, replica: UInt16, step: UInt64)

  /// The numbers of a session.
  private struct Session: Sendable {
    var events = LookupTable<UInt64, First>()
    var order = SlotQueue<UInt64>()
    /// The numbers whose events are of slots that are over.
    var gone = NumberSet()

    /// The first binding of the number, which may be this one; nil when it is of a slot that is over.
    mutating func first(_ binding: LedgerFact.Binding, _ step: UInt64) -> First? {
      let number = binding.event.sequence
      if let first = events[number] { return first }
      if gone.contains(number) { return nil }
      order.append(number, slot: binding.event.slot)
      return events.intern(number, (binding.hash, binding.replica, step))
    }

    mutating func remove(upTo slot: UInt64) {
      while let entry = order.popFirst(upTo: slot) {
        events.remove(entry.key)
        gone.insert(entry.key)
      }
    }
  }

  private var sessions = OrderedMap<Name, Session>()
  private var horizon = SlotHorizon()

  var memory: MonitorMemory {
    MonitorMemory(window: sessions.reduce(0) { $0 + $1.value.events.bytes + $1.value.order.bytes })
  }

  mutating func began(correct: NodeSet) { horizon.began(correct: correct) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    if horizon.observe(fact) {
      for name in sessions.keys {
        sessions[name, default: Session()].remove(upTo: horizon.slot)
      }
    }
    guard case .bound(let binding) = fact else { return nil }
    let event = binding.event
    if horizon.isOver(event.slot, at: moment) { return nil }
    if let first = sessions[event.session, default: Session()].first(binding, moment.step) {
      return first.hash == binding.hash
        ? nil
        : violation(
          binding, "replica \(first.replica) bound \(first.hash.short)", moment, first.step)
    }
    return violation(binding, "a slot that is over has another one", moment, 0)
  }

  private func violation(
    _ binding: LedgerFact.Binding, _ other: String, _ moment: Moment, _ step: UInt64
  ) -> Violation {
    Violation(
      at: moment,
      "session \(binding.event.session), event \(binding.event.sequence): \(other), replica "
        + "\(binding.replica) \(binding.hash.short)", against: step)
  }

  func judge(end moment: Moment) -> Judgement {
    horizon.judged(sessions.isEmpty ? .vacuous : .holds)
  }
}
