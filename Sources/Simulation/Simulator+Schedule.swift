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
  /// - Throws: ``ScheduleError`` at the first step that names an input which does not wait, unless the
  ///   schedule is lenient.
  public mutating func run(_ schedule: Schedule) throws(ScheduleError) -> RunRecord.Ending {
    settle(until: 0)
    for (position, step) in schedule.steps.enumerated() {
      guard mayGoOn() else { return breach ?? .eventLimit }
      if let reason = take(step, isLenient: schedule.isLenient) {
        // The limit may have come before the input did.
        guard mayGoOn() else { return breach ?? .eventLimit }
        if schedule.isLenient { continue }
        throw ScheduleError(step: position, reason: reason, pending: pendingInWords())
      }
      settle(until: now)
    }
    return schedule.goesOn ? run() : .schedule
  }

  /// Lets one step happen.
  ///
  /// - Returns: Why it cannot.
  private mutating func take(
    _ step: Schedule.Step, isLenient: Bool
  ) -> ScheduleError.Reason? {
    var step = step
    if let time = step.at?.microseconds, time < now {
      guard isLenient else { return .past(now: Ticks(now)) }
      step.at = nil
    }
    switch step.action {
    case .crash(let node), .restart(let node):
      guard node.index < seatCount else { return .unknownNode }
      now = step.at?.microseconds ?? now
      settle(until: now)
      let before = recorder.events
      if case .crash = step.action {
        crashNow(Int(node.index))
      } else {
        restartNow(Int(node.index))
      }
      note(step, after: before)
    case .heal:
      guard plan.healing != nil, !isHealed else { return .nothingHeals }
      now = step.at?.microseconds ?? now
      settle(until: now)
      let before = recorder.events
      loseMessages()
      healCore()
      note(step, after: before)
    case .say(let label, let liar, let receiver, let bytes):
      now = step.at?.microseconds ?? now
      settle(until: now)
      let before = recorder.events
      if let reason = say(step.action, label, by: liar, to: receiver, bytes) { return reason }
      note(step, after: before)
    case .deliver, .timer, .stored, .client:
      guard let candidate = find(step, isLenient) else { return .nothingWaits }
      let isNever = candidate.entry.time == Ticks.never.microseconds
      let time = step.at?.microseconds ?? (isNever ? now : max(now, candidate.entry.time))
      settle(until: time)
      // A fault until then may have taken the input.
      guard let found = find(step, isLenient) else { return .nothingWaits }
      return take(step, found, at: time)
    }
    return nil
  }

  /// Lets the input of a step happen.
  private mutating func take(
    _ step: Schedule.Step, _ found: FoundInput, at time: UInt64
  ) -> ScheduleError.Reason? {
    var entry = found.entry
    if step.keeps || step.flip != nil, case .deliver = step.action {
      var number = entry.slot
      if let bit = step.flip {
        guard let altered = flip(bit, of: entry.slot) else { return .nothingWaits }
        tally.count(.corrupt)
        number = altered
      }
      // The copy that happens is a new one, or another of the same message; both are in the slab.
      unsafe slab.base[Int(number)].references += 1
      if step.keeps {
        tally.count(.duplicate)
        tally.duplicated += 1
        copyLie(of: number)
      } else {
        queue.removeAll { $0.order == entry.order }
        slab.release(entry.slot)
      }
      entry.slot = number
    } else {
      queue.removeAll { $0.order == entry.order }
    }
    var done = step
    done.action = found.action
    done.mark = found.mark
    let before = recorder.events
    entry.time = min(entry.time, time)
    take(entry, at: max(now, time))
    note(done, after: before)
    return nil
  }

  private mutating func note(_ step: Schedule.Step, after before: UInt64) {
    performed.append(
      RunJournal.Entry(event: recorder.events > before ? before + 1 : 0, step: step))
  }

  /// An input that waits, the action that names it exactly, and what it is.
  private struct FoundInput {
    var entry: EventQueue.Entry
    var action: Schedule.Action
    var mark: Schedule.Mark
  }

  /// Lets planned faults and the ends of work happen: those up to an instant, and until no work is left.
  private mutating func settle(until time: UInt64) {
    while mayGoOn() {
      let entries = pending { entry in
        let kind = EventClass(order: entry.order)
        return entry.time < Ticks.never.microseconds && (kind == .fault || kind == .completion)
      }
      let isWorking = entries.contains { EventClass(order: $0.order) == .completion }
      guard let first = entries.first, isWorking || first.time <= time else { return }
      queue.removeAll { $0.order == first.order }
      take(first, at: max(now, first.time))
    }
  }

  /// The input that a step names.
  private func find(_ step: Schedule.Step, _ isLenient: Bool) -> FoundInput? {
    var matching = pending { self.isMatch($0, step.action) }
    let nth: Int
    switch step.action {
    case .deliver(_, _, _, let number):
      matching.sort { $0.order < $1.order }
      nth = number
    case .timer(_, _, let number), .stored(_, _, let number): nth = number
    case .client, .crash, .restart, .say, .heal: nth = 1
    }
    var position: Int? = nth - 1
    if isLenient, let mark = step.mark { position = place(of: mark, nth, among: matching) }
    guard let position, matching.indices.contains(position) else { return nil }
    return FoundInput(
      entry: matching[position], action: step.action.named(nth: position + 1),
      mark: mark(of: matching[position]))
  }

  /// The input that bears a mark, or else the one that comes nearest to it; of several the one that comes
  /// nearest to being the `nth` of its kind, because what came earlier is seldom what was meant.
  ///
  /// - Returns: Nil when all are of another view or slot.
  private func place(
    of mark: Schedule.Mark, _ nth: Int, among entries: [EventQueue.Entry]
  ) -> Int? {
    var best: (likeness: Int, distance: Int, position: Int)?
    for (position, entry) in entries.enumerated() {
      let other = self.mark(of: entry)
      guard other.view == mark.view, other.slot == mark.slot else { continue }
      let likeness = (other.payload == mark.payload ? 1 : 0) + (other.seat == mark.seat ? 2 : 0)
      let distance = abs(position + 1 - nth)
      guard let known = best else {
        best = (likeness, distance, position)
        continue
      }
      if likeness > known.likeness || (likeness == known.likeness && distance < known.distance) {
        best = (likeness, distance, position)
      }
    }
    return best?.position
  }

  private func mark(of entry: EventQueue.Entry) -> Schedule.Mark {
    switch EventClass(order: entry.order) {
    case .delivery:
      // A delivery holds a reference to its slot.
      let slot = unsafe slab.base + Int(entry.slot)
      return unsafe Schedule.Mark(
        view: slot.pointee.view, slot: slot.pointee.slot, payload: slot.pointee.fingerprint,
        seat: entry.to)
    case .timer:
      let timer = timers.slots[Int(entry.slot)].timer
      var scratch = CanonicalWriter()
      timer.encode(into: &scratch)
      return Schedule.Mark(
        view: timer.view, slot: timer.slot, payload: scratch.fingerprint, seat: entry.to)
    case .client:
      let timer = loads[Int(entry.slot)].plan.timer
      return Schedule.Mark(view: timer.view, slot: timer.slot, payload: 0, seat: entry.to)
    case .stored, .completion, .fault:
      return Schedule.Mark(view: 0, slot: 0, payload: 0, seat: entry.to)
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
    case .stored(let node, let store, _):
      return kind == .stored && isAt(node, entry) && entry.from == UInt16(store.index)
        && isOfThisLife(entry)
    case .client(let node): return kind == .client && entry.to == node.index
    case .crash, .restart, .say, .heal: return false
    }
  }

  /// Whether the node has not crashed since it began a write.
  private func isOfThisLife(_ write: EventQueue.Entry) -> Bool {
    // Entries name existing seats.
    unsafe seats[Int(write.to)].boots == write.slot
  }

  /// What waits to happen, in the order of time, without timers that were set again or cancelled.
  private func pending(
    where isWanted: (EventQueue.Entry) -> Bool = { _ in true }
  ) -> [EventQueue.Entry] {
    var entries: [EventQueue.Entry] = []
    queue.forEach { entry in
      if isWanted(entry),
        EventClass(order: entry.order) != .timer
          || timers.isCurrent(entry.slot, order: entry.order)
      {
        entries.append(entry)
      }
    }
    return entries.sorted { ($0.time, $0.order) < ($1.time, $1.order) }
  }

  private func pendingInWords() -> [String] {
    pending().prefix(ScheduleError.mostPending).map { entry in
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
