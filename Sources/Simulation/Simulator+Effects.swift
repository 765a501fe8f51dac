import Cryptography
public import Determinism
public import Faults
public import Machine
public import TemporalLogic
public import Traces

extension Simulator {
  /// Carries out one effect of a node.
  ///
  /// - Parameters:
  ///   - due: When the input that led to it was due, in microseconds.
  ///   - step: The event by which the node took the input.
  @inlinable
  @inline(__always)
  mutating func perform(
    _ effect: consuming Effect<N.S>, of seat: Int, due: UInt64, step: UInt64
  ) {
    switch effect {
    case .send(let message, let receiver):
      let number = accept(message)
      transmit(number, from: seat, to: receiver)
      settle(number)
    case .broadcast(let message, let receivers):
      let number = accept(message)
      for receiver in receivers { transmit(number, from: seat, to: receiver) }
      settle(number)
    case .setTimer(let timer, let delay):
      insertions += 1
      let order = EventClass.timer.order(insertions)
      let time = hasClocks ? expiry(after: delay, seat) : (Ticks(now) + delay).microseconds
      let number = timers.set(timer, seat: seat, order: order, due: time)
      queue.push(
        EventQueue.Entry(time: time, order: order, slot: number, to: UInt16(seat), from: 0))
      if timers.stale > 4_096, timers.stale * 2 > queue.count { dropStaleTimers() }
    case .cancelTimer(let timer): timers.cancel(timer, seat: seat)
    case .write(let record, let store, let ticket): write(record, seat, store, ticket)
    case .forget(let ticket, let store): forget(ticket, seat, store)
    case .observe(let fact, let latch): observe(fact, latch, seat, due: due, step: step)
    case .lies(let lies): perform(lies: lies, of: seat)
    }
  }

  /// Takes a message into the slab, digesting it once for all its receivers.
  @inlinable
  @inline(__always)
  mutating func accept(_ message: consuming N.S.Message) -> UInt32 {
    var fingerprint: UInt64 = 0
    var length: UInt32 = 0
    if isMeasured {
      scratch.reset()
      message.encode(into: &scratch)
      fingerprint = scratch.fingerprint
      length = UInt32(scratch.count)
    }
    let (slot, view, label) = (message.slot, message.view, message.label)
    return slab.insert(
      MessageSlot(
        message: consume message, fingerprint: fingerprint, slot: slot, view: view,
        length: length, label: label))
  }

  /// Forgets a message that no copy of is under way.
  @inlinable
  @inline(__always)
  mutating func settle(_ number: UInt32) {
    // The caller has just inserted it.
    if unsafe slab.base[Int(number)].references == 0 { slab.remove(number) }
  }

  /// Sends one copy of a message over a link.
  @inlinable
  @inline(__always)
  mutating func transmit(_ number: UInt32, from seat: Int, to receiver: NodeID) {
    // `seat` exists, and the message was just inserted.
    let sender = unsafe Int(seats[seat].identity.index)
    precondition(
      receiver.index < network.size, "a message to node \(receiver), which does not exist")
    let slot = unsafe slab.base + Int(number)
    let length = unsafe UInt64(slot.pointee.length)
    tally.sent += 1
    tally.bytes += length
    unsafe tally.byType[Int(slot.pointee.label)].sent += 1
    unsafe tally.byType[Int(slot.pointee.label)].bytes += length
    // Sender and receiver are members, and a link's profile exists.
    let link = unsafe network.links + sender * network.size + Int(receiver.index)
    let kind = unsafe Int(link.pointee.profile)
    if unsafe !link.pointee.isSeeded {
      unsafe network.seedLink(link, from: sender, to: Int(receiver.index))
    }
    guard unsafe link.pointee.cuts == 0, !isRouted, let path = unsafe network.short[kind] else {
      transmitSlowly(number, from: seat, to: receiver)
      return
    }
    if path.loss != .never, unsafe link.pointee.stream.chance(path.loss) {
      lose()
      return
    }
    var delay = unsafe path.delay.draw(from: &link.pointee.stream)
    if let jitter = path.jitter {
      delay += unsafe jitter.draw(from: &link.pointee.stream)
    }
    unsafe slot.pointee.references += 1
    enqueue(
      .delivery, at: (Ticks(now) + Ticks(delay)).microseconds, slot: number, to: receiver.index,
      from: UInt16(sender))
  }

  /// Counts one copy of a message that departs.
  mutating func countDeparture(of number: UInt32) {
    // Callers name a message in the slab.
    let slot = unsafe slab.base[Int(number)]
    tally.sent += 1
    tally.bytes += UInt64(slot.length)
    tally.byType[Int(slot.label)].sent += 1
    tally.byType[Int(slot.label)].bytes += UInt64(slot.length)
  }

