import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Traces

/// A run that is over.
struct Outcome<N: Node> {
  var record: RunRecord
  /// The members in the end.
  var nodes: [N]
  var entries: [TraceEntry]

  /// The events of the run, one a line.
  var lines: [String] { entries.map(\.line) }
}

extension Outcome where N == ToyNode {
  /// What a node took in its last life.
  func log(_ node: Int) -> [String] { nodes[node].log }
}

extension Outcome {
  /// The counts of a kind of fault.
  func fault(_ kind: FaultKind) -> FaultCount {
    var count = FaultCount()
    if let record = record.faults.first(where: { $0.kind == kind.name }) {
      count.requested = record.requested
      count.injected = record.injected
      count.effective = record.effective
    }
    return count
  }

  /// Copies that departed and neither arrived nor were lost.
  var underWay: UInt64 {
    record.messages.sent + record.messages.duplicated - record.messages.delivered
      - record.messages.dropped
  }
}

extension FaultCount {
  init(_ requested: UInt64, _ injected: UInt64, _ effective: UInt64) {
    self.init()
    self.requested = requested
    self.injected = injected
    self.effective = effective
  }
}

extension TraceEntry {
  /// The entry in short, such as `25 b: deliver ODD 3 from a`.
  var line: String {
    var line = "\(microseconds) \(node.replacing("node ", with: "")): \(action)"
    if !label.isEmpty { line += " \(label) \(slot)" }
    if let from { line += " from \(from.replacing("node ", with: ""))" }
    for fact in facts { line += " {\(fact)}" }
    return line
  }
}

/// Runs toys with two stores each, on links that take 10 µs, unless the plan is changed.
func simulate(
  _ nodes: [ToyNode], seed: UInt64 = 1, properties: [Property<ToyFact>] = [],
  _ change: (inout SimulationPlan<Toy>) -> Void = { _ in }
) -> Outcome<ToyNode> {
  var plan = SimulationPlan<Toy>(seed: seed)
  plan.profiles = [LinkProfile(delay: .always(Ticks(10)))]
  plan.captured = 1..<10_000
  change(&plan)
  do {
    return try run(Cluster(toys: nodes), plan, properties: properties)
  } catch {
    preconditionFailure("\(error)")
  }
}

/// Runs a cluster by a plan.
func run<N: Node>(
  _ cluster: Cluster<N>, _ plan: SimulationPlan<N.S>, properties: [Property<N.S.Fact>] = []
) throws(ScheduleError) -> Outcome<N> {
  var simulator = Simulator(
    cluster, cryptographer: Cryptographer(mode: .ideal, seed: plan.seed), plan: plan,
    properties: properties)
  let record = try simulator.record()
  let nodes = cluster.members.indices.map { simulator[NodeID($0)] }
  return Outcome(record: record, nodes: nodes, entries: simulator.captured)
}

extension Cluster where N == ToyNode {
  init(toys: [ToyNode]) {
    self.init(
      toys.enumerated().map {
        .init(group: "node", index: $0.offset, node: $0.element, stores: ["log", "disk"])
      })
  }
}

extension Probability {
  /// So many per cent.
  static func percent(_ count: UInt64) -> Probability {
    guard let probability = Probability(partsPerBillion: count * 10_000_000) else {
      preconditionFailure("\(count) per cent")
    }
    return probability
  }
}

extension NodeSet {
  init(_ positions: Int...) { self.init(positions.map { NodeID($0) }) }
}
