public import TemporalLogic

/// What infinite runs owe to an action, or to several as if they were one.
///
/// As in TLA+, a step that changes nothing takes no action, and an action that could but leave the state as it is is
/// not enabled.
///
/// - Source: Lamport, *The temporal logic of actions* (TOPLAS 16, 1994), §5.3 and §5.4.
public struct ActionFairness: Hashable, Sendable {
  /// The demand, with the name that reports use, such as `WF deliver 0->1`.
  public let demand: Fairness
  /// The numbers of the actions.
  public let actions: [Int]

  /// A demand of fairness for actions.
  public init(_ demand: Fairness, actions: [Int]) {
    (self.demand, self.actions) = (demand, actions)
  }
}
