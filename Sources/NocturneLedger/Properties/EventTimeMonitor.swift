import Determinism
import TemporalLogic

/// □(bound(r, s, q, h) ∧ bound(r′, s, q′, h′) ∧ q < q′ → time(h) < time(h′)).
struct EventTimeMonitor: Monitor {
  /// The least and the greatest time bound to each number of each session.
  private var sessions = OrderedMap<Name, OrderedMap<UInt64, ClosedRange<UInt64>>>()

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    guard case .bound(let binding) = fact else { return nil }
    let (event, time) = (binding.event, binding.event.time)
    let known = sessions[event.session]?[event.sequence]
    if let known, known.contains(time) { return nil }
    let span = known.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
    sessions[event.session, default: OrderedMap()][event.sequence] = span
    // The numbers next to it suffice: those beyond were compared with these.
    let times = sessions[event.session, default: OrderedMap()]
    let place = times.position(of: event.sequence)
    let before = place > 0 ? times.elements[place - 1] : nil
    let after = place + 1 < times.count ? times.elements[place + 1] : nil
    if let before, before.value.upperBound >= time {
      return violation(event, than: before.key, before.value.upperBound, "not after", moment)
    }
    if let after, after.value.lowerBound <= time {
      return violation(event, than: after.key, after.value.lowerBound, "not before", moment)
    }
    return nil
  }

  private func violation(
    _ event: LedgerEvent, than other: UInt64, _ time: UInt64, _ relation: String, _ moment: Moment
  ) -> Violation {
    Violation(
      at: moment,
      "session \(event.session): event \(event.sequence) has time \(event.time) us, \(relation) "
        + "event \(other) with \(time) us")
  }

  func judge(end moment: Moment) -> Judgement {
    Judgement(sessions.contains { $0.value.count > 1 } ? .holds : .vacuous)
  }
}
