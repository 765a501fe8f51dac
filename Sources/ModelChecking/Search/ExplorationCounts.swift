/// What a search did, counted as TLC does.
public struct ExplorationCounts: Hashable, Sendable {
  /// The states found, each once.
  public var distinct = 0
  /// The states told by the system, with repeats: initial ones, and one for every step.
  public var generated = 0
  /// How many states the longest of the shortest paths has; an initial state alone is 1.
  public var depth = 0
  /// The initial states, each once.
  public var initial = 0
  /// The states that no step leaves.
  public var deadlocks = 0
  /// Of each action, how often it was taken, and how many states it was first to find.
  public var actions: [ActionCount]
  /// The bytes of the table of states, when it and the links together took most.
  public var tableBytes = 0
  /// The bytes of what leads back from each state, then.
  public var linkBytes = 0
  /// The most bytes of states that waited.
  public var frontierBytes = 0

  /// The most bytes that were on disk at once, because memory had no room for them.
  public var spilledBytes = 0

  init(actions: [String]) { self.actions = actions.map { ActionCount(name: $0) } }

  /// The most bytes of memory of all that a search keeps.
  public var bytes: Int { tableBytes + linkBytes + frontierBytes }
}

/// How often an action was seen.
public struct ActionCount: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// How many steps were it.
  public var taken = 0
  /// How many states were first found by it.
  public var distinct = 0
}
