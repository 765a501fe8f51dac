public import TemporalLogic

/// What is known of formulas on a system.
public struct TemporalJudgement: Sendable {
  /// What the search for states did.
  public let counts: ExplorationCounts
  /// Why it ended before all were found, if it did.
  public let limit: SearchLimits.Reason?
  /// Whether steps were left out, which the formulas do not tell.
  public let isReduced: Bool
  /// What is known of each formula, in their order.
  public let properties: [TemporalResult]

  /// How probable it is at most that two of the states had the same fingerprint, so that one was missed; as `1.2e-9`.
  public var collisionProbability: String {
    CollisionProbability(states: counts.distinct, bits: 128).description
  }

  /// What is known of the formula of a name.
  public subscript(name: String) -> TemporalResult? { properties.first { $0.name == name } }
}

/// What is known of a formula on a system.
public struct TemporalResult: Sendable {
  /// The property's name.
  public let name: String
  /// `holds`, `violated`, `inconclusive` if a limit was reached, or `vacuous` if there is no run.
  public let verdict: Verdict
  /// A run that violates it, if that is the verdict.
  public let run: FairRun?
  /// What the search for such a run did.
  public let search: SearchCounts?
}
