public import Cryptography
public import Determinism
public import Faults
public import Machine

/// Everything but the nodes that decides a run.
public struct SimulationPlan<S: System>: Sendable {
  /// The seed, from which every stream of random numbers is derived.
  public var seed: UInt64
  /// The kinds of links that the cluster has.
  public var profiles: [LinkProfile]
  /// The kind of the link from one member to another, or to itself, by position in ``profiles``.
  public var profile: @Sendable (_ from: NodeID, _ to: NodeID) -> Int
  /// How a member's stores behave, by position in the cluster and by store; the last one serves further stores.
  public var stores: @Sendable (NodeID, StoreID) -> StoreProfile
  /// How many inputs a member works on at a time.
  public var cores: @Sendable (NodeID) -> Int
  /// What operations cost.
  public var prices: PriceList
  /// What goes wrong by plan.
  public var faults = FaultPlan()
  /// The names of the liars' behaviours, by number.
  public var behaviours: [String] = []
  /// A message as a liar says it by a step of a schedule, signed by nobody else; nil for what it cannot construct.
  public typealias Speech =
    @Sendable (
      _ liar: NodeID, _ message: S.Message, _ context: inout Context<S>
    ) -> S.Message?
  /// How liars say what steps of the schedule have them say; nil where they cannot.
  public var speech: Speech?
  /// From when the network keeps a bound, if it ever does.
  public var synchrony: Synchrony?
  /// The second phase, in which progress is demanded.
  public var healing: Healing?
  /// The requests that engines make due at clients.
  public var loads: [LoadPlan<S.Timer>] = []
  /// When the run ends at the latest.
  public var duration = Ticks.never
  /// Virtual time that ends the run, undecided, unless ``duration`` comes no later.
  public var timeLimit = Ticks.never
  /// How many events end the run, undecided.
  public var eventLimit: UInt64 = 1_000_000_000
  /// The bytes that the run may hold; more end it, undecided, within 4,096 events.
  ///
  /// Counted are the queue, the tables of messages, timers, requests and monitors, inputs and effects
  /// that wait, and the canonical bytes of messages under way, of records in stores and of the nodes'
  /// states, the last as they were when the number of events had last doubled, or a million ago. The count depends on the run alone
  /// and not on the machine, the build, or what else the process does; the process takes more.
  /// 4,194,304 inputs that wait at one node are too many in any case.
  public var memoryLimit: UInt64 = .max
  /// How many requests may be open at a time; one more ends the run, undecided.
  public var requestLimit = 1 << 22
  /// Whether events are digested; a benchmark may do without, and without the bytes of messages.
  public var isDigested = true
  /// How many messages, timers and the like may be pending; more end the run, undecided, within
  /// 4,096 events.
  public var queueLimit = 1 << 23
  /// Which events are kept as trace entries, by number.
  public var captured: Range<UInt64> = 0..<0
  /// Which of those are kept, in ascending order; nil for all.
  public var kept: [UInt64]?
  /// Whether a ``RunJournal`` is kept of the events that are captured, which then have to begin with the
  /// first.
  public var isJournalled = false
  /// Whether the first violation of a property ends the run, as its limit on events does.
  public var stopsAtViolation = false
  /// The order of events by hand, instead of by time.
  public var schedule: Schedule?

  /// A plan in which nothing takes time and nothing goes wrong.
  public init(seed: UInt64) {
    self.seed = seed
    profiles = [LinkProfile()]
    profile = { _, _ in 0 }
    stores = { _, _ in StoreProfile() }
    cores = { _ in 1 }
    prices = PriceList()
  }
}

/// Requests that become due at one client, whether or not it can keep up.
///
/// A client's latencies count from these instants.
public struct LoadPlan<Timer: Sendable>: Sendable {
  /// How requests follow each other.
  public enum Arrivals: Equatable, Sendable {
    /// So many in a span of time, at equal distances as far as whole microseconds allow.
    case steady(UInt64, per: Ticks)
    /// A Poisson process with so many in a span of time on average, drawn from the client's own stream.
    case poisson(UInt64, per: Ticks)
    /// So many at once, and so many such bursts in a span of time.
    case bursts(of: UInt64, UInt64, per: Ticks)

    /// Whether a rate of zero lets no request ever come.
    var isNever: Bool {
      switch self {
      case .steady(let count, _), .poisson(let count, _): count == 0
      case .bursts(let size, let count, _): size == 0 || count == 0
      }
    }
  }

  /// The client.
  public var node: NodeID
  /// The input that tells it that a request is due.
  public var timer: Timer
  /// How requests follow each other.
  public var arrivals: Arrivals
  /// When the first is due.
  public var first: Ticks
  /// How many are due in all.
  public var count: UInt64
  /// From when on none is due.
  public var until: Ticks

  /// Requests at a client.
  public init(
    node: NodeID, timer: Timer, arrivals: Arrivals, first: Ticks = .zero, count: UInt64 = .max,
    until: Ticks = .never
  ) {
    self.node = node
    self.timer = timer
    self.arrivals = arrivals
    self.first = first
    self.count = count
    self.until = until
  }
}
