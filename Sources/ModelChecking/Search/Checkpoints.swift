public import Determinism

/// Where and how often a breadth-first search is saved, so that another process can go on with it.
///
/// A search is saved at its end too, and one that a limit ended goes on where it was with other limits. What is saved is
/// written whole or not at all: the block `head` is the last one, and tells which others belong to it; no block is
/// written over before the next head is there.
public struct Checkpoints: Sendable {
  /// Where to.
  public let store: any BlockStore
  /// Asked between rounds, with the states found since the search was saved last, whether to save it; what it says may
  /// depend on the clock.
  public let isDue: @Sendable (_ states: Int) -> Bool
  /// Told when the search was saved.
  public let tell: @Sendable () -> Void

  /// Saves a search after so many more states, at least 1.
  public init(_ store: any BlockStore, every: Int = 10_000_000) {
    precondition(every > 0, "every \(every) states")
    self.init(store, isDue: { $0 >= every })
  }

  /// Saves a search when somebody says so.
  public init(
    _ store: any BlockStore, isDue: @escaping @Sendable (_ states: Int) -> Bool,
    tell: @escaping @Sendable () -> Void = {}
  ) {
    (self.store, self.isDue, self.tell) = (store, isDue, tell)
  }
}

/// Why a search cannot be saved or gone on with.
public enum CheckpointError: Error, Hashable, Sendable {
  /// The store has not what it should have, or will not give it.
  case store(BlockStoreError)
  /// The store will not keep it; what was saved before is whole.
  case unsaved(BlockStoreError)
  /// A block is not what was written, or was written by something else.
  case damaged(String)
  /// What was saved is of another system, or of other properties or options; or the system takes other steps by now.
  ///
  /// - Parameter subject: What it is of, see ``SearchOptions/subject``.
  case other(subject: String)
  /// Nothing is asked but formulas with time, and the graph of all states is not saved.
  case formulas
  /// The system is searched in compound steps, and such a search is not saved.
  case compound
}
