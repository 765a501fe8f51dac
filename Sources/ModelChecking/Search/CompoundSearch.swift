import Determinism
import TemporalLogic

/// Explores a system in compound steps, by the lengths of paths in single steps, so that every path that it gives is a
/// shortest one.
///
/// A state waits by the length of the shortest path that was found to it; when its turn has come nothing shorter can be
/// found any more. What no compound step leaves counts as stuck, though single steps may leave it. One worker explores, and what is kept are 128-bit fingerprints, whatever the options say.
///
/// - Source: Dial, *Algorithm 360: shortest-path forest with topological ordering* (CACM 12, 1969).
struct CompoundSearch<System: TransitionSystem>: ~Copyable {
  /// States that were found by paths of one length, and may have been found by shorter ones since.
  private struct Waiting {
    let rows: RowBlocks
    var links: [UInt64] = []
    var actions: [UInt32] = []
  }

  private var system: System
  private let plain: System
  private let properties: [LetterProperty]
  private let options: SearchOptions
  private var judge: StateJudge<System>
  /// The least length of a path to each state that was found.
  private var lengths = LookupTable<Fingerprint128, UInt32>()
  /// What waits, by length; nil where nothing does.
  private var waiting: [Waiting?] = []
  /// The links of the states whose turn has come, by number.
  private var links = WordLog<UInt64>()
  private var buffer: SuccessorBuffer
  private var counts: ExplorationCounts
  private var found: [UInt64?]
  private var failure: UInt64?
  private var limit: SearchLimits.Reason?
  /// Whether a violation ended it while there was more to explore.
  private var isCut = false

  /// - Parameters:
  ///   - compound: The system in compound steps.
  ///   - plain: The system in single ones.
  init(
    _ compound: System, of plain: System, _ properties: [LetterProperty], _ options: SearchOptions
  ) {
    precondition(
      !plain.hasSymmetry && !plain.hasConstraint && plain.pulses == 0,
      "compound steps of a system that has more than states")
    (system, self.plain) = (compound, plain)
    (self.properties, self.options) = (properties, options)
    judge = StateJudge(compound, properties)
    buffer = SuccessorBuffer(width: plain.width)
    counts = ExplorationCounts(actions: plain.actions)
    found = properties.map { _ in nil }
  }

  // MARK: The search

  /// Explores until nothing is left, or something ends it.
  mutating func run() throws(ExplorationError) -> Exploration {
    begin()
    var length = 0
    while length < waiting.count, limit == nil, !isOver {
      if let states = waiting[length] {
        waiting[length] = nil
        if length + 1 > options.limits.depth {
          limit = .depth
          break
        }
        let frontier = settle(states, length)
        if frontier.count > 0 { counts.depth = length + 1 }
        if length == 0 { counts.initial = frontier.count }
        if isOver {
          isCut = frontier.count > 0
        } else {
          expand(frontier, length)
        }
      }
      length += 1
    }
    return try result()
  }

  private mutating func begin() {
    buffer.begin(Link.root)
    system.appendInitialStates(to: &buffer)
    if buffer.hasFailed { failure = Link.root << Link.ordinalBits }
    counts.generated = buffer.count
    for index in 0..<buffer.count { find(index, length: 0) }
  }

  /// Takes notice of a state that a step leads to.
  private mutating func find(_ index: Int, length: Int) {
    let key = buffer.withRow(index) { system.fingerprint128(of: $0) }
    if let known = lengths[key], known <= length { return }
    lengths.insert(key, UInt32(length))
    while waiting.count <= length { waiting.append(nil) }
    if waiting[length] == nil {
      waiting[length] = Waiting(rows: RowBlocks(width: system.width))
    }
    let link = unsafe buffer.links[index]  // As many as steps were told.
    buffer.withRow(index) { waiting[length]?.rows.append($0) }
    waiting[length]?.links.append(link)
    waiting[length]?.actions.append(UInt32(buffer.action(index)))
  }

