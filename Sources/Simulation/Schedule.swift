public import Determinism
public import Machine

/// The order of events by hand: each step lets one input happen that waits to.
///
/// It is how a counterexample is kept: a person can read and edit it. Seats are named as positions in
/// the cluster; the second copies of doubled nodes follow after the members, in the plan's order.
public struct Schedule: Equatable, Sendable {
  /// What a step lets happen.
  public enum Action: Equatable, Sendable {
    /// The arrival of a message of a type, the `nth` oldest of its kind that is under way, counted from 1.
    case deliver(label: UInt8, from: NodeID, to: NodeID, nth: Int)
    /// A timer of a kind that the node has set.
    case timer(label: UInt8, node: NodeID, nth: Int)
    /// The oldest write of a store becomes durable.
    case stored(node: NodeID, store: StoreID)
    /// The next request at a client becomes due.
    case client(node: NodeID)
    /// A node stops.
    case crash(NodeID)
    /// A node boots again.
    case restart(NodeID)
  }

  /// One step.
  public struct Step: Equatable, Sendable {
    /// What happens.
    public var action: Action
    /// When; nil for the earliest instant that neither the step before nor the input's own time forbids.
    public var at: Ticks?

    /// A step.
    public init(_ action: Action, at time: Ticks? = nil) {
      self.action = action
      self.at = time
    }
  }

  /// The steps in order.
  public var steps: [Step]
  /// Whether the run goes on in the order of time after the last step.
  public var goesOn: Bool

  /// A schedule.
  public init(_ steps: [Step], goesOn: Bool = false) {
    self.steps = steps
    self.goesOn = goesOn
  }
}

/// A step of a schedule that nothing can be done for.
public struct ScheduleError: Error, Equatable, Sendable {
  /// The position of the step, from 0.
  public var step: Int
  /// What waits to happen instead, in words, the earliest first.
  public var pending: [String]
}
