import Cryptography
import Determinism
import Faults
import Machine
public import Traces

extension Simulator {
  /// Runs the steps of a schedule, and then on in the order of time if the schedule says so.
  ///
  /// Boots come first, and work that a step started is finished with it. Planned faults happen when a
  /// step reaches their time.
  ///
  /// - Throws: ``ScheduleError`` at the first step that names an input which does not wait.
  public mutating func run(_ schedule: Schedule) throws(ScheduleError) -> RunRecord.Ending {
    settle(until: 0)
    for (position, step) in schedule.steps.enumerated() {
      guard mayGoOn() else { return .eventLimit }
      if let reason = take(step) {
        // The limit may have come before the input did.
        guard mayGoOn() else { return .eventLimit }
        throw ScheduleError(step: position, reason: reason, pending: pendingInWords())
      }
      settle(until: now)
    }
    return schedule.goesOn ? run() : .schedule
  }

  /// Lets one step happen.
  ///
  /// - Returns: Why it cannot.
  private mutating func take(_ step: Schedule.Step) -> ScheduleError.Reason? {
    if let time = step.at?.microseconds, time < now { return .past(now: Ticks(now)) }
    switch step.action {
    case .crash(let node), .restart(let node):
      guard node.index < seatCount else { return .unknownNode }
      now = step.at?.microseconds ?? now
      settle(until: now)
      if case .crash = step.action {
        crashNow(Int(node.index))
      } else {
        restartNow(Int(node.index))
      }
    case .deliver, .timer, .stored, .client:
      guard let candidate = find(step.action) else { return .nothingWaits }
      let isNever = candidate.time == Ticks.never.microseconds
      let time = step.at?.microseconds ?? (isNever ? now : max(now, candidate.time))
      settle(until: time)
      // A fault until then may have taken the input.
      guard var entry = find(step.action) else { return .nothingWaits }
      queue.removeAll { $0.order == entry.order }
      entry.time = min(entry.time, time)
      take(entry, at: max(now, time))
    }
    return nil
  }

  /// Lets planned faults and the ends of work happen: those up to an instant, and until no work is left.
  private mutating func settle(until time: UInt64) {
    while mayGoOn() {
      let entries = pending().filter { entry in
        let kind = EventClass(order: entry.order)
        return entry.time < Ticks.never.microseconds && (kind == .fault || kind == .completion)
      }
      let isWorking = entries.contains { EventClass(order: $0.order) == .completion }
      guard let first = entries.first, isWorking || first.time <= time else { return }
      queue.removeAll { $0.order == first.order }
      take(first, at: max(now, first.time))
    }
  }

  /// The input that an action names.
  private mutating func find(_ action: Schedule.Action) -> EventQueue.Entry? {
    let matching = pending().filter { isMatch($0, action) }
    switch action {
    case .deliver(_, _, _, let nth):
      let departed = matching.sorted { $0.order < $1.order }
      return nth > 0 && nth <= departed.count ? departed[nth - 1] : nil
    case .timer(_, _, let nth):
      return nth > 0 && nth <= matching.count ? matching[nth - 1] : nil
    case .stored, .client, .crash, .restart:
      return matching.first
    }
  }

  /// Whether an input is for a seat, or for one of the copies of a doubled node.
  private func isAt(_ node: NodeID, _ entry: EventQueue.Entry) -> Bool {
    // Entries name existing seats.
    unsafe entry.to == node.index || seats[Int(entry.to)].identity == node
  }

  private func isMatch(_ entry: EventQueue.Entry, _ action: Schedule.Action) -> Bool {
    let kind = EventClass(order: entry.order)
    switch action {
    case .deliver(let label, let from, let to, _):
      // A delivery holds a reference to its slot.
      return unsafe kind == .delivery && entry.from == from.index && isAt(to, entry)
        && slab.base[Int(entry.slot)].label == label
    case .timer(let label, let node, _):
      return kind == .timer && isAt(node, entry)
        && timers.slots[Int(entry.slot)].timer.label == label
    case .stored(let node, let store):
      return kind == .stored && isAt(node, entry) && entry.from == UInt16(store.index)
        && isOfThisLife(entry)
    case .client(let node): return kind == .client && entry.to == node.index
    case .crash, .restart: return false
    }
  }

  /// Whether the node has not crashed since it began a write.
  private func isOfThisLife(_ write: EventQueue.Entry) -> Bool {
    // Entries name existing seats.
    unsafe seats[Int(write.to)].boots == write.slot
  }

  /// What waits to happen, in the order of time, without timers that were set again or cancelled.
  private mutating func pending() -> [EventQueue.Entry] {
    var entries: [EventQueue.Entry] = []
    let table = timers
    queue.removeAll { entry in
      if EventClass(order: entry.order) != .timer
        || table.isCurrent(entry.slot, order: entry.order)
      {
        entries.append(entry)
      }
      return false
    }
    return entries.sorted { ($0.time, $0.order) < ($1.time, $1.order) }
  }

  private mutating func pendingInWords() -> [String] {
    pending().prefix(40).map { entry in
      let kind = EventClass(order: entry.order)
      // A fault has no node; all other entries name existing seats.
      let node = kind == .fault ? "" : name(ofSeat: Int(entry.to))
      switch kind {
      case .delivery:
        // The entry holds a reference to its slot.
        let label = unsafe N.S.Message.labels[Int(slab.base[Int(entry.slot)].label)]
        return "deliver \(label) from \(name(ofSeat: Int(entry.from))) to \(node)"
      case .timer: return "timer \(timers.slots[Int(entry.slot)].timer.labelText) of \(node)"
      case .stored:
        return "stored at \(node), store \(storeName(entry.from, ofSeat: Int(entry.to)))"
      case .client: return "client \(node)"
      case .completion: return "work of \(node)"
      case .fault: return "planned \(action(of: entry).word)"
      }
    }
  }

  func storeName(_ store: UInt16, ofSeat seat: Int) -> String {
    // Callers name existing seats.
    let identity = unsafe Int(seats[seat].identity.index)
    return cluster.members[identity].stores[Int(store)]
  }
}
