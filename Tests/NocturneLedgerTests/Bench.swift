import Cryptography
import Determinism
import Machine
import NocturneLedger
import Testing

/// A little engine for tests: virtual time, delays, losses, crashes, in a hundred lines and without
/// care for speed.
struct Bench {
  enum Happening {
    case delivery(LedgerMessage, from: Int)
    case timer(LedgerTimer, number: UInt64)
    case stored(Ticket, life: Int)
    case crash, restart
  }

  struct Entry {
    let time: UInt64
    let order: UInt64
    let node: Int
    let what: Happening
  }

  struct Seat {
    var node: LedgerNode
    let initial: LedgerNode
    let key: SigningKey?
    var isUp = true
    var life = 0
    var nextTicket: UInt32 = 0
    var durable: [(ticket: Ticket, store: StoreID, record: LedgerRecord)] = []
    var caching: [(ticket: Ticket, store: StoreID, record: LedgerRecord)] = []
    var timers: [(timer: LedgerTimer, number: UInt64)] = []
  }

  /// What a message meets on its way: how long it takes, in microseconds, and how many copies arrive.
  typealias Link =
    (
      _ message: LedgerMessage, _ from: Int, _ to: Int, _ now: UInt64,
      _ stream: inout RandomStream
    ) -> (delay: UInt64, copies: Int)

  /// The most steps of one run.
  static let stepLimit = 400_000

  let cryptographer: Cryptographer
  var seats: [Seat]
  var now: UInt64 = 0
  var facts: [(fact: LedgerFact, time: UInt64, node: Int)] = []
  var delivered: [LedgerMessage] = []
  var sent = [Int](repeating: 0, count: LedgerMessage.labels.count)
  var link: Link = { _, _, _, _, _ in (0, 1) }
  /// How long a write takes, by node and store.
  var storeDelay: (_ node: Int, _ store: UInt8, _ now: UInt64) -> UInt64 = { _, _, _ in 0 }
  /// When the properties are told that a core has healed, and how soon progress is due then.
  var healing: (at: UInt64, within: UInt64)?
  /// Whether messages delivered are kept.
  var keepsMessages = false
  var steps = 0
  private var queue: [Entry] = []
  private var order: UInt64 = 0
  private var stream: RandomStream
  private let prices: PriceList

  init(
    _ configuration: LedgerConfiguration, seed: UInt64 = 1, mode: CryptoMode = .ideal,
    prices: PriceList = PriceList()
  ) throws {
    cryptographer = Cryptographer(mode: mode, seed: seed)
    self.prices = prices
    stream = RandomStream(seed: seed, name: "bench", index: 0)
    let cluster = try LedgerConfiguration.cluster(configuration, cryptographer: cryptographer)
    seats = cluster.members.map { Seat(node: $0.node, initial: $0.node, key: $0.key) }
  }

  // MARK: Running

  mutating func start() {
    for node in seats.indices { step(node, .start(durable: [])) }
  }

  /// Runs until nothing is left to happen, or the time is over.
  mutating func run(until limit: UInt64 = .max) {
    let stepsBefore = steps
    while let entry = queue.first, entry.time <= limit, steps - stepsBefore < Self.stepLimit {
      popFirst()
      now = entry.time
      happen(entry)
    }
    if steps - stepsBefore >= Self.stepLimit { Issue.record("the run does not end") }
    if limit != .max { now = limit }
  }

  mutating func crash(_ node: Int, at time: UInt64) { push(node, at: time, .crash) }
  mutating func restart(_ node: Int, at time: UInt64) { push(node, at: time, .restart) }

  mutating func deliver(_ message: LedgerMessage, to node: Int, from: Int, at time: UInt64? = nil) {
    push(node, at: time ?? now, .delivery(message, from: from))
  }

  mutating func fire(_ timer: LedgerTimer, at node: Int) { step(node, .timerFired(timer)) }

