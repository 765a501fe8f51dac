import Cryptography
public import Determinism
public import Machine
import TemporalLogic
public import Traces

extension Simulator {
  /// Runs until nothing is left to happen, the duration is over, or a limit is reached.
  ///
  /// What is put off to `Ticks.never` does not happen. What a schedule has left behind happens at once.
  ///
  /// - Returns: Why it ended.
  @inlinable
  public mutating func run() -> RunRecord.Ending {
    let end = min(plan.duration, plan.timeLimit, Ticks(Ticks.never.microseconds - 1)).microseconds
    while let entry = queue.pop() {
      if entry.time > end || recorder.events >= eventBudget {
        queue.push(entry)
        if entry.time <= end, mayGoOn() { continue }
        return ending()
      }
      take(entry, at: max(now, entry.time))
    }
    return .quiet
  }

  /// Whether no limit is reached; what is costly to look at is looked at every so many events.
  @usableFromInline
  @inline(never)
  mutating func mayGoOn() -> Bool {
    if recorder.events < eventBudget { return true }
    guard eventBudget > 0, recorder.events < plan.eventLimit else { return false }
    guard queue.count <= plan.queueLimit, countMemory() <= plan.memoryLimit else {
      stopForMemory()
      return false
    }
    eventBudget = min(plan.eventLimit, recorder.events + Self.checkInterval)
    return true
  }

  /// Why a run ends while entries are left.
  @usableFromInline
  @inline(never)
  mutating func ending() -> RunRecord.Ending {
    dropStaleTimers()
    guard let entry = queue.peek, entry.time < Ticks.never.microseconds else { return .quiet }
    let end = min(plan.duration, plan.timeLimit)
    guard entry.time > end.microseconds else { return breach ?? .eventLimit }
    now = max(now, end.microseconds)
    return end == plan.duration ? .duration : .timeLimit
  }

  /// Lets one entry of the queue happen, at its own time or, by a schedule, at another.
  @inlinable
  @inline(__always)
  mutating func take(_ entry: EventQueue.Entry, at time: UInt64) {
    let kind = EventClass(order: entry.order)
    if kind == .timer, !timers.isCurrent(entry.slot, order: entry.order) {
      timers.stale -= 1
      return
    }
    now = time
    switch kind {
    case .delivery, .timer: dispatch(entry)
    case .client:
      scheduleNextRequest(Int(entry.slot))
      dispatch(entry)
    case .stored: completeWrite(entry)
    case .completion: completeWork(entry)
    case .fault: inject(entry)
    }
  }

  /// Gives an input to its node, or keeps it until the node can take it.
  @inlinable
  @inline(__always)
  mutating func dispatch(_ entry: EventQueue.Entry) {
    // Entries name existing seats.
    if unsafe seats[Int(entry.to)].gate.rawValue == 0 {
      execute(entry)
    } else {
      hold(entry)
    }
  }

  /// Lets an input wait for a node that is busy or paused; one that is down never sees it.
  @usableFromInline
  @inline(never)
  mutating func hold(_ entry: EventQueue.Entry) {
    let seat = Int(entry.to)
    // Entries name existing seats.
    if unsafe seats[seat].gate.contains(.down) { return discard(entry) }
    if unsafe seats[seat].gate.contains(.paused) { feelPause(seat) }
    unsafe seats[seat].waiting.append(entry)
    tally.longestQueue = max(tally.longestQueue, unsafe seats[seat].waiting.count)
    // A node that is offered more than it can ever take must not fill the memory.
    if unsafe seats[seat].waiting.count >= WaitingLine.limit { stopForMemory() }
  }

  /// Drops an input of a node that is down.
  mutating func discard(_ entry: EventQueue.Entry) {
    tally.missed += 1
    // Requests without end at a node that is down are no events, and must end too.
    if tally.missed >= Self.missedLimit { eventBudget = 0 }
    switch EventClass(order: entry.order) {
    case .delivery:
      tally.dropped += 1
      slab.release(entry.slot)
    case .timer, .stored, .client, .completion, .fault: break
    }
  }

  /// Lets a node take an input.
  @inlinable
  @inline(__always)
  mutating func execute(_ entry: EventQueue.Entry) {
    switch EventClass(order: entry.order) {
    case .delivery: deliver(entry)
    case .timer: fire(entry)
    case .client: makeDue(entry)
    case .stored: acknowledge(entry)
    case .fault: start(entry)
    case .completion: preconditionFailure("not an input of a node")
    }
  }

  @inlinable
  @inline(__always)
  mutating func deliver(_ entry: EventQueue.Entry) {
    let seat = Int(entry.to)
    let number = Int(entry.slot)
    // The entry holds a reference to the slot, which is therefore initialised.
    let slot = unsafe slab.base + number
    unsafe recorder.record(
      time: now, class: .delivery, label: slot.pointee.label, to: entry.to, from: entry.from,
      view: slot.pointee.view, length: slot.pointee.length, slot: slot.pointee.slot,
      payload: slot.pointee.fingerprint)
    tally.delivered += 1
    unsafe tally.byType[Int(slot.pointee.label)].delivered += 1
    if isCaptured { unsafe capture(delivery: slot.pointee, entry) }
    if unsafe slot.pointee.lie != 0 { unsafe feelLie(slot.pointee.lie, at: seat) }
    let message = slab.receive(entry.slot)
    step(seat, .received(consume message, from: NodeID(Int(entry.from))), due: entry.time)
  }

  @inlinable
  mutating func fire(_ entry: EventQueue.Entry) {
    // It may have been cancelled while the input waited.
    guard timers.isCurrent(entry.slot, order: entry.order) else { return }
    let timer = timers.take(entry.slot, seat: Int(entry.to))
    record(timer, .timer, entry)
    step(Int(entry.to), .timerFired(timer), due: entry.time)
  }

