import Cryptography
import Determinism
import Machine

/// P1 and P15: a backup wants the next command of every lane judged in time.
extension Replica {
  /// Keeps time for a command that is next in its lane.
  mutating func keepTime(for request: QueuedRequest, _ context: inout Context<Ledger>) {
    time(request, context.now)
    armRequestTimer(&context)
  }

  private mutating func time(_ request: QueuedRequest, _ now: Ticks) {
    let command = request.signed.command
    let lane = LaneKey(command)
    guard !isPrimary, command.sequence == (state.lanes[lane]?.lastSequence ?? 0) &+ 1 else {
      return
    }
    let deadline = now + patience(setup.timing.requestTimeout, timed.outlived)
    timed.add(
      TimedCommand(
        lane: lane, sequence: command.sequence, hash: request.hash, deadline: deadline))
  }

  /// Sets the timer for the command whose time is up first.
  mutating func armRequestTimer(_ context: inout Context<Ledger>) {
    guard views.isActive, !isPrimary, let first = timed.commands.first else {
      if timed.armed != nil { context.cancelTimer(.request) }
      timed.armed = nil
      return
    }
    if let armed = timed.armed, armed.hash == first.hash, armed.deadline == first.deadline {
      return
    }
    timed.armed = first
    context.setTimer(.request, after: first.deadline - context.now)
  }

  /// The slot of a batch is judged: the lanes of its commands have moved on.
  mutating func settle(
    _ batch: Batch, _ hashes: [Digest], _ context: inout Context<Ledger>
  ) {
    if requests.live == 0, timed.commands.isEmpty { return }
    for (hash, signed) in zip(hashes, batch.commands) {
      requests.forget(hash, of: LaneKey(signed.command))
    }
    timed.removeAll { timed in
      timed.sequence <= state.lanes[timed.lane]?.lastSequence ?? 0 || hashes.contains(timed.hash)
    }
    if !isPrimary, requests.live > 0 {
      for signed in batch.commands {
        let lane = LaneKey(signed.command)
        let next = (state.lanes[lane]?.lastSequence ?? 0) &+ 1
        if let request = requests.request(of: lane, number: next) {
          time(request, context.now)
        }
      }
    }
    armRequestTimer(&context)
  }

  /// Every lane may have moved on: what is next in each is timed from now.
  mutating func settleLanes(_ context: inout Context<Ledger>) {
    timed.removeAll { $0.sequence <= state.lanes[$0.lane]?.lastSequence ?? 0 }
    for request in requests.all.sorted(by: { $0.arrival < $1.arrival }) {
      time(request, context.now)
    }
    armRequestTimer(&context)
  }

  /// A view begins: every command gets its time anew, and the new primary hears of it.
  mutating func restartTimers(_ patience: Ticks, _ context: inout Context<Ledger>) {
    let all = requests.all.sorted { $0.arrival < $1.arrival }
    for request in all { time(request, context.now) }
    timed.restart(deadline: context.now + patience)
    for command in timed.commands {
      if let request = requests.request(of: command.lane, number: command.sequence) {
        context.send(.request(request.signed), to: NodeID(Int(primary)))
      }
    }
    armRequestTimer(&context)
  }

  /// A command was not judged in time: the primary is suspected.
  mutating func requestTimerFired(_ context: inout Context<Ledger>) {
    timed.armed = nil
    guard views.isActive, !isPrimary, !timed.commands.isEmpty else { return }
    leave(for: next(after: view), &context)
  }
}