  private mutating func happen(_ entry: Entry) {
    switch entry.what {
    case .crash:
      seats[entry.node].isUp = false
      seats[entry.node].life += 1
      seats[entry.node].timers = []
      seats[entry.node].caching = []
    case .restart:
      seats[entry.node].isUp = true
      seats[entry.node].node = seats[entry.node].initial
      let records = seats[entry.node].durable.map(\.record)
      for fact in Ledger.facts(keptBy: NodeID(entry.node), records) {
        facts.append((fact, now, entry.node))
      }
      step(entry.node, .start(durable: records))
    case .delivery(let message, let from):
      guard seats[entry.node].isUp else { return }
      if keepsMessages { delivered.append(message) }
      step(entry.node, .received(message, from: NodeID(from)))
    case .timer(let timer, let number):
      guard seats[entry.node].isUp,
        let place = seats[entry.node].timers.firstIndex(where: { $0.number == number })
      else { return }
      seats[entry.node].timers.remove(at: place)
      step(entry.node, .timerFired(timer))
    case .stored(let ticket, let life):
      guard seats[entry.node].life == life,
        let place = seats[entry.node].caching.firstIndex(where: { $0.ticket == ticket })
      else { return }
      seats[entry.node].durable.append(seats[entry.node].caching.remove(at: place))
      step(entry.node, .stored(ticket))
    }
  }

  private mutating func step(_ node: Int, _ input: Input<Ledger>) {
    steps += 1
    var context = Context<Ledger>(
      cryptographer: cryptographer, prices: prices,
      choices: .scripted(answers: [], alternatives: []))
    context.begin(
      as: NodeID(node), at: Ticks(now), key: seats[node].key, nextTicket: seats[node].nextTicket)
    seats[node].node.step(input, &context)
    seats[node].nextTicket = context.ticketAfter
    let leave = now + context.cost.microseconds
    for effect in context.effects { perform(effect, of: node, at: leave) }
  }

  private mutating func perform(_ effect: Effect<Ledger>, of node: Int, at time: UInt64) {
    switch effect {
    case .send(let message, let receiver): send(message, node, Int(receiver.index), time)
    case .broadcast(let message, let receivers):
      for receiver in receivers { send(message, node, Int(receiver.index), time) }
    case .setTimer(let timer, let delay):
      seats[node].timers.removeAll { $0.timer == timer }
      seats[node].timers.append((timer, order))
      push(node, at: time + delay.microseconds, .timer(timer, number: order))
    case .cancelTimer(let timer): seats[node].timers.removeAll { $0.timer == timer }
    case .write(let record, let store, let ticket):
      seats[node].caching.append((ticket, store, record))
      push(
        node, at: time + storeDelay(node, store.index, now),
        .stored(ticket, life: seats[node].life))
    case .forget(let ticket, let store):
      seats[node].durable.removeAll { $0.store == store && $0.ticket <= ticket }
    case .observe(let fact, _): facts.append((fact, now, node))
    case .lies: preconditionFailure("there is no liar on this bench")
    }
  }

  private mutating func send(_ message: LedgerMessage, _ from: Int, _ to: Int, _ time: UInt64) {
    sent[Int(message.label)] += 1
    let (delay, copies) = link(message, from, to, now, &stream)
    for _ in 0..<copies { push(to, at: time + delay, .delivery(message, from: from)) }
  }

  // MARK: The queue, a binary heap

  private mutating func push(_ node: Int, at time: UInt64, _ what: Happening) {
    queue.append(Entry(time: time, order: order, node: node, what: what))
    order += 1
    var child = queue.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      queue.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func popFirst() {
    queue.swapAt(0, queue.count - 1)
    queue.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < queue.count {
        if isBefore(child, least) { least = child }
      }
      if least == parent { return }
      queue.swapAt(parent, least)
      parent = least
    }
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    (queue[left].time, queue[left].order) < (queue[right].time, queue[right].order)
  }

  // MARK: Looking at it

  /// When each request reached a level, by its number.
  func times(_ label: String) -> [UInt64: UInt64] {
    var result: [UInt64: UInt64] = [:]
    for (fact, time, _) in facts where fact.labelText == label {
      switch fact {
      case .offered(let request), .admitted(let request), .submitted(let request, _, _):
        result[request] = time
      case .shown(let showing), .shownFinal(let showing, _): result[showing.request] = time
      case .joined, .rejected, .ordered, .executed, .bound, .refused, .durable, .anchored,
        .finalised, .discarded, .delivered, .cluster, .kept, .snapshot, .summarised, .view, .height,
        .resolved, .declined:
        break
      }
    }
    return result
  }

  /// All replicas: the seats with stores come first.
  var replicas: NodeSet {
    NodeSet(
      seats.indices.filter { if case .replica = seats[$0].initial { true } else { false } }
        .map(NodeID.init))
  }

  func count(_ label: String) -> Int { facts.count { $0.fact.labelText == label } }
}
