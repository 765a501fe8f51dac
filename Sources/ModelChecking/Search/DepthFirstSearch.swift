import Determinism
import TemporalLogic

/// Explores a system depth first, by one worker: what waits is one path and the steps that leave it.
///
/// Paths are those on which something was found first, and not the shortest. Given a bound on depth, states are found
/// again where they are found by a shorter path, so that everything within the bound is found; with bounds that grow by
/// one, the first path is a shortest one.
///
/// - Source: Tarjan, *Depth-first search and linear graph algorithms* (1972); Korf, *Depth-first iterative-deepening*
///   (AI 27, 1985).
struct DepthFirstSearch<System: TransitionSystem>: ~Copyable {
  private struct Frame {
    /// The first of the steps that leave the state, and the next one to take, by their places in ``buffer``.
    var first: Int
    var next: Int
  }

  private var system: System
  private let properties: [LetterProperty]
  private let options: SearchOptions
  private var judge: StateJudge<System>
  /// The least depth of each state that was found, by its fingerprint.
  private var depths = LookupTable<Fingerprint128, Int>()
  /// The states that no step leaves.
  private var stuck = LookupTable<Fingerprint128, Bool>()
  private var frames: [Frame] = []
  /// The steps of the states of the path.
  private var buffer: SuccessorBuffer
  private var counts: ExplorationCounts
  private var choices: [Choices?]
  private var deadlock: Choices?
  private var failure: Choices?
  private(set) var limit: SearchLimits.Reason?

  /// How a state was come to.
  private struct Choices {
    var start: Int
    var ordinals: [Int]
  }

  init(_ system: System, _ properties: [LetterProperty], _ options: SearchOptions) {
    (self.system, self.properties, self.options) = (system, properties, options)
    judge = StateJudge(system, properties)
    buffer = SuccessorBuffer(width: system.width)
    counts = ExplorationCounts(actions: system.actions)
    choices = properties.map { _ in nil }
  }

  // MARK: The search

  /// Explores until nothing is left, or something ends it.
  mutating func run() throws(ExplorationError) -> Exploration {
    system.appendInitialStates(to: &buffer)
    if buffer.hasFailed { failure = Choices(start: 0, ordinals: []) }
    countInitialStates()
    frames.append(Frame(first: 0, next: 0))
    while let frame = frames.last, !isOver {
      if frame.next == buffer.count {
        buffer.truncate(to: frame.first)
        frames.removeLast()
        continue
      }
      frames[frames.count - 1].next += 1
      follow(frame.next)
      if isBeyondLimits { break }
    }
    counts.distinct = depths.count
    counts.tableBytes = depths.bytes
    return try result()
  }

  private mutating func countInitialStates() {
    var seen = LookupTable<Fingerprint128, Bool>()
    for index in 0..<buffer.count {
      let row = buffer.row(index)
      if isWithin(row) { seen.insert(key(of: row), true) }
    }
    counts.initial = seen.count
  }

  /// Takes a step that was told.
  private mutating func follow(_ index: Int) {
    let depth = frames.count
    counts.generated += 1
    let action = buffer.action(index)
    if depth > 1 { counts.actions[action].taken += 1 }
    let row = buffer.row(index)
    let isWithin = isWithin(row)
    let key = key(of: row)
    let known = isWithin ? depths[key] : nil
    let isNew = known == nil
    note(
      judge.decided(by: row.span, pulses: buffer.pulses(index), isNew: isNew, in: &system), depth)
    if !isWithin { return }
    if let known, known <= depth || options.limits.depth == .max { return }
    depths.insert(key, depth)
    counts.depth = max(counts.depth, depth)
    if isNew && depth > 1 { counts.actions[action].distinct += 1 }
    if depth >= options.limits.depth {
      limit = .depth
      return
    }
    expand(row, key)
  }

  /// Follows the steps of a state next.
  private mutating func expand(_ row: [UInt32], _ key: Fingerprint128) {
    let first = buffer.count
    buffer.begin(0)
    system.appendSuccessors(of: row.span, to: &buffer)
    if buffer.hasFailed, failure == nil { failure = path() }
    if buffer.count == first {
      if stuck.insert(key, true) == nil { counts.deadlocks += 1 }
      if deadlock == nil { deadlock = path() }
      return
    }
    frames.append(Frame(first: first, next: first))
    counts.frontierBytes = max(counts.frontierBytes, buffer.count * (buffer.width * 4 + 20))
  }

  private mutating func isWithin(_ row: [UInt32]) -> Bool {
    if !system.hasConstraint { return true }
    // The state before it is the one that the frame's state was told as.
    let parent = frames.count < 2 ? [] : buffer.row(frames[frames.count - 2].next - 1)
    return system.isWithin(row.span, from: parent.span)
  }

  private mutating func key(of row: [UInt32]) -> Fingerprint128 {
    var row = row
    if system.hasSymmetry && options.usesSymmetry {
      var draft = row.mutableSpan
      system.canonicalise(&draft)
    }
    return system.fingerprint128(of: row.span)
  }

  /// The choices that lead to the step that was followed last.
  private func path() -> Choices {
    Choices(
      start: frames[0].next - 1, ordinals: frames.dropFirst().map { $0.next - 1 - $0.first })
  }

  private mutating func note(_ decided: UInt64, _ depth: Int) {
    for property in properties.indices where decided >> UInt64(property) & 1 == 1 {
      choices[property] = path()
    }
  }

  // MARK: The end

  private var isOver: Bool {
    guard options.stopsAtViolation else { return false }
    if failure != nil || options.refusesDeadlock && deadlock != nil { return true }
    return properties.indices.contains {
      properties[$0].quantity == .always && choices[$0] != nil
    }
  }

  private var isBeyondLimits: Bool {
    mutating get {
      if depths.count > options.limits.states {
        limit = .states
      } else if depths.bytes + counts.frontierBytes > options.limits.bytes {
        limit = .memory
      } else if counts.generated & 0xFFF == 0 {
        options.limits.tell(depths.count)
        if options.limits.shouldStop() { limit = .time }
      }
      return limit == .states || limit == .memory || limit == .time
    }
  }

  private func replayed(_ choices: Choices?) throws(ExplorationError) -> StatePath? {
    guard let choices else { return nil }
    var system = system
    return try StatePath(replaying: choices.ordinals, from: choices.start, on: &system)
  }

  private func result() throws(ExplorationError) -> Exploration {
    let isComplete = limit == nil && frames.isEmpty
    var results: [PropertyResult] = []
    for (property, found) in zip(properties, choices) {
      results.append(
        PropertyResult(property, path: try replayed(found), isComplete: isComplete))
    }
    return Exploration(
      counts: counts, limit: limit, isComplete: isComplete, properties: results,
      deadlock: try replayed(deadlock), failure: try replayed(failure), fingerprintBits: 128)
  }
}
