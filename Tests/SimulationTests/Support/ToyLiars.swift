import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Traces

extension ToyNode: Forging {
  /// Numbers above a thousand are badly signed.
  static func withBrokenSignature(_ message: ToyMessage) -> ToyMessage? {
    message.number == 0 ? nil : ToyMessage(message.number + 1_000)
  }

  /// Twelve in the name of node 3 is 312.
  func counterfeits(of message: ToyMessage, as other: NodeID) -> [ToyMessage] {
    [ToyMessage(UInt64(other.index) * 100 + message.number)]
  }

  /// Seven is asked for by node 3.
  func speaks(_ message: ToyMessage, for nodes: NodeSet) -> Bool {
    message.number == 7 && nodes.contains(NodeID(3))
  }
}

/// How one toy lies: acts in order, and from when until when.
struct ToyLie {
  var node: Int
  var acts: [Behaviour<ToyNode>.Act]
  var from: UInt64 = 0
  var until: UInt64 = .max
}

/// Runs toys of which some lie; behaviours are named and numbered by the order in which they are given.
func simulate(
  _ nodes: [ToyNode], lies: [ToyLie], coalitions: [NodeSet]? = nil,
  properties: [Property<ToyFact>] = [],
  _ change: (inout SimulationPlan<Toy>) -> Void = { _ in }
) -> Outcome<Faults.Member<ToyNode>> {
  var plan = SimulationPlan<Toy>(seed: 1)
  plan.profiles = [LinkProfile(delay: .always(Ticks(10)))]
  plan.captured = 1..<10_000
  plan.faults.coalitions = coalitions ?? lies.map { NodeSet($0.node) }
  var number = 0
  var behaviours: [[Behaviour<ToyNode>]] = nodes.map { _ in [] }
  for lie in lies {
    for act in lie.acts {
      behaviours[lie.node].append(
        Behaviour(
          act, number: BehaviourSet(number), from: Ticks(lie.from), until: Ticks(lie.until)))
      plan.behaviours.append("b\(number)")
      number += 1
    }
  }
  change(&plan)
  let faults = plan.faults
  let cluster = Cluster(toys: nodes).map { node, toy in
    let acts = behaviours[Int(node.index)]
    return Faults.Member(
      toy, behaviours: acts, colluders: acts.isEmpty ? [] : faults.colluders(of: node))
  }
  do {
    return try run(cluster, plan, properties: properties)
  } catch {
    preconditionFailure("\(error)")
  }
}

extension Outcome where N == Faults.Member<ToyNode> {
  /// What a node took in its last life.
  func log(_ node: Int) -> [String] { nodes[node].node.log }

  /// The numbers of the messages that a node took, in order.
  func received(_ node: Int) -> [UInt64] { nodes[node].node.received }

  /// The counts of a behaviour, by number.
  func lies(_ number: Int) -> FaultCount {
    guard let record = record.faults.first(where: { $0.kind == "b\(number)" }) else {
      return FaultCount()
    }
    return FaultCount(record.requested, record.injected, record.effective)
  }
}
