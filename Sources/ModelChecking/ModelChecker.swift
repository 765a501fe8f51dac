public import Determinism
import TemporalLogic

/// Explores a system, and judges what is said of it.
public struct ModelChecker<System: TransitionSystem>: Sendable {
  /// What is explored.
  public let system: System

  /// A checker of a system.
  public init(_ system: System) { self.system = system }

  /// Explores breadth first: every path is a shortest one.
  ///
  /// - Parameters:
  ///   - properties: What is to be judged; at most 64.
  ///   - options: How to go about it.
  /// - Returns: What was found out; the same with any number of workers.
  /// - Throws: An ``ExplorationError`` if the system or the options do not allow an answer.
  public func explore(
    _ properties: [LetterProperty] = [], _ options: SearchOptions = SearchOptions()
  ) throws(ExplorationError) -> Exploration {
    try explore(properties, options, from: nil)
  }

  /// Goes on with a breadth-first search that was saved, by any process.
  ///
  /// The answer is that of a search that was never interrupted, with the limits that the options now have.
  ///
  /// - Parameters:
  ///   - store: Where it was saved, see ``SearchOptions/checkpoints``.
  ///   - properties: The properties that it had.
  ///   - options: Its options; limits, workers and checkpoints may be others.
  /// - Throws: ``ExplorationError/checkpoint(_:)`` if there is nothing, or it is damaged, or of another search.
  public func resume(
    from store: any BlockStore, _ properties: [LetterProperty] = [],
    _ options: SearchOptions = SearchOptions()
  ) throws(ExplorationError) -> Exploration {
    try explore(properties, options, from: store)
  }

  private func explore(
    _ properties: [LetterProperty], _ options: SearchOptions, from saved: (any BlockStore)?
  ) throws(ExplorationError) -> Exploration {
    try validate(properties, options)
    try validateSpill(options, resumes: saved != nil)
    if options.reducesOrders, let compound = system.compound {
      if options.refusesDeadlock {
        throw .unsound("what no compound step leaves, a single one may leave")
      }
      if options.checkpoints != nil || saved != nil { throw .checkpoint(.compound) }
      var search = CompoundSearch(compound, of: system, properties, options)
      return try search.run()
    }
    switch options.identity {
    case .fingerprint64:
      return try BreadthFirstSearch<System, FingerprintTable>(system, properties, options)
        .run(from: saved)
    case .fingerprint128:
      return try BreadthFirstSearch<System, WideFingerprintTable>(system, properties, options)
        .run(from: saved)
    case .exact:
      return try BreadthFirstSearch<System, RowTable>(system, properties, options).run(from: saved)
    }
  }

  private func validateSpill(
    _ options: SearchOptions, resumes: Bool
  ) throws(ExplorationError) {
    if options.spill == nil { return }
    if options.identity == .exact { throw .spill(.unavailable("states are kept whole")) }
    if options.reducesOrders { throw .spill(.unavailable("orders of steps are left out")) }
    if resumes || options.checkpoints != nil {
      throw .spill(.unavailable("the search is saved"))
    }
  }

  /// Explores depth first: less is kept, and paths are not the shortest. What is kept are 128-bit fingerprints, whatever
  /// the options say, and one worker explores.
  ///
  /// With a limit of depth, every state within it is found, though it may first be found by a longer path.
  public func exploreDepthFirst(
    _ properties: [LetterProperty] = [], _ options: SearchOptions = SearchOptions()
  ) throws(ExplorationError) -> Exploration {
    try validate(properties, options)
    var search = DepthFirstSearch(system, properties, options)
    return try search.run()
  }

  /// Explores depth first with a limit of depth that grows by one, until something is wrong or everything is explored, so
  /// that a path to what is wrong is a shortest one.
  ///
  /// - Returns: What the last search found out; its counts are those of that search alone.
  public func exploreDeepening(
    _ properties: [LetterProperty] = [], _ options: SearchOptions = SearchOptions()
  ) throws(ExplorationError) -> Exploration {
    try validate(properties, options)
    var depth = 1
    while true {
      var bounded = options
      bounded.limits.depth = min(depth, options.limits.depth)
      var search = DepthFirstSearch(system, properties, bounded)
      let result = try search.run()
      if result.limit != .depth || depth >= options.limits.depth || result.isViolated(options) {
        return result
      }
      depth += 1
    }
  }

  /// Walks at random, as the seed decides.
  public func walk(
    _ walks: RandomWalks, _ properties: [LetterProperty] = [],
    _ options: SearchOptions = SearchOptions()
  ) throws(ExplorationError) -> Exploration {
    try validate(properties, options)
    return try walks.run(on: system, properties, options)
  }

  func validate(
    _ properties: [LetterProperty], _ options: SearchOptions
  ) throws(ExplorationError) {
    let counts = [
      ("properties", properties.count), ("propositions", system.propositions.count),
      ("demands of fairness", system.fairness.count),
    ]
    for (what, count) in counts where count > 64 { throw .tooMany(what, count: count) }
    if options.reducesOrders && system.hasConstraint {
      throw .unsound("a constraint may cut off the one order of steps that was left")
    }
  }
}

extension Exploration {
  /// Whether something is wrong that ends a search.
  func isViolated(_ options: SearchOptions) -> Bool {
    failure != nil || options.refusesDeadlock && deadlock != nil
      || properties.contains { $0.verdict == .violated }
  }
}
