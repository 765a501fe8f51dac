import Determinism
import Machine
import Traces

// The journal: what caused the event that was just recorded, and the step that would let it happen
// again. Without a journal each of these does nothing.
extension Simulator {
  /// The number of an entry's insertion into the queue.
  private static func insertion(of entry: EventQueue.Entry) -> UInt64 {
    entry.order & ((1 << 56) - 1)
  }

  /// Adds the latest event.
  ///
  /// - Returns: Whether there is a journal that has all events so far.
  private mutating func note(seat: Int?, insertion: UInt64?) -> Bool {
    guard var journal = journal.take() else { return false }
    let isNext = journal.history.count + 1 == recorder.events
    if isNext {
      journal.add(seat: seat, insertion: insertion)
      journal.begin(recorder.events, insertions: insertions)
    }
    self.journal = journal
    return isNext
  }

  mutating func journalise(_ slot: MessageSlot<N.S.Message>, _ entry: EventQueue.Entry) {
    let insertion = Self.insertion(of: entry)
    let said = journal?.said(by: insertion)
    // No event has caused what a step lets a liar say.
    guard note(seat: Int(entry.to), insertion: said == nil ? insertion : nil) else { return }
    if let said {
      journal?.add(Schedule.Step(said, at: Ticks(now)))
      return
    }
    let copy = journal?.copy(of: insertion)
    var step = Schedule.Step(
      .deliver(
        label: copy?.original == nil ? slot.label : copy?.label ?? slot.label,
        from: NodeID(Int(entry.from)), to: identity(of: entry), nth: 1), at: Ticks(now))
    step.mark =
      copy?.original
      ?? Schedule.Mark(
        view: slot.view, slot: slot.slot, payload: slot.fingerprint, seat: entry.to)
    step.flip = copy?.bit
    if let copy {
      journal?.add(arrival: step, of: copy)
    } else {
      journal?.add(step)
    }
  }

  mutating func journalise(_ timer: N.S.Timer, _ kind: EventClass, _ entry: EventQueue.Entry) {
    // Nobody has caused a request.
    let isTimer = kind == .timer
    guard note(seat: Int(entry.to), insertion: isTimer ? Self.insertion(of: entry) : nil) else {
      return
    }
    let node = identity(of: entry)
    var step = Schedule.Step(
      isTimer ? .timer(label: timer.label, node: node, nth: 1) : .client(node: node),
      at: Ticks(now))
    step.mark = Schedule.Mark(
      view: timer.view, slot: timer.slot, payload: scratch.fingerprint, seat: entry.to)
    journal?.add(step)
  }

  mutating func journalise(acknowledgement entry: EventQueue.Entry) {
    guard note(seat: Int(entry.to), insertion: Self.insertion(of: entry)) else { return }
    var step = Schedule.Step(
      .stored(
        node: identity(of: entry), store: StoreID(UInt8(entry.from & (Self.failedWrite - 1)))),
      at: Ticks(now))
    step.mark = Schedule.Mark(view: 0, slot: 0, payload: 0, seat: entry.to)
    journal?.add(step)
  }

  mutating func journalise(_ action: FaultAction, seat: Int?) {
    guard note(seat: seat, insertion: nil) else { return }
    if action == .healCore { journal?.add(Schedule.Step(.heal, at: Ticks(now))) }
    guard let seat else { return }
    switch action {
    case .crash: journal?.add(Schedule.Step(.crash(NodeID(seat)), at: Ticks(now)))
    case .start:
      // Boots come by themselves, once.
      let isFirst = journal.map { $0.history[recorder.events].previous == 0 } ?? true
      if !isFirst { journal?.add(Schedule.Step(.restart(NodeID(seat)), at: Ticks(now))) }
    case .restart, .pause, .resume, .cut, .heal, .healCore: break
    }
  }

  /// The member at whose seat an input arrives.
  private func identity(of entry: EventQueue.Entry) -> NodeID {
    // Entries name existing seats.
    unsafe seats[Int(entry.to)].identity
  }
}
