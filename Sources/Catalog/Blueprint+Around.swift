import ClusterModel
import Cryptography
import Determinism
import Machine
import Scenarios
import Simulation
import TemporalLogic
import Traces

extension Blueprint {
  /// A cluster with nothing but what the schedule of a scenario lets happen.
  func around(
    _ scenario: Scenario, _ system: ClusterSystem
  ) throws(CheckFailure) -> ClusterSystem {
    guard let script = scenario.schedule else {
      throw .obstacle(CheckObstacle("schedule", "there is no schedule to look around"))
    }
    let stores = cluster(scenario, Cryptographer(mode: .ideal, seed: 0)).stores
    let steps = SimulationPlan<N.S>.schedule(script, stores: stores).steps
    var taken: [ClusterStep] = []
    for (number, step) in steps.enumerated() {
      guard let step = ClusterStep(step) else {
        throw .obstacle(
          CheckObstacle("schedule.\(number)", "a step like this one is not explored"))
      }
      taken.append(step)
    }
    var system = system
    do {
      return try system.around(taken)
    } catch {
      throw .obstacle(
        CheckObstacle(
          "schedule.\(error.step)",
          "this step cannot happen in exploration, where messages arrive in the order of the steps alone"
        ))
    }
  }
}

extension ClusterStep {
  /// A step of a schedule; nil for one that has no counterpart in exploration.
  init?(_ step: Simulation.Schedule.Step) {
    if step.flip != nil { return nil }
    switch step.action {
    case .deliver(let label, let sender, let receiver, let nth):
      self.init(
        step.keeps ? .deliverAndKeep : .deliver, receiver, sender: sender, label: label, nth: nth)
    case .timer(let label, let node, _): self.init(.timer, node, label: label)
    case .client(let node): self.init(.request, node)
    case .stored(let node, let store, _): self.init(.stored, node, store: store.index)
    case .crash(let node): self.init(.crash, node)
    case .restart(let node): self.init(.restart, node)
    case .heal, .say: return nil
    }
  }
}

extension CheckRecord {
  /// What holds around one run is not decided of others.
  mutating func tellAround(_ steps: Int) {
    (around, isComplete) = (steps, false)
    for index in properties.indices where properties[index].verdict != .violated {
      properties[index].verdict = .inconclusive
    }
  }
}
