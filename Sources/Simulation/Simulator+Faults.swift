import Cryptography
public import Determinism
import Faults
import Machine

// What happens to nodes and to the network by plan.
extension Simulator {
  /// Puts the boots, the first requests and the planned faults into the queue.
  mutating func scheduleBeginning() {
    for seat in 0..<seatCount { schedule(.start, seat, at: .zero) }
    let faults = plan.faults
    tally[.twin].requested = UInt64(faults.twins.count)
    tally[.twin].injected = UInt64(faults.twins.count)
    tally[.clock].requested = UInt64(clocks.count { $0 != nil })
    tally[.clock].injected = tally[.clock].requested
    for (position, crash) in faults.crashes.enumerated() {
      tally[.crash].requested += 1
      if crash.restart != .never { tally[.restart].requested += 1 }
      schedule(.crash, position, at: crash.at)
    }
    for (position, pause) in faults.pauses.enumerated() {
      tally[.pause].requested += 1
      schedule(.pause, position, at: pause.at)
    }
    for (position, partition) in faults.partitions.enumerated() {
      tally[.partition].requested += 1
      schedule(.cut, position, at: partition.from)
    }
    if let time = healingTime { schedule(.healCore, 0, at: time) }
    for load in plan.loads {
      // Further streams of one client are told apart above its number.
      let earlier = loads.count { $0.plan.node == load.node }
      loads.append(
        LoadState(
          plan: load,
          stream: RandomStream(
            seed: plan.seed, name: "client",
            index: UInt64(earlier) << 16 | UInt64(load.node.index))))
      guard load.count > 0, !load.arrivals.isNever, load.first < load.until else { continue }
      enqueueRequest(loads.count - 1, at: load.first.microseconds)
    }
  }

  /// Puts a planned fault into the queue; what a plan asks of the past happens now.
  private mutating func schedule(_ action: FaultAction, _ slot: Int, at time: Ticks) {
    enqueue(
      .fault, at: max(time.microseconds, now), slot: UInt32(slot), to: 0,
      from: UInt16(action.rawValue))
  }

  private mutating func enqueueRequest(_ index: Int, at time: UInt64) {
    loads[index].made += 1
    enqueue(
      .client, at: time, slot: UInt32(index), to: loads[index].plan.node.index, from: 0)
  }

  /// Puts the request after the one that is due now into the queue.
  @usableFromInline
  mutating func scheduleNextRequest(_ index: Int) {
    guard loads[index].made < loads[index].plan.count else { return }
    let time = Ticks(now) + Ticks(loads[index].gap())
    if time < loads[index].plan.until { enqueueRequest(index, at: time.microseconds) }
  }

  /// What a planned fault does.
  func action(of entry: EventQueue.Entry) -> FaultAction {
    guard let action = FaultAction(rawValue: UInt8(entry.from)) else {
      preconditionFailure("a fault of no kind")
    }
    return action
  }

  /// Lets one planned fault happen.
  @usableFromInline
  @inline(never)
  mutating func inject(_ entry: EventQueue.Entry) {
    let slot = Int(entry.slot)
    if isOver(action(of: entry), slot) { return }
    switch action(of: entry) {
    case .start: boot(slot)
    case .crash: crash(slot)
    case .restart: restart(slot)
    case .pause: pause(plan.faults.pauses[slot])
    case .resume: resume(slot)
    case .cut: cut(slot)
    case .heal: heal(slot)
    case .healCore: healCore()
    }
  }

  /// What the clock of a node shows.
  @usableFromInline
  @inline(never)
  mutating func clock(of seat: Int) -> Ticks {
    // Callers name existing seats.
    Ticks(clocks[unsafe Int(seats[seat].identity.index)]?.read(at: now) ?? now)
  }

  /// When a timer of a node runs out, by the node's clock.
  @usableFromInline
  @inline(never)
  mutating func expiry(after delay: Ticks, _ seat: Int) -> UInt64 {
    // Callers name existing seats.
    let exact = (Ticks(now) + delay).microseconds
    let node = unsafe Int(seats[seat].identity.index)
    return clocks[node]?.due(after: delay.microseconds, at: now) ?? exact
  }

  /// Records a fault as an event; the label tells its kind.
  mutating func record(
    _ action: FaultAction, seat: Int?, length: UInt32 = 0, payload: UInt64 = 0
  ) {
    recorder.record(
      time: now, class: .fault, label: action.rawValue, to: UInt16(seat ?? 0), from: 0, view: 0,
      length: length, slot: 0, payload: payload)
    if isCaptured { capture(fault: action, seat: seat, length: length, payload: payload) }
  }

  /// Boots a node; its first input waits while the node is paused.
  private mutating func boot(_ seat: Int) {
    // `seat` exists.
    unsafe seats[seat].gate = seats[seat].pauses > 0 ? .paused : []
    unsafe seats[seat].boots += 1
    dispatch(
      EventQueue.Entry(
        time: now, order: EventClass.fault.order(insertions), slot: 0, to: UInt16(seat), from: 0))
  }

  /// Gives a node its first input: what its stores have kept.
  @usableFromInline
  mutating func start(_ entry: EventQueue.Entry) {
    let seat = Int(entry.to)
    for store in stores[seat].indices where !stores[seat][store].risks.isEmpty {
      stores[seat][store].recover(&tally)
    }
    let writes = stores[seat].flatMap(\.durable).sorted { $0.ticket < $1.ticket }
    var fingerprints = FingerprintAccumulator()
    for write in writes { fingerprints.absorb(write.fingerprint) }
    record(
      .start, seat: seat, length: UInt32(clamping: writes.count),
      payload: writes.isEmpty ? 0 : fingerprints.value.high)
    let records = writes.map(\.record)
    // `seat` exists. At its first boot a node has nothing to have kept.
    if unsafe seats[seat].boots > 1 { observeKept(records, seat) }
    step(seat, .start(durable: records), due: entry.time)
  }

