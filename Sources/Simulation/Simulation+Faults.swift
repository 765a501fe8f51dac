import Cryptography
import Determinism
import Faults
import Machine

// What happens to nodes and to the network by plan.
extension Simulator {
  /// Puts the boots, the first requests and the planned faults into the queue.
  mutating func scheduleBeginning() {
    for seat in 0..<seatCount { schedule(.boot(seat: seat), at: .zero) }
    let faults = plan.faults
    tally.faults[Int(FaultKind.twin.rawValue)].requested = UInt64(faults.twins.count)
    tally.faults[Int(FaultKind.twin.rawValue)].injected = UInt64(faults.twins.count)
    for crash in faults.crashes {
      tally.faults[Int(FaultKind.crash.rawValue)].requested += 1
      schedule(.crash(crash), at: crash.at)
    }
    for pause in faults.pauses {
      tally.faults[Int(FaultKind.pause.rawValue)].requested += 1
      schedule(.pause(pause.node), at: pause.at)
      if pause.until != .never { schedule(.resume(pause.node), at: pause.until) }
    }
    for partition in faults.partitions {
      tally.faults[Int(FaultKind.partition.rawValue)].requested += 1
      schedule(.cut(partition), at: partition.from)
    }
    for load in plan.loads {
      loads.append(
        LoadState(
          plan: load,
          stream: RandomStream(
            seed: plan.seed, name: "client", index: UInt64(load.node.index))))
      if load.count > 0 { enqueueRequest(loads.count - 1, at: load.first.microseconds) }
    }
  }

  private mutating func schedule(_ action: FaultAction, at time: Ticks) {
    faultActions.append(action)
    enqueue(
      .fault, at: time.microseconds, slot: UInt32(faultActions.count - 1), to: 0, from: 0)
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
    let gap = loads[index].gap()
    enqueueRequest(index, at: (Ticks(now) + Ticks(gap)).microseconds)
  }

  /// Lets one planned fault happen.
  @usableFromInline
  @inline(never)
  mutating func inject(_ index: Int) {
    switch faultActions[index] {
    case .boot(let seat): boot(seat)
    case .crash(let crash): inject(crash)
    case .restart(let node): restart(node)
    case .pause(let node): pause(node)
    case .resume(let node): resume(node)
    case .cut(let partition): cut(partition)
    case .heal(let partition): heal(partition)
    }
  }

  /// Records a fault as an event; the label tells its kind.
  private mutating func recordFault(_ kind: UInt8, seat: Int, _ action: String) {
    recorder.record(
      time: now, class: .fault, label: kind, to: UInt16(seat), from: 0, view: 0, length: 0, slot: 0,
      payload: 0)
    if isCaptured { capture(fault: action, seat: seat) }
  }

  /// Boots a node with what its stores have kept.
  private mutating func boot(_ seat: Int) {
    recordFault(0, seat: seat, "start")
    // `seat` exists.
    unsafe seats[seat].gate = []
    unsafe seats[seat].working = 0
    unsafe seats[seat].boots += 1
    if unsafe seats[seat].pauses > 0 { unsafe seats[seat].gate.insert(.paused) }
    let writes = stores[seat].flatMap(\.durable).sorted { $0.ticket < $1.ticket }
    step(seat, .start(durable: writes.map(\.record)), due: now)
  }

  private mutating func inject(_ crash: Crash) {
    let seat = Int(crash.node.index)
    // Plans name members.
    let wasUp = unsafe !seats[seat].gate.contains(.down)
    recordFault(1, seat: seat, "crash")
    if wasUp {
      tally.faults[Int(FaultKind.crash.rawValue)].injected += 1
      tally.faults[Int(FaultKind.crash.rawValue)].effective += 1
      unsafe seats[seat].gate.insert(.down)
      timers.removeAll(seat: seat)
      for store in stores[seat].indices { stores[seat][store].losePending() }
      while let entry = unsafe seats[seat].waiting.popFirst() { discard(entry) }
      unsafe nodes[seat] = cluster.members[seat].node
      // Writes and work under way belong to a life that is over.
      unsafe seats[seat].boots += 1
    }
    if crash.restart != .never { schedule(.restart(crash.node), at: crash.restart) }
  }

  private mutating func restart(_ node: NodeID) {
    tally.faults[Int(FaultKind.restart.rawValue)].requested += 1
    // Plans name members.
    guard unsafe seats[Int(node.index)].gate.contains(.down) else { return }
    tally.faults[Int(FaultKind.restart.rawValue)].injected += 1
    tally.faults[Int(FaultKind.restart.rawValue)].effective += 1
    boot(Int(node.index))
  }

  private mutating func pause(_ node: NodeID) {
    let seat = Int(node.index)
    recordFault(2, seat: seat, "pause")
    tally.faults[Int(FaultKind.pause.rawValue)].injected += 1
    // Plans name members.
    if unsafe !seats[seat].gate.contains(.down) {
      tally.faults[Int(FaultKind.pause.rawValue)].effective += 1
    }
    unsafe seats[seat].pauses += 1
    unsafe seats[seat].gate.insert(.paused)
  }

  private mutating func resume(_ node: NodeID) {
    let seat = Int(node.index)
    recordFault(3, seat: seat, "resume")
    // Plans name members; every resumption has its pause.
    unsafe seats[seat].pauses -= 1
    if unsafe seats[seat].pauses == 0 {
      unsafe seats[seat].gate.remove(.paused)
      takeWaiting(seat)
    }
  }

  /// Stops a node at once; a schedule may boot it again.
  mutating func crashNow(_ node: NodeID) {
    tally.faults[Int(FaultKind.crash.rawValue)].requested += 1
    inject(Crash(node, at: Ticks(now)))
  }

  /// Boots a stopped node at once.
  mutating func restartNow(_ node: NodeID) { restart(node) }

  private mutating func cut(_ partition: Partition) {
    recordFault(4, seat: 0, "cut")
    tally.faults[Int(FaultKind.partition.rawValue)].injected += 1
    network.setCut(partition, closed: true)
    switch partition.shape {
    case .symmetric, .oneWay:
      if partition.until != .never { schedule(.heal(partition), at: partition.until) }
    case .flapping(let closed, _):
      schedule(.heal(partition), at: min(Ticks(now) + closed, partition.until))
    }
  }

  private mutating func heal(_ partition: Partition) {
    recordFault(5, seat: 0, "heal")
    network.setCut(partition, closed: false)
    guard case .flapping(_, let open) = partition.shape else { return }
    let again = Ticks(now) + open
    if again < partition.until {
      tally.faults[Int(FaultKind.partition.rawValue)].requested += 1
      schedule(.cut(partition), at: again)
    }
  }
}
