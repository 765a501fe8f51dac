public import Cryptography
public import Determinism
public import Faults
public import TemporalLogic

/// One case of a scenario file, validated, with every default filled in.
///
/// Nodes are named by their identifiers, in the order of the system's groups; ``groups`` gives them
/// their names back.
public struct Scenario: Sendable {
  /// The name of the file's experiment.
  public internal(set) var name: String
  /// What it shows, in a sentence or two.
  public internal(set) var about: String
  /// The system under test.
  public internal(set) var system: String
  /// Which text of the paper is run.
  public internal(set) var variant: VariantChoice
  /// The number of replicas, declared liars and votes.
  public internal(set) var cluster: ClusterSize
  /// The system's own parameters, in the order of its schema.
  public internal(set) var parameters: Parameters
  /// The groups of nodes with their sizes.
  public internal(set) var groups: [GroupSize]
  /// The clients and their load.
  public internal(set) var clients: Clients
  /// The rules of the network, weakest first.
  public internal(set) var links: [LinkRule]
  /// The stores, in the order of the system's schema.
  public internal(set) var stores: [Named<StoreSettings>]
  /// Clocks that are not exact.
  public internal(set) var clocks: [ClockRule]
  /// The price of each operation, in the order of the system's schema.
  public internal(set) var costs: [Named<Ticks>]
  /// How many inputs a node works on at a time.
  public internal(set) var cores: Int
  /// Cuts of the network.
  public internal(set) var partitions: [Partition]
  /// Nodes that stop, and perhaps boot again.
  public internal(set) var crashes: [Outage]
  /// Nodes that stand still for a while.
  public internal(set) var pauses: [Outage]
  /// Nodes that lie.
  public internal(set) var byzantine: [Liars]
  /// The time from which links between correct nodes keep a bound; never if they need not.
  public internal(set) var gst: Ticks
  /// The bound.
  public internal(set) var delta: Ticks
  /// When a run ends.
  public internal(set) var duration: Ticks
  /// What cuts a run short and makes it inconclusive.
  public internal(set) var limits: RunLimits
  /// The seeds that are run if the command line names none.
  public internal(set) var seeds: Seeds
  /// How signatures are made.
  public internal(set) var crypto: CryptoMode
  /// Whether the scenario is for runs or for exploration.
  public internal(set) var mode: Mode
  /// The scenario's own formulas, each a property.
  public internal(set) var formulas: [PropertyFormula]
  /// The properties that are judged.
  public internal(set) var properties: [String]
  /// The mutant that runs in place of the system.
  public internal(set) var mutant: String?
  /// The second phase, in which progress is demanded.
  public internal(set) var liveness: Liveness?
  /// What is drawn from the seed.
  public internal(set) var draw: [Named<Draw>]
  /// The runs that are known to fail.
  var canaries: [CanarySpec]
  /// The scripted run.
  public internal(set) var schedule: Schedule?
  /// What an exploration explores.
  public internal(set) var check: Check?
  /// What the scenario says will come out.
  public internal(set) var expectations: [ScenarioExpectation]
}

extension Scenario {
  /// Everything that goes wrong by plan, as the engines take it. A behaviour called `twins` with an
  /// option `side` becomes a twin; the nodes with other behaviours collude with those that are named
  /// together with them.
  public var faultPlan: FaultPlan {
    var plan = FaultPlan()
    plan.partitions = partitions
    plan.crashes = crashes.flatMap { outage in
      outage.nodes.map {
        Crash($0, at: outage.from, restart: outage.until, every: outage.every)
      }
    }
    plan.pauses = pauses.flatMap { outage in
      outage.nodes.map { Pause($0, at: outage.from, until: outage.until) }
    }
    plan.stores = stores.flatMap(\.value.faults)
    plan.clocks = clocks.map {
      ClockFault(
        $0.nodes, skew: $0.skewMicroseconds, drift: $0.driftPartsPerBillion, from: $0.from)
    }
    for liars in byzantine {
      for behaviour in liars.behaviours where behaviour.kind == "twins" {
        let side = behaviour.options.nodes("side") ?? NodeSet()
        plan.twins += liars.nodes.map { Twin($0, side: side) }
      }
      if liars.behaviours.contains(where: { $0.kind != "twins" }) {
        plan.coalitions.append(liars.nodes)
      }
    }
    return plan
  }

  /// The nodes that crash, by plan or by a step of the schedule.
  public var crashingNodes: NodeSet {
    var nodes = crashes.reduce(into: NodeSet()) { $0 = $0.union($1.nodes) }
    for step in schedule?.steps ?? [] {
      if case .crash(let node) = step.action { nodes.insert(node) }
    }
    return nodes
  }

  /// The nodes that may lie.
  public var liars: NodeSet {
    byzantine.reduce(into: NodeSet()) { set, liars in for node in liars.nodes { set.insert(node) } }
  }

  /// How the link from one node to another behaves: each rule that names both adds what it says, and
  /// later rules win.
  public func link(from sender: NodeID, to receiver: NodeID) -> LinkProfile {
    var profile = LinkProfile(delay: Delay.none.sampler)
    for rule in links where rule.from.contains(sender) && rule.to.contains(receiver) {
      rule.apply(to: &profile)
    }
    return profile
  }

  /// How many nodes there are.
  public var nodeCount: Int { groups.reduce(0) { $0 + $1.count } }

  /// The name of a node, such as `replica 0`.
  public func name(of node: NodeID) -> String { groups.name(of: node) }
}