  /// Tells the properties what a correct node's stores have kept.
  mutating func observeKept(_ records: [N.S.Record], _ seat: Int) {
    // `seat` exists; a second copy keeps for itself.
    guard unsafe seats[seat].isCorrect, seat < cluster.members.count else { return }
    for fact in N.S.facts(keptBy: NodeID(seat), records) {
      observe(fact, .latch, seat, due: now, step: recorder.events)
    }
  }

  /// Stops a node by plan, and lets it boot again and the next such crash come in their time.
  private mutating func crash(_ position: Int) {
    let crash = plan.faults.crashes[position]
    stop(Int(crash.node.index))
    if crash.every == .never {
      if crash.restart != .never {
        schedule(.restart, Int(crash.node.index), at: crash.restart)
      }
      return
    }
    if crash.restart != .never {
      schedule(.restart, Int(crash.node.index), at: Ticks(now) + (crash.restart - crash.at))
    }
    let next = Ticks(now) + crash.every
    guard next <= plan.duration else { return }
    tally[.crash].requested += 1
    if crash.restart != .never { tally[.restart].requested += 1 }
    schedule(.crash, position, at: next)
  }

  /// Stops a node: everything but its durable records is gone.
  private mutating func stop(_ seat: Int) {
    // `seat` exists.
    let wasUp = unsafe !seats[seat].gate.contains(.down)
    record(.crash, seat: seat)
    guard wasUp else { return }
    tally[.crash].injected += 1
    tally[.crash].effective += 1
    unsafe seats[seat].gate.insert(.down)
    unsafe seats[seat].working = 0
    timers.removeAll(seat: seat)
    for store in stores[seat].indices { stores[seat][store].crash(at: now, &tally) }
    while let entry = unsafe seats[seat].waiting.popFirst() { discard(entry) }
    unsafe nodes[seat] = cluster.members[Int(seats[seat].identity.index)].node
    // Writes and work under way belong to a life that is over.
    unsafe seats[seat].boots += 1
  }

  mutating func restart(_ seat: Int) {
    // `seat` exists.
    guard unsafe seats[seat].gate.contains(.down) else { return }
    tally[.restart].injected += 1
    tally[.restart].effective += 1
    boot(seat)
  }

  /// Stops a node at once; a schedule may boot it again.
  mutating func crashNow(_ seat: Int) {
    tally[.crash].requested += 1
    stop(seat)
  }

  /// Boots a stopped node at once.
  mutating func restartNow(_ seat: Int) {
    tally[.restart].requested += 1
    restart(seat)
  }

  private mutating func pause(_ pause: Pause) {
    let seat = Int(pause.node.index)
    record(.pause, seat: seat)
    tally[.pause].injected += 1
    // `seat` exists.
    if unsafe seats[seat].pauses == 0 {
      unsafe seats[seat].pausedSince = now
      unsafe seats[seat].isPauseFelt = false
      unsafe seats[seat].gate.insert(.paused)
    }
    unsafe seats[seat].pauses += 1
    if pause.until != .never { schedule(.resume, seat, at: pause.until) }
  }

  mutating func resume(_ seat: Int) {
    record(.resume, seat: seat)
    // `seat` exists, and every resumption has its pause.
    unsafe seats[seat].pauses -= 1
    guard unsafe seats[seat].pauses == 0 else { return }
    unsafe seats[seat].gate.remove(.paused)
    if unsafe seats[seat].working > 0 { feelPause(seat) }
    unsafe seats[seat].stalled += now - seats[seat].pausedSince
    let parked = unsafe seats[seat].parked
    unsafe seats[seat].parked = []
    for entry in parked { postpone(entry) }
    takeWaiting(seat)
  }

  /// Counts the pause of a node as effective: it has held something back.
  @usableFromInline
  mutating func feelPause(_ seat: Int) {
    // Callers name existing seats.
    if unsafe seats[seat].isPauseFelt { return }
    unsafe seats[seat].isPauseFelt = true
    tally[.pause].effective += 1
  }

  private mutating func cut(_ position: Int) {
    let partition = plan.faults.partitions[position]
    record(.cut, seat: nil)
    tally[.partition].injected += 1
    network.setCut(partition, closed: true)
    unfeltCuts.append(position)
    switch partition.shape {
    case .symmetric, .oneWay:
      if partition.until != .never { schedule(.heal, position, at: partition.until) }
    case .flapping(let closed, _):
      let end = min(Ticks(now) + closed, partition.until)
      if end != .never { schedule(.heal, position, at: end) }
    }
  }

  private mutating func heal(_ position: Int) {
    let partition = plan.faults.partitions[position]
    record(.heal, seat: nil)
    network.setCut(partition, closed: false)
    unfeltCuts.removeAll { $0 == position }
    guard case .flapping(_, let open) = partition.shape else { return }
    let again = Ticks(now) + open
    if again < partition.until {
      tally[.partition].requested += 1
      schedule(.cut, position, at: again)
    }
  }

  /// Counts a message that a cut took, and the cut as effective if it is the first.
  mutating func loseToCut(from sender: NodeID, to receiver: NodeID) {
    tally.dropped += 1
    let partitions = plan.faults.partitions
    let before = unfeltCuts.count
    unfeltCuts.removeAll { partitions[$0].closes(from: sender, to: receiver) }
    tally[.partition].effective += UInt64(before - unfeltCuts.count)
  }
}