  /// Counts a copy that a link lost by chance.
  @inlinable
  mutating func lose() {
    tally.dropped += 1
    tally.count(.drop)
  }

  /// Writes a record to a store.
  @inlinable
  mutating func write(_ record: N.S.Record, _ seat: Int, _ store: StoreID, _ ticket: Ticket) {
    precondition(
      Int(store.index) < stores[seat].count, "\(name(ofSeat: seat)) has no store \(store.index)")
    var (length, fingerprint): (UInt32, UInt64) = (0, 0)
    if isMeasured {
      scratch.reset()
      record.encode(into: &scratch)
      fingerprint = scratch.fingerprint
      length = UInt32(scratch.count)
    }
    let write = StoreDevice<N.S.Record>.Write(
      record: record, ticket: ticket, length: length, fingerprint: fingerprint)
    let position = Int(store.index)
    let time =
      stores[seat][position].risks.isEmpty
      ? stores[seat][position].write(write, at: now)
      : stores[seat][position].writeAtRisk(write, at: now, &tally)
    // The slot tells the life in which the node wrote; a later one has forgotten the ticket.
    enqueue(
      .stored, at: time, slot: unsafe seats[seat].boots, to: UInt16(seat),
      from: UInt16(store.index))
  }

  /// Releases the records of a store up to a ticket.
  @usableFromInline
  mutating func forget(_ ticket: Ticket, _ seat: Int, _ store: StoreID) {
    precondition(
      Int(store.index) < stores[seat].count, "\(name(ofSeat: seat)) has no store \(store.index)")
    stores[seat][Int(store.index)].forget(upTo: ticket, at: now)
  }

  /// Ends a write, and tells the node.
  @usableFromInline
  mutating func completeWrite(_ entry: EventQueue.Entry) {
    let seat = Int(entry.to)
    // Entries name existing seats. A crash has lost the writes of an earlier life.
    guard unsafe seats[seat].boots == entry.slot else { return }
    let (ticket, isStored) = stores[seat][Int(entry.from)].complete(at: now)
    dispatch(
      EventQueue.Entry(
        time: entry.time, order: entry.order, slot: ticket.number, to: entry.to,
        from: isStored ? entry.from : entry.from | Self.failedWrite))
  }

  /// What marks the store of a write that failed, in the entry that tells the node.
  @usableFromInline
  static var failedWrite: UInt16 { 1 << 8 }

  /// Tells a node that a write is durable, or that it has failed.
  @inlinable
  mutating func acknowledge(_ entry: EventQueue.Entry) {
    let ticket = Ticket(entry.slot)
    let isStored = entry.from < Self.failedWrite
    let store = Int(entry.from & (Self.failedWrite - 1))
    recorder.record(
      time: now, class: .stored, label: UInt8(store), to: entry.to, from: isStored ? 0 : 1,
      view: 0, length: 0, slot: UInt64(entry.slot),
      payload: stores[Int(entry.to)][store].fingerprint(of: ticket))
    if isCaptured { capture(acknowledgement: entry) }
    if !isStored { tally[.storeUnavailable].effective += 1 }
    step(Int(entry.to), isStored ? .stored(ticket) : .storeFailed(ticket), due: entry.time)
  }

  /// Tells the properties and the meter a fact of a correct node.
  @inlinable
  mutating func observe(
    _ fact: N.S.Fact, _ latch: Latch, _ seat: Int, due: UInt64, step: UInt64
  ) {
    // `seat` exists.
    guard unsafe seats[seat].isCorrect else { return }
    if let milestone = N.S.milestone(of: fact) {
      meter.take(milestone, due: due, now: now)
      // A system that is offered more than it can ever take must not fill the memory.
      if meter.open.count > plan.requestLimit { stopForMemory() }
    }
    if plan.captured.contains(step) { capture(fact: fact, latch, step: step) }
    if board.properties.isEmpty { return }
    board.observe(
      fact, latch,
      at: Moment(step: step, microseconds: now, node: unsafe seats[seat].identity.index))
    if plan.stopsAtViolation, board.hasViolation { eventBudget = 0 }
  }

  /// Has formulas judge what a step has told, as one letter.
  @usableFromInline
  @inline(never)
  mutating func settleBoard() {
    board.settle()
    if plan.stopsAtViolation, board.hasViolation { eventBudget = 0 }
  }

  /// Takes the entries of timers that were set again or cancelled out of the queue.
  @usableFromInline
  @inline(never)
  mutating func dropStaleTimers() {
    let table = timers
    queue.removeAll { entry in
      EventClass(order: entry.order) == .timer && !table.isCurrent(entry.slot, order: entry.order)
    }
    timers.stale = 0
  }
}
