/// What a system promises of actions that do not depend on each other. All of it may say too little, and never too
/// much; ``IndependenceAudit`` finds what is too much on a small system.
///
/// - Source: Valmari, *Stubborn sets for reduced state space generation* (1991); Peled, *All from one, one for all*
///   (CAV 1993).
public struct Independence: Sendable {
  /// Of each action, the actions that depend on it: where both are enabled, one may change what the other does, or
  /// whether it is enabled. Sorted; each action depends on itself.
  public let dependent: [[Int]]
  /// Of each action, the actions that may enable it. Sorted.
  public let enablers: [[Int]]
  /// Of each action, the propositions that its steps may change or pulse, as bits.
  public let changes: [UInt64]

  /// What is promised of a system's actions, by their numbers.
  public init(dependent: [[Int]], enablers: [[Int]], changes: [UInt64]) {
    precondition(
      dependent.count == enablers.count && enablers.count == changes.count,
      "not the same number of actions")
    self.dependent = dependent
    self.enablers = enablers
    self.changes = changes
  }
}
