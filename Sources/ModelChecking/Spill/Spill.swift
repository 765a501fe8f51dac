public import Determinism

/// Where a breadth-first search puts what memory has no room for, instead of ending.
///
/// The most bytes of ``SearchLimits`` then say when something is written out. What is found out is the same, to the last
/// count. Systems that remember what they found, beside their states, keep that in memory.
public struct Spill: Sendable {
  /// Where to; nothing else may be kept there while the search works.
  public let store: any ScratchStore
  /// Told between rounds how many bytes are there.
  public let tell: @Sendable (_ bytes: Int) -> Void

  /// Puts what there is no room for into a store.
  public init(
    _ store: any ScratchStore, tell: @escaping @Sendable (_ bytes: Int) -> Void = { _ in }
  ) {
    (self.store, self.tell) = (store, tell)
  }
}

/// Why a search cannot put on disk what memory has no room for.
public enum SpillError: Error, Hashable, Sendable {
  /// The store has not what it should have, or will not take or give it.
  case store(BlockStoreError)
  /// A block is not what was written.
  case damaged(String)
  /// Searches with this option keep all in memory.
  case unavailable(String)
}
