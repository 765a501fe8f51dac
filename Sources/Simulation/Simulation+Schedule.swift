import Cryptography
import Determinism
import Faults
import Machine
public import Traces

extension Simulator {
  /// Runs the steps of a schedule, and then on in the order of time if the schedule says so.
  ///
  /// Boots come first, and work that a step started is finished with it.
  ///
  /// - Throws: ``ScheduleError`` at the first step that names an input which does not wait.
  public mutating func run(_ schedule: Schedule) throws(ScheduleError) -> RunRecord.Ending {
    bootAll()
    for (index, step) in schedule.steps.enumerated() {
      switch step.action {
      case .crash(let node):
        now = (step.at ?? Ticks(now)).microseconds
        crashNow(node)
      case .restart(let node):
        now = (step.at ?? Ticks(now)).microseconds
        restartNow(node)
      case .deliver, .timer, .stored, .client:
        guard let entry = takePending(step.action) else {
          throw ScheduleError(step: index, pending: pendingInWords())
        }
        now = step.at?.microseconds ?? max(now, entry.time)
        take(entry)
      }
      finishWork()
    }
    guard schedule.goesOn else { return .schedule }
    return goOn()
  }

  /// Runs on in the order of time; what a schedule has left behind happens at once.
  private mutating func goOn() -> RunRecord.Ending {
    while let entry = queue.pop() {
      if entry.time > plan.duration.microseconds {
        now = max(now, plan.duration.microseconds)
        return .duration
      }
      if recorder.events >= plan.eventLimit { return .eventLimit }
      now = max(now, entry.time)
      take(entry)
    }
    return .quiet
  }

  private mutating func bootAll() {
    while let entry = queue.peek, entry.time == 0, EventClass(order: entry.order) == .fault {
      _ = queue.pop()
      take(entry)
    }
    finishWork()
  }

  private mutating func finishWork() {
    while let entry = first(where: { EventClass(order: $0.order) == .completion }) {
      remove(entry)
      now = max(now, entry.time)
      take(entry)
    }
  }

  private mutating func takePending(_ action: Schedule.Action) -> EventQueue.Entry? {
    let nth =
      switch action {
      case .deliver(_, _, _, let nth), .timer(_, _, let nth): max(nth, 1)
      case .stored, .client, .crash, .restart: 1
      }
    let matching = pending().filter { isMatch($0, action) }
    guard matching.count >= nth else { return nil }
    remove(matching[nth - 1])
    return matching[nth - 1]
  }

  private func isMatch(_ entry: EventQueue.Entry, _ action: Schedule.Action) -> Bool {
    switch (EventClass(order: entry.order), action) {
    case (.delivery, .deliver(let label, let from, let to, _)):
      // The entry holds a reference to its slot.
      unsafe entry.from == from.index && entry.to == to.index
        && slab.base[Int(entry.slot)].label == label
    case (.timer, .timer(let label, let node, _)):
      entry.to == node.index && timers.slots[Int(entry.slot)].timer.label == label
    case (.stored, .stored(let node, let store)):
      entry.to == node.index && entry.from == UInt16(store.index)
    case (.client, .client(let node)): entry.to == node.index
    default: false
    }
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

  private mutating func first(
    where isWanted: (EventQueue.Entry) -> Bool
  ) -> EventQueue.Entry? {
    pending().first(where: isWanted)
  }

  private mutating func remove(_ entry: EventQueue.Entry) {
    queue.removeAll { $0.order == entry.order }
  }

  private mutating func pendingInWords() -> [String] {
    pending().prefix(40).map { entry in
      let node = name(ofSeat: Int(entry.to))
      switch EventClass(order: entry.order) {
      case .delivery:
        // The entry holds a reference to its slot.
        let label = unsafe N.S.Message.labels[Int(slab.base[Int(entry.slot)].label)]
        return "deliver \(label) from \(name(ofSeat: Int(entry.from))) to \(node)"
      case .timer: return "timer \(timers.slots[Int(entry.slot)].timer.labelText) of \(node)"
      case .stored: return "stored at \(node), store \(storeName(entry))"
      case .client: return "client \(node)"
      case .completion, .fault: return "planned fault"
      }
    }
  }

  func storeName(_ entry: EventQueue.Entry) -> String {
    // Entries name existing seats.
    let identity = unsafe Int(seats[Int(entry.to)].identity.index)
    return cluster.members[identity].stores[Int(entry.from)]
  }
}
