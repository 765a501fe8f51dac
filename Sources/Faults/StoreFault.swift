public import Determinism
public import Machine

/// Something that goes wrong with one store of some nodes, for a time and by chance.
///
/// A node reads its stores only when it boots, so that all but ``Kind/delay``, ``Kind/unavailable``
/// and ``Kind/ackBeforeDurable`` come to light after a crash.
///
/// - Source: The repaired protocol, roles and constants: the faults of a store.
public struct StoreFault: Hashable, Sendable {
  /// What can go wrong.
  public enum Kind: String, CaseIterable, Sendable {
    /// A write takes longer, by ``StoreFault/by``.
    case delay
    /// A write fails: nothing of it is kept, and the node is told when it would have been durable.
    case unavailable
    /// A write is acknowledged at once, and is durable only when it would have been, and longer by
    /// ``StoreFault/by``; a crash loses it until then. Acknowledgements still keep their order.
    case ackBeforeDurable
    /// A crash comes in the middle of the last write: those under way before it are whole, though
    /// nobody was told, and of the last one there is half. Without it a crash loses them all.
    case torn
    /// A crash loses the records of the last ``StoreFault/by``, and the last one at least.
    case truncateTail
    /// A crash leaves the store as it was ``StoreFault/by`` before: what was forgotten since is back.
    case rollback
    /// A bit of a written record flips at rest.
    case bitRot

    /// Whether the store breaks its word: what it acknowledged may not be there again.
    ///
    /// A node with such a store counts among the liars, whose facts are not judged: nothing can hold
    /// for a node that forgets. One that is slow, full or torn keeps its word.
    public var isLie: Bool {
      switch self {
      case .delay, .unavailable, .torn: false
      case .ackBeforeDurable, .truncateTail, .rollback, .bitRot: true
      }
    }

    /// Whether it happens to crashes, and not to writes.
    public var isOfCrashes: Bool {
      switch self {
      case .torn, .truncateTail, .rollback: true
      case .delay, .unavailable, .ackBeforeDurable, .bitRot: false
      }
    }

    /// The kind under which runs count it.
    public var counted: FaultKind {
      switch self {
      case .delay: .storeDelay
      case .unavailable: .storeUnavailable
      case .ackBeforeDurable: .ackBeforeDurable
      case .torn: .torn
      case .truncateTail: .truncateTail
      case .rollback: .rollback
      case .bitRot: .bitRot
      }
    }
  }

  /// What goes wrong.
  public var kind: Kind
  /// Which of a node's stores.
  public var store: StoreID
  /// At which nodes; one without that store has nothing to fear.
  public var nodes: NodeSet
  /// From when writes, or crashes, are at risk.
  public var from: Ticks
  /// Until when.
  public var until: Ticks
  /// The chance for each write, or for each crash.
  public var chance: Probability
  /// By how much, as the kind says.
  public var by: Ticks

  /// A fault of a store; for ever and for certain unless said otherwise.
  public init(
    _ kind: Kind, of store: StoreID, at nodes: NodeSet, from: Ticks = .zero, until: Ticks = .never,
    chance: Probability = .always, by: Ticks = .zero
  ) {
    self.kind = kind
    self.store = store
    self.nodes = nodes
    self.from = from
    self.until = until
    self.chance = chance
    self.by = by
  }

  /// Whether writes and crashes at an instant are at risk.
  public func isInForce(at time: Ticks) -> Bool { from <= time && time < until }

  /// Whether it makes its nodes liars.
  public var isLie: Bool { kind.isLie && chance != .never && from < until }
}
