import Determinism
import TemporalLogic

/// □(bound(r, s, q, h) ∧ bound(r′, s, q′, h′) ∧ q < q′ → time(h) < time(h′)).
struct EventTimeMonitor: Monitor {
  /// A time, and the step that first showed it.
  private struct Bound: Sendable {
    let time: UInt64
    let step: UInt64
  }

  /// The least and the greatest time bound to each number of each session.
  private var sessions = OrderedMap<Name, OrderedMap<UInt64, (low: Bound, high: Bound)>>()

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    guard case .bound(let binding) = fact else { return nil }
    let (event, time) = (binding.event, binding.event.time)
    let bound = Bound(time: time, step: moment.step)
    var span = sessions[event.session]?[event.sequence] ?? (bound, bound)
    if span.low.time > time { span.low = bound }
    if span.high.time < time { span.high = bound }
    sessions[event.session, default: OrderedMap()][event.sequence] = span
    // The numbers next to it suffice: those beyond were compared with these.
    let times = sessions[event.session, default: OrderedMap()]
    let place = times.position(of: event.sequence)
    let before = place > 0 ? times.elements[place - 1] : nil
    let after = place + 1 < times.count ? times.elements[place + 1] : nil
    if let before, before.value.high.time >= time {
      return violation(event, than: before.key, before.value.high, "not after", moment)
    }
    if let after, after.value.low.time <= time {
      return violation(event, than: after.key, after.value.low, "not before", moment)
    }
    return nil
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
    Judgement(sessions.contains { $0.value.count > 1 } ? .holds : .vacuous)
  }
}
