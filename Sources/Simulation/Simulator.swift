public import Cryptography
public import Determinism
import Faults
public import Machine
public import TemporalLogic
public import Traces

/// One seeded run of a cluster against a network, stores and a fault plan, with monitors on.
///
/// (cluster, plan, seed) decides every event. The nodes take their inputs one at a time in the order
/// (time, class, insertion); nothing runs in parallel.
@frozen
@safe
public struct Simulator<N: Node>: ~Copyable {
  /// What waits to happen at some time.
  @usableFromInline
  var queue = EventQueue()
  @usableFromInline
  var insertions: UInt64 = 0
  /// Virtual time in microseconds.
  @usableFromInline
  var now: UInt64 = 0
  @usableFromInline
  var context: Context<N.S>
  @usableFromInline
  let nodes: UnsafeMutablePointer<N>
  @usableFromInline
  let seats: UnsafeMutablePointer<Seat>
  @usableFromInline
  let seatCount: Int
  @usableFromInline
  var network: Network
  @usableFromInline
  var slab = MessageSlab<N.S.Message>()
  @usableFromInline
  var timers: TimerTable<N.S.Timer>
  @usableFromInline
  var stores: ContiguousArray<ContiguousArray<StoreDevice<N.S.Record>>>
  @usableFromInline
  var held: ContiguousArray<HeldEffects<N.S>> = []
  @usableFromInline
  var heldFree: ContiguousArray<UInt32> = []
  @usableFromInline
  var recorder: TraceRecorder
  @usableFromInline
  var scratch = CanonicalWriter(capacity: 1_024)
  @usableFromInline
  var tally = Tally()
  @usableFromInline
  var meter: Meter
  @usableFromInline
  var board: MonitorBoard<N.S.Fact>
  @usableFromInline
  var loads: ContiguousArray<LoadState<N.S.Timer>>
  @usableFromInline
  let cluster: Cluster<N>
  @usableFromInline
  let cryptographer: Cryptographer
  @usableFromInline
  let plan: SimulationPlan<N.S>
  /// Whether every message goes the long way: some node is doubled, or the network keeps a bound.
  @usableFromInline
  let isRouted: Bool
  /// The clocks that are not exact, by node.
  @usableFromInline
  var clocks: [NodeClock?]
  @usableFromInline
  let hasClocks: Bool
  /// Whether messages are encoded as they are sent, for the digest or for their lengths.
  @usableFromInline
  let isMeasured: Bool
  /// How many events end the run, or make it look at its limits; 0 once it must end.
  @usableFromInline
  var eventBudget: UInt64
  /// The cuts, by position in the plan, that are closed and have not lost a message yet.
  var unfeltCuts: [Int] = []
  /// The doubled nodes, by position in the plan, whose second copies have talked with another node.
  var feltTwins: [Bool]
  var isFinished = false
  /// The limit that was reached, unless it is that on events.
  @usableFromInline
  var breach: RunRecord.Ending?
  /// The canonical bytes of the nodes' states when they were last counted, and the number of events
  /// at which they are counted again.
  var stateBytes: UInt64 = 0
  var nextStateLook: UInt64 = 0
  /// What was held so far.
  var memory = MemoryRecord()
  /// Whether the second phase has begun.
  var isHealed = false
  /// When it begins, or began; nil as long as a step of a schedule has yet to say so.
  var healingTime: Ticks?
  /// The trace entries of the events that the plan has asked for.
  public internal(set) var captured: [TraceEntry] = []
  /// What happened and why, if the plan has asked for it.
  public internal(set) var journal: RunJournal?
  /// The steps of the plan's schedule that happened, each with the mark and the `nth` by which it is
  /// found again; the event is 0 where a node that was down took no notice.
  public internal(set) var performed: [RunJournal.Entry] = []
  /// How a node's states before and after a step are compared; trace entries then have what it changed.
  public var compare: (@Sendable (_ before: N, _ after: N) -> [StateChange])?
  /// The state before the latest step that was captured.
  @usableFromInline
  var watch: StateWatch<N>?

