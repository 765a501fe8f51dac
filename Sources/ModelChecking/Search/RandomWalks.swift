public import Determinism
import TemporalLogic

/// Walks at random, where there is too much to explore: it can find what is wrong, and never that nothing is.
public struct RandomWalks: Sendable {
  /// Decides every choice.
  public var seed: Seed
  /// How many walks there are.
  public var walks: Int
  /// How many steps a walk has at most.
  public var steps: Int

  /// Walks at random.
  public init(seed: Seed, walks: Int, steps: Int) {
    (self.seed, self.walks, self.steps) = (seed, walks, steps)
  }

  /// Walks until everything is decided, or all walks are done, or something is wrong.
  func run<System: TransitionSystem>(
    on system: System, _ properties: [LetterProperty], _ options: SearchOptions
  ) throws(ExplorationError) -> Exploration {
    var search = WalkSearch(system, properties, options)
    for walk in 0..<walks {
      var random = RandomStream(seed: seed.value, name: "walk", index: UInt64(walk))
      search.walk(steps, &random)
      if search.isOver { break }
      if options.limits.shouldStop() {
        search.limit = .time
        break
      }
    }
    return try search.result()
  }
}

/// What walks have found so far.
private struct WalkSearch<System: TransitionSystem>: ~Copyable {
  private var system: System
  private let properties: [LetterProperty]
  private let options: SearchOptions
  private var judge: StateJudge<System>
  private var buffer: SuccessorBuffer
  private var counts: ExplorationCounts
  /// What was decided, by the start and the ordinals of a walk.
  private var found: [[Int]?]
  private var deadlock: [Int]?
  private var failure: [Int]?
  var limit: SearchLimits.Reason?

  init(_ system: System, _ properties: [LetterProperty], _ options: SearchOptions) {
    (self.system, self.properties, self.options) = (system, properties, options)
    judge = StateJudge(system, properties)
    buffer = SuccessorBuffer(width: system.width)
    counts = ExplorationCounts(actions: system.actions)
    found = properties.map { _ in nil }
  }

  mutating func walk(_ steps: Int, _ random: inout RandomStream) {
    var choices: [Int] = []
    var row: [UInt32] = []
    for _ in 0...steps {
      buffer.clear()
      if choices.isEmpty {
        system.appendInitialStates(to: &buffer)
      } else {
        system.appendSuccessors(of: row.span, to: &buffer)
      }
      if buffer.hasFailed, failure == nil { failure = choices }
      if buffer.count == 0 {
        counts.deadlocks += 1
        if deadlock == nil { deadlock = choices }
        return
      }
      let choice = Int(random.below(UInt64(buffer.count)))
      let before = row
      choices.append(choice)
      row = buffer.row(choice)
      counts.generated += 1
      if choices.count > 1 { counts.actions[buffer.action(choice)].taken += 1 }
      counts.depth = max(counts.depth, choices.count)
      let decided = judge.decided(
        by: row.span, pulses: buffer.pulses(choice), isNew: true, in: &system)
      for property in properties.indices where decided >> UInt64(property) & 1 == 1 {
        found[property] = choices
      }
      if system.hasConstraint, !system.isWithin(row.span, from: before.span) { return }
      if isOver { return }
    }
  }

  /// Whether nothing is left to find.
  var isOver: Bool {
    if judge.open == 0, !properties.isEmpty { return true }
    guard options.stopsAtViolation else { return false }
    if failure != nil || options.refusesDeadlock && deadlock != nil { return true }
    return properties.indices.contains {
      properties[$0].quantity == .always && found[$0] != nil
    }
  }

  private func replayed(_ choices: [Int]?) throws(ExplorationError) -> StatePath? {
    guard let choices, let start = choices.first else { return nil }
    var system = system
    return try StatePath(replaying: Array(choices.dropFirst()), from: start, on: &system)
  }

  func result() throws(ExplorationError) -> Exploration {
    var results: [PropertyResult] = []
    for (property, choices) in zip(properties, found) {
      results.append(PropertyResult(property, path: try replayed(choices), isComplete: false))
    }
    return Exploration(
      counts: counts, limit: limit, isComplete: false, properties: results,
      deadlock: try replayed(deadlock), failure: try replayed(failure), fingerprintBits: nil)
  }
}
