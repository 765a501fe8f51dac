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
    /// A timer; the `nth` of its name that the node has set, in the order of running out, from 1.
    case timer(node: NodeID, name: String, nth: Int = 1)
    /// A store's acknowledgement of its oldest write; of a doubled node that of the copy which made the
    /// `nth` write under way, from 1.
    case stored(node: NodeID, store: String, nth: Int = 1)
    /// A client's next command.
    case client(NodeID)
    /// A crash.
    case crash(NodeID)
    /// A boot after a crash.
    case restart(NodeID)
    /// A liar's message, by its canonical bytes, which arrives at once.
    case say(type: String, from: NodeID, to: NodeID, message: [UInt8])
    /// The core of `liveness:` heals.
    case heal
  }

  /// An action, and when it happens if not at once.
  public struct Step: Hashable, Sendable {
    /// What happens.
    public internal(set) var action: Action
    /// When; nil for as soon as the step before is done.
    public internal(set) var at: Ticks?
    /// Whether a copy of the message stays under way, to be delivered again.
    public internal(set) var keeps = false
    /// The bit of the message that flips on the way, from 0.
    public internal(set) var flip: Int?
  }

  /// Whether a step says when the core heals.
  public var heals: Bool { steps.contains { $0.action == .heal } }

  /// The steps.
  public internal(set) var steps: [Step]
  /// What happens after them.
  public internal(set) var ending: Ending
}