  /// Readies a run; nothing has happened yet.
  ///
  /// - Parameters:
  ///   - cluster: The members, in the states in which they boot.
  ///   - cryptographer: The keys of the run, by which the cluster was built.
  ///   - plan: Everything else.
  ///   - properties: What is judged.
  public init(
    _ cluster: Cluster<N>, cryptographer: Cryptographer, plan: SimulationPlan<N.S>,
    properties: [Property<N.S.Fact>]
  ) {
    let members = cluster.members
    let count = members.count + plan.faults.twins.count
    precondition(!members.isEmpty && count < Int(UInt16.max), "a cluster of \(count) members")
    self.cluster = cluster
    self.cryptographer = cryptographer
    let plan = Self.restricted(plan, to: members)
    self.plan = plan
    healingTime = plan.schedule?.heals == true ? nil : plan.healing?.at
    Self.check(plan, members: members.count)
    seatCount = count
    isRouted = !plan.faults.twins.isEmpty || plan.synchrony != nil || plan.healing != nil
    clocks = members.indices.map { NodeClock(NodeID($0), plan.faults.clocks) }
    hasClocks = clocks.contains { $0 != nil }
    feltTwins = plan.faults.twins.map { _ in false }
    isMeasured = plan.isDigested || plan.profiles.contains { $0.bytesPerSecond > 0 }
    eventBudget = min(plan.eventLimit, Self.checkInterval)
    context = Context(
      cryptographer: cryptographer, prices: plan.prices,
      choices: .streams(seed: plan.seed, nodes: members.count))
    // Ours alone; `deinit` gives both back. Each of the `count` seats is initialised below.
    unsafe nodes = .allocate(capacity: count)
    unsafe seats = .allocate(capacity: count)
    network = Network(
      size: members.count, seed: plan.seed, profiles: plan.profiles, profile: plan.profile)
    timers = TimerTable(seats: count)
    stores = []
    recorder = TraceRecorder(isOn: plan.isDigested)
    meter = Meter(stages: N.S.stages.count)
    board = MonitorBoard(properties)
    loads = []
    let byzantine = plan.faults.byzantine
    for seat in 0..<count {
      let identity =
        seat < members.count ? NodeID(seat) : plan.faults.twins[seat - members.count].node
      let member = members[Int(identity.index)]
      unsafe (nodes + seat).initialize(to: member.node)
      unsafe (seats + seat).initialize(
        to: Seat(identity: identity, cores: UInt16(max(1, min(plan.cores(identity), 65_535)))))
      unsafe seats[seat].isCorrect = !byzantine.contains(identity)
      stores.append(Self.stores(of: member, seat: seat, identity, plan))
    }
    board.began(correct: NodeSet(members.indices.map(NodeID.init)).subtracting(byzantine))
    tally.lies = plan.behaviours.map { _ in FaultCount() }
    grantKeys()
    tally.byType = N.S.Message.labels.map(MessageRecord.ByType.init)
    if plan.isJournalled { journal = RunJournal(seats: count) }
    scheduleBeginning()
  }

  deinit {
    // All seats were initialised.
    unsafe nodes.deinitialize(count: seatCount)
    unsafe nodes.deallocate()
    unsafe seats.deinitialize(count: seatCount)
    unsafe seats.deallocate()
  }

  /// The plan, in which the faults of stores name only nodes that have the store, and what a schedule lets liars say
  /// counts as a behaviour of theirs.
  private static func restricted(
    _ plan: SimulationPlan<N.S>, to members: [Cluster<N>.Member]
  ) -> SimulationPlan<N.S> {
    var plan = plan
    if plan.schedule?.says ?? false { plan.behaviours.append(Schedule.saying) }
    for index in plan.faults.stores.indices {
      let fault = plan.faults.stores[index]
      plan.faults.stores[index].nodes = NodeSet(
        fault.nodes.filter { node in
          let position = Int(node.index)
          return position < members.count
            && members[position].stores.count > Int(fault.store.index)
        })
    }
    return plan
  }

  private static func stores(
    of member: Cluster<N>.Member, seat: Int, _ identity: NodeID, _ plan: SimulationPlan<N.S>
  ) -> ContiguousArray<StoreDevice<N.S.Record>> {
    ContiguousArray(
      member.stores.indices.map { store in
        var device = StoreDevice<N.S.Record>(
          profile: plan.stores(identity, StoreID(UInt8(store))),
          stream: RandomStream(
            seed: plan.seed, name: "store", index: UInt64(seat) << 8 | UInt64(store)))
        device.take(plan.faults, seed: plan.seed, node: identity, seat: seat, store: store)
        return device
      })
  }

  /// The state of a member now.
  public subscript(node: NodeID) -> N {
    precondition(Int(node.index) < seatCount, "node \(node) of \(seatCount)")
    // Every seat is initialised.
    return unsafe nodes[Int(node.index)]
  }

  /// Virtual time now.
  public var time: Ticks { Ticks(now) }

  /// The number of events so far.
  public var events: UInt64 { recorder.events }

  /// What reports call the node at a seat; a second copy is marked with a prime.
  @usableFromInline
  func name(ofSeat seat: Int) -> String {
    let twins = plan.faults.twins
    guard seat >= cluster.members.count else { return cluster.members[seat].name }
    return cluster.members[Int(twins[seat - cluster.members.count].node.index)].name + "′"
  }

  /// Inputs of nodes that are down, in all, that end the run.
  @usableFromInline
  static var missedLimit: UInt64 { 1_000_000_000 }

  /// Events between two looks at the length of the queue.
  @usableFromInline
  static var checkInterval: UInt64 { 4_096 }

  /// Traps on a plan that names nodes which do not exist.
  private static func check(_ plan: SimulationPlan<N.S>, members: Int) {
    let faults = plan.faults
    let seats = members + faults.twins.count
    for (position, twin) in faults.twins.enumerated() {
      precondition(Int(twin.node.index) < members, "twin \(twin.node) of \(members) members")
      precondition(
        !faults.twins[..<position].contains { $0.node == twin.node },
        "node \(twin.node) is doubled twice")
    }
    precondition(plan.behaviours.count <= BehaviourSet.capacity, "too many behaviours")
    for node in faults.byzantine {
      precondition(Int(node.index) < members, "liar \(node) of \(members) members")
    }
    for node in faults.clocks.flatMap(\.nodes) {
      precondition(Int(node.index) < members, "the clock of node \(node) of \(members) members")
    }
    for node in faults.crashes.map(\.node) + faults.pauses.map(\.node) {
      precondition(Int(node.index) < seats, "a fault of node \(node) of \(seats)")
    }
    for node in faults.partitions.flatMap(\.sides).flatMap({ $0 }) + plan.loads.map(\.node) {
      precondition(Int(node.index) < members, "node \(node) of \(members) members")
    }
    for node in plan.healing?.nodes ?? NodeSet() {
      precondition(Int(node.index) < members, "node \(node) of \(members) members heals")
    }
  }
}
