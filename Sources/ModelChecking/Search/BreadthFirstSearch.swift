import Determinism
import TemporalLogic

/// Explores a system depth by depth, so that every path that it gives is a shortest one.
///
/// States are numbered in the order of the textbook's queue: by the number of the state before, and then in the order in
/// which the system tells steps; a state's parent is the first that finds it. Workers keep that order, whatever their
/// number: in rounds of 4,096 states they first expand parts of the frontier, each into a buffer of its own; then each
/// looks up, in order, what falls into its segments of the table; and then what is new is appended in order. So no two
/// threads ever use a slot at once, nothing has to be locked or compared again, and counts, depths and paths are the same.
final class BreadthFirstSearch<System: TransitionSystem, Visited: VisitedStates> {
  let system: System
  let properties: [LetterProperty]
  let options: SearchOptions
  var visited: Visited
  let workers: [SearchWorker<System, Visited>]
  /// What tells which steps may be left out, if some may.
  private let sets: StubbornSets?
  var frontier: RowBlocks
  var next: RowBlocks
  /// The links of all states, by number.
  var links: WordLog<UInt64>
  var counts: ExplorationCounts
  var found: [SearchWorker<System, Visited>.Discovery?]
  var deadlock: UInt64?
  var failure: UInt64?
  var limit: SearchLimits.Reason?
  /// How often the search was saved, with how many states the last time, and the blocks of links that stay as they are.
  var (saves, savedStates) = (0, 0)
  var savedLinks: [BlockList.Block] = []
  /// What is on disk; nil if all is kept in memory.
  let spilled: SpilledSearch<Visited.Key>?

  init(_ system: System, _ properties: [LetterProperty], _ options: SearchOptions) {
    (self.system, self.properties, self.options) = (system, properties, options)
    let width = system.width
    visited = Visited(width: width)
    spilled = options.spill.map {
      SpilledSearch($0, width: width, limit: options.limits.bytes)
    }
    links = spilled?.links ?? WordLog()
    (frontier, next) = (RowBlocks(width: width), RowBlocks(width: width))
    counts = ExplorationCounts(actions: system.actions)
    found = Array(repeating: nil, count: properties.count)
    let reads = properties.reduce(0 as UInt64) { $0 | $1.condition.reads }
    let independence = options.reducesOrders ? system.independence : nil
    sets = independence.map { StubbornSets($0, reads: reads) }
    let judge = LetterJudge(properties, pulses: system.pulses)
    workers = (0..<max(1, min(options.workers.count, Segments.count))).map { _ in
      SearchWorker(system, judge, properties: properties.count)
    }
    for worker in workers { worker.isSymmetric = worker.isSymmetric && options.usesSymmetry }
  }

  // MARK: The search

  /// Explores until nothing is left, or something ends it.
  ///
  /// - Parameter saved: Where a search was saved that is to be gone on with; nil to begin.
  func run(from saved: (any BlockStore)? = nil) throws(ExplorationError) -> Exploration {
    if let spilled {
      begin()
      do throws(SpillError) { try goOn(spilled) } catch { throw .spill(error) }
      return try result()
    }
    do throws(CheckpointError) {
      if let saved {
        let number = try restore(from: saved)
        // What was found may be too much already.
        if !isBeyondLimits { try expandFrontier(from: number) }
      } else {
        begin()
      }
      try goOn()
    } catch {
      throw .checkpoint(error)
    }
    return try result()
  }

  private func begin() {
    workers[0].begin()
    counts.generated = workers[0].buffer.count
    settleAlone()
    counts.initial = waiting
    // No action leads to where runs begin.
    workers[0].forgetActions()
    gather()
  }

  private func goOn() throws(CheckpointError) {
    while limit == nil, next.count > 0 {
      guard descends() else {
        if limit == nil { return }
        try saveIfDue(from: frontier.count, isLast: true)
        break
      }
      frontier = next
      next = RowBlocks(width: system.width)
      try expandFrontier(from: UInt64(links.count - frontier.count))
    }
    if limit != nil, next.count > 0 { counts.depth += 1 }
    if limit == nil { try saveIfDue(from: frontier.count, isLast: true) }
  }

  /// Goes one deeper, unless a limit or what was found ends the search before.
  func descends() -> Bool {
    if !isOver && counts.depth + 1 >= options.limits.depth {
      limit = .depth
      return false
    }
    counts.depth += 1
    return !isOver
  }

  /// How many states of the next depth were found.
  var waiting: Int { spilled?.next.count ?? next.count }

  /// Whether what was found ends the search before the next depth.
  private var isOver: Bool {
    guard options.stopsAtViolation else { return false }
    if failure != nil || options.refusesDeadlock && deadlock != nil { return true }
    return properties.indices.contains {
      properties[$0].quantity == .always && found[$0] != nil
    }
  }

  /// Expands what is in the frontier.
  ///
  /// - Parameter number: The number of its first state.
  private func expandFrontier(from number: UInt64) throws(CheckpointError) {
    if let sets {
      let reduction = Reduction(
        sets: sets, visited: visited, fresh: Visited(width: system.width))
      for worker in workers { worker.reduction = reduction }
      workers[0].insert(next, into: reduction.fresh)
    }
    var first = 0
    while first < frontier.count {
      let end = min(first + options.round, frontier.count)
      expandRound(first..<end, from: number)
      first = end
      frontier.release(before: first)
      if isBeyondLimits { return try saveIfDue(from: first, isLast: true) }
      try saveIfDue(from: first)
    }
  }

  /// Expands some of what is in the frontier, and puts together what was found.
  ///
  /// - Parameters:
  ///   - range: A round, by the places in the frontier.
  ///   - number: The number of the frontier's first state.
  func expandRound(_ range: Range<Int>, from number: UInt64) {
    if workers.count > 1 && range.count >= options.round / 8 {
      var start = range.lowerBound
      while start < range.upperBound {
        let stop = min(start + share * workers.count, range.upperBound)
        expandTogether(start..<stop, number)
        start = stop
      }
    } else {
      for start in stride(from: range.lowerBound, to: range.upperBound, by: options.batch) {
        let stop = min(start + options.batch, range.upperBound)
        workers[0].expand(start..<stop, of: frontier, from: number)
        counts.generated += workers[0].buffer.count - workers[0].omitted
        settleAlone()
      }
    }
    gather()
  }

  private func settleAlone() {
    workers[0].settle(workers[0], visited, segments: 0..<Segments.count)
    take(from: workers[0])
  }

  /// How many states each worker expands at a time: less than a round if states have very many steps, which have to wait.
  private var share: Int {
    let steps = counts.generated / max(1, links.count - next.count) + 1
    return max(options.batch, min(options.round / workers.count + 1, (1 << 20) / steps))
  }

  private func expandTogether(_ range: Range<Int>, _ number: UInt64) {
    let (workers, visited, frontier) = (workers, visited, frontier)
    let share = (range.count + workers.count - 1) / workers.count
    options.workers.run { index in
      guard index < workers.count else { return }
      let first = min(range.lowerBound + index * share, range.upperBound)
      let end = min(first + share, range.upperBound)
      workers[index].expand(first..<end, of: frontier, from: number)
    }
    options.workers.run { index in
      guard index < workers.count else { return }
      let first = index * Segments.count / workers.count
      let end = (index + 1) * Segments.count / workers.count
      for other in workers { workers[index].settle(other, visited, segments: first..<end) }
    }
    for worker in workers {
      counts.generated += worker.buffer.count - worker.omitted
      take(from: worker)
    }
  }
}
