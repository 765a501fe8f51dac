public import Determinism

/// Where and how often a breadth-first search is saved, so that another process can go on with it.
///
/// A search that a limit ends is saved too, and goes on where it was with other limits. What is saved is written whole or
/// not at all: the block `head` is the last one, and tells which others belong to it.
public struct Checkpoints: Sendable {
  /// Where to.
  public let store: any BlockStore
  /// After how many more states; the search looks between rounds.
  public let every: Int

  /// Saves a search after so many more states, at least 1.
  public init(_ store: any BlockStore, every: Int = 10_000_000) {
    precondition(every > 0, "every \(every) states")
    (self.store, self.every) = (store, every)
  }
}

/// Why a search cannot be saved or gone on with.
public enum CheckpointError: Error, Hashable, Sendable {
  /// The store has nothing, or will not have it.
  case store(BlockStoreError)
  /// A block is not what was written, or was written by something else.
  case damaged(String)
  /// What was saved is of another system, or of other properties or options.
  case other
  /// States that are told apart by all of their words are not saved.
  case exact
}
