import Cryptography
public import Determinism
import Machine

/// A client of the ledger: signs commands, sends them until they have a final outcome, and believes
/// nothing that is not proved.
public struct Client: Canonical {
  /// What all members know.
  let setup: LedgerSetup
  /// Its position among the clients.
  let index: UInt16
  let workload: LedgerWorkload
  /// The number of requests that became due.
  var offered: UInt64 = 0
  /// The number of requests that were sent; the others wait for a lane.
  var sent: UInt64 = 0
  /// The replica that it asks first: the primary of view 0 until a request has to be sent again, then
  /// who answers that. A backup passes requests on, so that this costs a hop at most.
  var contact: UInt16 = 0
  /// The number of requests that it thinks about.
  var thinking: UInt64 = 0
  var lanes: [ClientLane]
  var cursors = OrderedMap<Name, DeliveryCursor>()

  /// The most events of a session that wait for one before them.
  static let earlyLimit = 4_096

  /// A client before it boots.
  init(setup: LedgerSetup, index: UInt16, workload: LedgerWorkload) {
    self.setup = setup
    self.index = index
    self.workload = workload
    lanes = (0..<workload.lanes).map { _ in ClientLane() }
  }

  /// The client's key.
  var key: PublicKey { setup.genesis.clientKeys[Int(index)] }

  /// Takes one input.
  mutating func step(_ input: Input<Ledger>, _ context: inout Context<Ledger>) {
    switch input {
    case .start: start(&context)
    case .received(let message, let sender):
      switch message {
      case .outcome(let report): receive(outcome: report, from: sender, &context)
      case .deliver(let report): receive(delivery: report, &context)
      case .refusal(let refusal): receive(refusal, &context)
      case .request, .prePrepare, .prepare, .commit, .anchor, .checkpoint, .fetch, .slots,
        .viewChange, .newView, .state, .fetchBatch, .batch:
        break  // For replicas.
      }
    case .timerFired(let timer):
      switch timer {
      case .due: offer(&context)
      case .think:
        thinking -= min(thinking, 1)
        offer(&context)
      case .retry(let lane): retry(lane, &context)
      case .resend, .fanOut, .request, .viewChange, .summary: break  // A replica's.
      }
    case .stored, .storeFailed: break  // It writes nothing.
    }
  }

  private mutating func start(_ context: inout Context<Ledger>) {
    context.observe(.joined(client: key), .latch)
    context.observe(
      .cluster(
        replicas: setup.genesis.replicas, faults: setup.genesis.faults,
        quorum: UInt16(setup.quorum)), .latch)
    guard case .closed(let outstanding, _, let commands) = workload.arrivals else { return }
    for _ in 0..<min(UInt64(outstanding), commands) { offer(&context) }
  }

  /// The next request is due; it waits for a lane if it must.
  mutating func offer(_ context: inout Context<Ledger>) {
    offered += 1
    context.observe(.offered(request: number(offered)), .latch)
    sendWaiting(&context)
  }

  /// The number in the run of the client's `count`-th request.
  private func number(_ count: UInt64) -> UInt64 { UInt64(index) << 40 | count }

  mutating func sendWaiting(_ context: inout Context<Ledger>) {
    while sent < offered,
      let lane = lanes.indices.first(where: { lanes[$0].open.count < workload.perLane })
    {
      sent += 1
      lanes[lane].sequence += 1
      let command = Command(
        client: key, lane: UInt16(lane), sequence: lanes[lane].sequence,
        session: workload.sessions[Int((sent - 1) % UInt64(workload.sessions.count))],
        kind: .stateTransition, payload: payload(&context), clientTime: context.now.microseconds)
      let signed = SignedCommand(command: command, signature: context.sign(command, .command))
      let request = OpenRequest(
        number: number(sent), hash: context.hash(command, .command), signed: signed)
      context.observe(.submitted(request: request.number, command: request.hash), .latch)
      context.observe(.admitted(request: request.number), .latch)
      if lanes[lane].open.isEmpty { setRetry(lane, attempt: 0, &context) }
      lanes[lane].open.append(request)
      context.send(.request(signed), to: NodeID(Int(contact)))
    }
  }

  /// The operations of the next request.
  private func payload(_ context: inout Context<Ledger>) -> [UInt8] {
    let pick =
      workload.drawsKeys
      ? UInt64(context.choose(Int(workload.keys))) : (sent - 1) % UInt64(workload.keys)
    let key = Name(known: "k\(pick)")
    let operation: StateOperation =
      switch workload.operation {
      case .add: .add(key, 1)
      case .put: .put(key, value(of: sent))
      }
    return [operation].canonicalBytes
  }

  /// The bytes that a request sets: its number, stretched.
  private func value(of number: UInt64) -> [UInt8] {
    var generator = SplitMix64(state: UInt64(index) << 40 | number)
    return (0..<workload.valueBytes).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  // MARK: Asking again

  func setRetry(_ lane: Int, attempt: UInt8, _ context: inout Context<Ledger>) {
    guard setup.rules.retries else { return }
    let wait =
      setup.rules.boundsBackoff
      ? setup.timing.backoff(setup.timing.clientRetry, attempt: attempt)
      : setup.timing.clientRetry * (1 << UInt64(min(attempt, 30)))
    context.setTimer(.retry(lane: UInt16(lane)), after: wait)
  }

  /// Sends the requests of a lane again, to all replicas.
  private mutating func retry(_ number: UInt16, _ context: inout Context<Ledger>) {
    let lane = Int(number)
    guard lane < lanes.count, !lanes[lane].open.isEmpty else { return }
    for place in lanes[lane].open.indices {
      lanes[lane].open[place].attempt = min(lanes[lane].open[place].attempt + 1, 30)
      context.broadcast(.request(lanes[lane].open[place].signed), to: setup.everyone)
    }
    setRetry(lane, attempt: lanes[lane].open[0].attempt, &context)
  }

  /// The request has its final outcome: its place in the lane is free.
  mutating func close(_ lane: Int, _ place: Int, _ context: inout Context<Ledger>) {
    let closed = lanes[lane].open.remove(at: place)
    if lanes[lane].open.isEmpty { context.cancelTimer(.retry(lane: UInt16(lane))) }
    if case .closed(_, let think, let commands) = workload.arrivals,
      offered + thinking < commands
    {
      if think == .zero {
        offer(&context)
      } else {
        thinking += 1
        context.setTimer(.think(request: closed.number), after: think)
      }
    }
    sendWaiting(&context)
  }
}
