public import Determinism

/// What an exploration explores, and what it is expected to find.
public struct Check: Hashable, Sendable {
  /// What becomes of sent messages.
  public enum Network: String, CaseIterable, Sendable {
    /// They stay for ever, as in the usual TLA+ reading.
    case set
    /// They are consumed, in any order.
    case bag
    /// They are consumed in order.
    case fifo
  }

  /// Which clock the nodes have.
  public enum Time: Hashable, Sendable {
    /// None: a timer may fire at any time.
    case untimed
    /// So many ticks.
    case ticks(Int)
  }

  /// How often the adversary may act.
  public struct Budgets: Hashable, Sendable {
    /// Lost messages.
    public internal(set) var drop: Int
    /// Messages delivered twice.
    public internal(set) var duplicate: Int
    /// Crashes.
    public internal(set) var crash: Int
    /// Restarts.
    public internal(set) var restart: Int
    /// Store faults.
    public internal(set) var store: Int
  }

  /// Nodes that may send whatever they can construct.
  public struct Adversary: Hashable, Sendable {
    /// Who.
    public internal(set) var nodes: NodeSet
    /// Distinct messages of one type, view and slot.
    public internal(set) var perTypeViewSlot: Int
  }

  /// What cuts an exploration short.
  public struct Limits: Hashable, Sendable {
    /// Distinct states.
    public internal(set) var states: UInt64
    /// Bytes of memory.
    public internal(set) var memory: UInt64
  }

  /// Fields with other values in exploration, as written.
  public internal(set) var with: [Named<String>]
  /// What becomes of sent messages.
  public internal(set) var network: Network
  /// Which clock the nodes have.
  public internal(set) var time: Time
  /// Commands of all clients together.
  public internal(set) var commands: Int
  /// How often each node's timers may fire.
  public internal(set) var timers: Int
  /// How often the adversary may act.
  public internal(set) var budgets: Budgets
  /// Who lies.
  public internal(set) var byzantine: Adversary
  /// The groups, in the plural, whose nodes are interchangeable.
  public internal(set) var symmetry: [String]
  /// What cuts it short.
  public internal(set) var limits: Limits
  /// What it should find.
  public internal(set) var expectations: [ScenarioExpectation]

  /// The same with bounds within which a script can happen.
  public func covering(_ script: Schedule) -> Self {
    var (check, timersOf) = (self, OrderedMap<NodeID, Int>())
    var counts = Budgets(drop: 0, duplicate: 0, crash: 0, restart: 0, store: 0)
    var requests = 0
    for step in script.steps {
      if step.keeps { counts.duplicate += 1 }
      switch step.action {
      case .client: requests += 1
      case .timer(let node, _, _): timersOf[node, default: 0] += 1
      case .crash: counts.crash += 1
      case .restart: counts.restart += 1
      case .deliver, .stored, .heal, .say: break
      }
    }
    check.commands = max(commands, requests)
    check.timers = max(timers, timersOf.values.max() ?? 0)
    check.budgets.duplicate = max(budgets.duplicate, counts.duplicate)
    check.budgets.crash = max(budgets.crash, counts.crash)
    check.budgets.restart = max(budgets.restart, counts.restart)
    return check
  }
}
