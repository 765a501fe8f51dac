public import TemporalLogic

/// What a search found out.
public struct Exploration: Sendable {
  /// What the search did.
  public let counts: ExplorationCounts
  /// Why the search ended before everything was explored; nil if it did not, or if a violation ended it.
  public let limit: SearchLimits.Reason?
  /// Whether everything was explored.
  public let isComplete: Bool
  /// What is known of each property, in their order.
  public let properties: [PropertyResult]
  /// A way to a state that no step leaves, if there is one.
  public let deadlock: StatePath?
  /// A way to a state in which the system told an error, if there is one.
  public let failure: StatePath?
  /// How many bits tell states apart; nil if all of a state does.
  public let fingerprintBits: Int?

  /// How probable it is at most that two of the states had the same fingerprint, so that one was missed; as `1.2e-9`.
  public var collisionProbability: String {
    guard let fingerprintBits else { return "0" }
    return CollisionProbability(states: counts.distinct, bits: fingerprintBits).description
  }

  /// What is known of the property of a name.
  public subscript(name: String) -> PropertyResult? { properties.first { $0.name == name } }
}

/// What is known of a property.
public struct PropertyResult: Hashable, Sendable {
  /// The property's name.
  public let name: String
  /// `holds`, `violated`, or `inconclusive` if the search ended before it was decided.
  public let verdict: Verdict
  /// A run that decides it: that violates it, or that is a witness of it; a shortest one if the search gives such.
  public let path: StatePath?

  /// What is known after a search.
  ///
  /// - Parameters:
  ///   - property: The property.
  ///   - path: What decides it, if something does.
  ///   - isComplete: Whether everything was explored.
  init(_ property: LetterProperty, path: StatePath?, isComplete: Bool) {
    (name, self.path) = (property.name, path)
    verdict =
      switch (property.quantity, path == nil) {
      case (.always, false): .violated
      case (.sometimes, false): .holds
      case (.always, true): isComplete ? .holds : .inconclusive
      case (.sometimes, true): isComplete ? .violated : .inconclusive
      }
  }
}