  /// Numbers and judges the states that no shorter path leads to.
  private mutating func settle(_ states: Waiting, _ length: Int) -> RowBlocks {
    let frontier = RowBlocks(width: system.width)
    for index in 0..<states.rows.count {
      states.rows.withRow(index) { row in
        let key = system.fingerprint128(of: row)
        guard lengths[key] == UInt32(length) else { return }
        frontier.append(row)
        links.append(states.links[index])
        if length > 0 { counts.actions[Int(states.actions[index])].distinct += 1 }
        note(judge.decided(by: row, pulses: 0, isNew: true, in: &system), states.links[index])
      }
    }
    return frontier
  }

  private mutating func note(_ decided: UInt64, _ link: UInt64) {
    for property in properties.indices where decided >> UInt64(property) & 1 == 1 {
      found[property] = link
    }
  }

  private mutating func expand(_ frontier: RowBlocks, _ length: Int) {
    let first = links.count - frontier.count
    for place in 0..<frontier.count {
      buffer.clear()
      buffer.begin(UInt64(first + place))
      frontier.withRow(place) { system.appendSuccessors(of: $0, to: &buffer) }
      counts.generated += buffer.count
      if buffer.hasFailed, failure == nil { failure = links[first + place] }
      if buffer.count == 0 {
        counts.deadlocks += 1
      }
      for index in 0..<buffer.count {
        counts.actions[buffer.action(index)].taken += 1
        find(index, length: length + Int(buffer.lengths[index]))
      }
      if place & 0xFFF == 0 {
        if isBeyondLimits { return }
        frontier.release(before: place)
      }
    }
    _ = isBeyondLimits
  }

  // MARK: The end

  private var isOver: Bool {
    guard options.stopsAtViolation else { return false }
    if failure != nil { return true }
    return properties.indices.contains {
      properties[$0].quantity == .always && found[$0] != nil
    }
  }

  private var isBeyondLimits: Bool {
    mutating get {
      counts.tableBytes = lengths.bytes
      counts.linkBytes = links.bytes
      let waiting = waiting.reduce(0) { sum, states in
        sum + (states.map { $0.rows.bytes + 12 * $0.links.count } ?? 0)
      }
      counts.frontierBytes = max(counts.frontierBytes, waiting)
      options.limits.tell(links.count)
      if links.count > options.limits.states {
        limit = .states
      } else if counts.bytes > options.limits.bytes {
        limit = .memory
      } else if options.limits.shouldStop() {
        limit = .time
      }
      return limit != nil
    }
  }

  /// The path to a state in single steps.
  private func path(to link: UInt64) throws(ExplorationError) -> StatePath {
    var (link, ordinals) = (link, [Int]())
    while Link.parent(link) != Link.root {
      ordinals.append(Link.ordinal(link))
      link = links[Int(Link.parent(link))]
    }
    let start = Link.ordinal(link)
    var (compound, plain) = (system, plain)
    let path = try StatePath(replaying: ordinals.reversed(), from: start, on: &compound)
    var (row, parts) = (path.initial, [Int]())
    for step in path.steps {
      parts += compound.parts(ofStep: step.ordinal, from: row.span)
      row = step.row
    }
    let whole = try StatePath(replaying: parts, from: start, on: &plain)
    if whole.last != path.last { throw .notRepeatable }
    return whole
  }

  private func replayed(_ link: UInt64?) throws(ExplorationError) -> StatePath? {
    guard let link else { return nil }
    return try path(to: link)
  }

  private mutating func result() throws(ExplorationError) -> Exploration {
    counts.distinct = links.count
    counts.tableBytes = lengths.bytes
    counts.linkBytes = links.bytes
    let isComplete = limit == nil && !isCut
    var results: [PropertyResult] = []
    for (property, link) in zip(properties, found) {
      results.append(PropertyResult(property, path: try replayed(link), isComplete: isComplete))
    }
    return Exploration(
      counts: counts, limit: limit, isComplete: isComplete, properties: results,
      deadlock: nil, failure: try replayed(failure), fingerprintBits: 128)
  }
}
