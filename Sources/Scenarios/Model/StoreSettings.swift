public import Determinism

/// How a store treats what is written to it.
public struct StoreSettings: Hashable, Sendable {
  /// The time from the write to its acknowledgement.
  public internal(set) var delay: Delay
  /// What goes wrong with it.
  public internal(set) var faults: [StoreFault]
}

/// Something that goes wrong with a store.
public struct StoreFault: Hashable, Sendable {
  /// What can go wrong.
  public enum Kind: String, CaseIterable, Sendable {
    /// Writes take longer.
    case delay
    /// Writes fail.
    case unavailable
    /// Writes are acknowledged before they are durable, and a crash loses them.
    case ackBeforeDurable
    /// A crash leaves half of the last write.
    case torn
    /// A crash loses the last writes.
    case truncateTail
    /// After a crash the store is as it was some time before.
    case rollback
    /// A bit of what is stored flips.
    case bitRot
  }

  /// What goes wrong.
  public internal(set) var kind: Kind
  /// At which nodes.
  public internal(set) var nodes: NodeSet
  /// From when.
  public internal(set) var from: Ticks
  /// Until when.
  public internal(set) var until: Ticks
  /// The chance for each write.
  public internal(set) var chance: Probability
  /// By how much, where the kind needs it.
  public internal(set) var by: Ticks
}
