import Classics
import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Traces

/// A run of the three-phase exchange that is over.
struct ThreePhaseRun {
  var record: RunRecord
  var replicas: [ThreePhaseReplica]

  /// Runs a cluster on links of 1 to 9 ms, unless the plan is changed.
  init(
    _ configuration: ThreePhase.Configuration, seed: UInt64 = 1, mode: CryptoMode = .ideal,
    properties: [Property<ThreePhaseFact>] = ThreePhase.properties,
    _ change: (inout SimulationPlan<ThreePhase>) -> Void = { _ in }
  ) throws {
    let cryptographer = Cryptographer(mode: mode, seed: seed)
    var plan = SimulationPlan<ThreePhase>(seed: seed)
    plan.profiles = [LinkProfile(delay: try .uniform(low: 1_000, high: 9_000))]
    change(&plan)
    var simulator = Simulator(
      ThreePhase.cluster(configuration, cryptographer), cryptographer: cryptographer, plan: plan,
      properties: properties)
    record = try simulator.record()
    replicas = (0..<configuration.replicas).map { simulator[NodeID($0)] }
  }

  /// What is known of agreement in the end.
  var agreement: Verdict? { record.properties.first?.judgement.verdict }
}

/// Counts decisions by replica.
struct DecisionCount: Monitor {
  /// The decisions that a run must have in all.
  let expected: Int
  var count = 0

  static func property(_ expected: Int) -> Property<ThreePhaseFact> {
    Property("Decisions", "All replicas decide all slots.") { DecisionCount(expected: expected) }
  }

  init(expected: Int) { self.expected = expected }

  mutating func observe(
    _ fact: ThreePhaseFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    if case .decided = fact { count += 1 }
    return nil
  }

  func judge(end moment: Moment) -> Judgement {
    Judgement(count == expected ? .holds : .presumablyViolated, obligation: "\(count)")
  }
}
