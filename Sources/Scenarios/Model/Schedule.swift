public import Determinism

/// A scripted run: pending inputs performed in this order.
public struct Schedule: Hashable, Sendable {
  /// What happens when all steps are done.
  public enum Ending: String, CaseIterable, Sendable {
    /// The run ends.
    case stop
    /// The run goes on by itself.
    case run
  }

  /// One pending input to perform.
  public enum Action: Hashable, Sendable {
    /// A message; the `nth` of its type on its link that is under way, from 1.
    case deliver(type: String, from: NodeID, to: NodeID, nth: Int)
    /// A timer.
    case timer(node: NodeID, name: String)
    /// A store's acknowledgement.
    case stored(node: NodeID, store: String)
    /// A client's next command.
    case client(NodeID)
    /// A crash.
    case crash(NodeID)
    /// A boot after a crash.
    case restart(NodeID)
  }

  /// An action, and when it happens if not at once.
  public struct Step: Hashable, Sendable {
    /// What happens.
    public internal(set) var action: Action
    /// When; nil for as soon as the step before is done.
    public internal(set) var at: Ticks?
  }

  /// The steps.
  public internal(set) var steps: [Step]
  /// What happens after them.
  public internal(set) var ending: Ending
}
