@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □(bound(r, s, q, h) ∧ bound(r′, s, q′, h′) ∧ q < q′ → time(h) < time(h′)).
struct EventTimeMonitor: Monitor {
  /// A time, and the step that first showed it.
  private struct Bound: Sendable {
    let time: UInt64
    let step: UInt64
  }

  /// The least and the greatest time bound to a number, and the slot that bound it last.
  private typealias Span = (low: Bound, high: Bound, slot: UInt64)

  /// The numbers of a session. Of those whose slots are over the last one stays, which those after it
  /// are compared with.
  private struct Session: Sendable {
    var spans = OrderedMap<UInt64, Span>()
    /// Whether numbers before the first one were let go of.
    var isCut = false

    mutating func remove(upTo slot: UInt64) {
      let elements = spans.elements
      var first = 0
      while first + 1 < elements.count, elements[first].value.slot <= slot,
        elements[first + 1].value.slot <= slot
      {
        first += 1
      }
      if first == 0 { return }
      spans.removeAll(below: elements[first].key)
      isCut = true
    }
  }

  private var sessions = OrderedMap<Name, Session>()
  private var horizon = SlotHorizon()

  var memory: MonitorMemory {
    let row = MemoryLayout<OrderedMap<UInt64, Span>.Element>.stride
    return MonitorMemory(window: sessions.reduce(0) { $0 + $1.value.spans.count * row })
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
    let (event, time) = (binding.event, binding.event.time)
    if horizon.isOver(event.slot, at: moment) { return nil }
    let bound = Bound(time: time, step: moment.step)
    let isCut = sessions[event.session]?.isCut ?? false
    let times = note(bound, event)
    // The numbers next to it suffice: those beyond were compared with these.
    let place = times.position(of: event.sequence)
    let before = place > 0 ? times.elements[place - 1] : nil
    let after = place + 1 < times.count ? times.elements[place + 1] : nil
    if let before, before.value.high.time >= time {
      return violation(event, than: before.key, before.value.high, "not after", moment)
    }
    if let after, after.value.low.time <= time {
      return violation(event, than: after.key, after.value.low, "not before", moment)
    }
    if place == 0, isCut { horizon.leaveOpen(event.slot, at: moment) }
    return nil
  }

  /// Takes a time in, and returns those of its session.
  private mutating func note(_ bound: Bound, _ event: LedgerEvent) -> OrderedMap<UInt64, Span> {
    var span =
      sessions[event.session]?.spans[event.sequence] ?? (low: bound, high: bound, slot: event.slot)
    if span.low.time > bound.time { span.low = bound }
    if span.high.time < bound.time { span.high = bound }
    span.slot = max(span.slot, event.slot)
    sessions[event.session, default: Session()].spans[event.sequence] = span
    return sessions[event.session, default: Session()].spans
  }

  private func violation(
    _ event: LedgerEvent, than number: UInt64, _ other: Bound, _ relation: String,
    _ moment: Moment
  ) -> Violation {
    Violation(
      at: moment,
      "session \(event.session): event \(event.sequence) has time \(event.time) us, \(relation) "
        + "event \(number) with \(other.time) us", against: other.step)
  }

  func judge(end moment: Moment) -> Judgement {
    horizon.judged(
      sessions.contains { $0.value.spans.count > 1 || $0.value.isCut } ? .holds : .vacuous)
  }
}