  @inlinable
  mutating func makeDue(_ entry: EventQueue.Entry) {
    let timer = loads[Int(entry.slot)].plan.timer
    record(timer, .client, entry)
    step(Int(entry.to), .timerFired(timer), due: entry.time)
  }

  @inlinable
  mutating func record(_ timer: N.S.Timer, _ kind: EventClass, _ entry: EventQueue.Entry) {
    scratch.reset()
    timer.encode(into: &scratch)
    let fingerprint = scratch.fingerprint
    recorder.record(
      time: now, class: kind, label: timer.label, to: entry.to, from: 0, view: timer.view,
      length: UInt32(scratch.count), slot: timer.slot, payload: fingerprint)
    if isCaptured { capture(timer: timer, kind, entry) }
  }

  /// Lets a node take a step and carries out, or holds, its effects.
  ///
  /// - Parameter due: When the input was due; a node that was busy takes it later.
  @inlinable
  @inline(__always)
  mutating func step(_ seat: Int, _ input: Input<N.S>, due: UInt64) {
    // Callers name existing seats; each is initialised.
    let identity = unsafe seats[seat].identity
    context.begin(
      as: identity, at: hasClocks ? clock(of: seat) : Ticks(now),
      key: cluster.members[Int(identity.index)].key,
      nextTicket: unsafe seats[seat].nextTicket)
    // A pointer of its own: the thread sanitizer takes `nodes[seat]` for an access to all of `self`.
    let node = unsafe nodes + seat
    unsafe node.pointee.step(input, &context)
    unsafe seats[seat].nextTicket = context.ticketAfter
    if context.cost == .zero {
      performEffects(of: seat, due: due)
    } else {
      holdEffects(of: seat, due: due)
    }
  }

  @inlinable
  @inline(__always)
  mutating func performEffects(of seat: Int, due: UInt64) {
    let count = context.count
    if count == 0 { return }
    for position in 0..<count {
      perform(context.takeEffect(at: position), of: seat, due: due, step: recorder.events)
    }
    context.forgetEffects()
    if board.isUnsettled { settleBoard() }
  }

  /// Starts the work of a step: its effects leave when the cost is spent.
  @usableFromInline
  @inline(never)
  mutating func holdEffects(of seat: Int, due: UInt64) {
    var effects = ContiguousArray<Effect<N.S>>()
    effects.reserveCapacity(context.count)
    for position in 0..<context.count { effects.append(context.takeEffect(at: position)) }
    context.forgetEffects()
    // `seat` exists.
    let work = HeldEffects(
      effects: effects, boots: unsafe seats[seat].boots, due: due, step: recorder.events,
      stalled: unsafe seats[seat].stalled)
    let number: UInt32
    if let free = heldFree.popLast() {
      number = free
      held[Int(number)] = work
    } else {
      number = UInt32(held.count)
      held.append(work)
    }
    unsafe seats[seat].working += 1
    if unsafe seats[seat].working >= seats[seat].cores { unsafe seats[seat].gate.insert(.busy) }
    enqueue(
      .completion, at: (Ticks(now) + context.cost).microseconds, slot: number, to: UInt16(seat),
      from: 0)
  }

  /// Ends the work of a step, and lets the next waiting input begin.
  @usableFromInline
  mutating func completeWork(_ entry: EventQueue.Entry) {
    let seat = Int(entry.to)
    let work = held[Int(entry.slot)]
    // `seat` exists. Work of an earlier life is lost.
    let isLost = unsafe seats[seat].boots != work.boots
    if !isLost, unsafe seats[seat].gate.contains(.paused) {
      feelPause(seat)
      return unsafe seats[seat].parked.append(entry)
    }
    if !isLost, unsafe seats[seat].stalled > work.stalled { return postpone(entry) }
    held[Int(entry.slot)] = HeldEffects(effects: [], boots: 0, due: 0, step: 0, stalled: 0)
    heldFree.append(entry.slot)
    if isLost { return }
    unsafe seats[seat].working -= 1
    unsafe seats[seat].gate.remove(.busy)
    journal?.begin(work.step, insertions: insertions)
    for effect in work.effects { perform(effect, of: seat, due: work.due, step: work.step) }
    if board.isUnsettled { settleBoard() }
    takeWaiting(seat)
  }

  /// Puts the end of work off by the time for which the node stood still meanwhile.
  @usableFromInline
  mutating func postpone(_ entry: EventQueue.Entry) {
    let seat = Int(entry.to)
    // `seat` exists.
    let stalled = unsafe seats[seat].stalled
    let time = Ticks(entry.time) + Ticks(stalled - held[Int(entry.slot)].stalled)
    held[Int(entry.slot)].stalled = stalled
    enqueue(.completion, at: time.microseconds, slot: entry.slot, to: entry.to, from: 0)
  }

  /// Lets a node take the inputs that wait for it, as far as nothing holds it back.
  @usableFromInline
  mutating func takeWaiting(_ seat: Int) {
    // `seat` exists.
    while unsafe seats[seat].gate.rawValue == 0,
      let entry = unsafe seats[seat].waiting.popFirst()
    {
      execute(entry)
    }
  }

  @inlinable
  @inline(__always)
  mutating func enqueue(
    _ kind: EventClass, at time: UInt64, slot: UInt32, to: UInt16, from: UInt16
  ) {
    insertions += 1
    queue.push(
      EventQueue.Entry(
        time: time, order: kind.order(insertions), slot: slot, to: to, from: from))
  }
}
