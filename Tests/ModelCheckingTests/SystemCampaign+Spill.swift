import Determinism
import TemporalLogic

@testable import ModelChecking

extension SystemCampaign {
  /// All that a search finds out, but what it took.
  static func facts(_ exploration: Exploration) -> String {
    var counts = exploration.counts
    (counts.tableBytes, counts.linkBytes, counts.frontierBytes) = (0, 0, 0)
    counts.spilledBytes = 0
    return "\(counts) \(exploration.properties) \(String(describing: exploration.deadlock)) "
      + "\(String(describing: exploration.limit)) \(exploration.isComplete)"
  }

  static func spills(_ seed: UInt64, _ tally: inout Tally) throws {
    var random = RandomStream(seed: seed, name: "campaign", index: 4)
    var options = SearchOptions()
    options.stopsAtViolation = random.below(2) == 0
    options.identity = random.below(3) == 0 ? .fingerprint128 : .fingerprint64
    (options.round, options.batch) = (1 + Int(random.below(16)), 1 + Int(random.below(4)))
    if random.below(4) == 0 { options.limits.states = Int(random.below(60)) }
    if random.below(8) == 0 { options.limits.depth = 1 + Int(random.below(6)) }
    if random.below(2) == 0 {
      let system = RandomSystem(
        seed: seed, states: 4 + Int(random.below(400)), branching: 1 + Int(random.below(5)),
        hasConstraint: random.below(3) == 0)
      let properties = properties(&random, propositions: 4)
      try spill(system, properties, options, "seed \(seed), system", &random, &tally)
    } else {
      let program = RandomProgram(
        seed: seed, processes: 2 + Int(random.below(3)), locals: 2 + Int(random.below(3)),
        isSymmetric: random.below(2) == 0, rarity: 2 + Int(random.below(7)))
      options.usesSymmetry = random.below(2) == 0
      let properties = properties(&random, propositions: 5)
      try spill(program, properties, options, "seed \(seed), program", &random, &tally)
    }
  }

  private static func spill<System: TransitionSystem>(
    _ system: System, _ properties: [LetterProperty], _ options: SearchOptions, _ name: String,
    _ random: inout RandomStream, _ tally: inout Tally
  ) throws {
    let checker = ModelChecker(system)
    let plain = try checker.explore(properties, options)
    tally.violated += plain.properties.count { $0.verdict == .violated }
    // An empty table takes 32 KiB, and is emptied all the time below that.
    let tight = Int(random.below(60_000))
    for limit in [0, tight] {
      for workers in 1...2 {
        var options = options
        let scratch = MemoryScratch()
        options.spill = Spill(scratch)
        options.limits.bytes = limit
        options.workers = TestPool(count: workers, isReversed: random.below(2) == 0)
        let spilled = try checker.explore(properties, options)
        tally.searches += 1
        tally.compare(facts(spilled), facts(plain), "\(name), \(limit) bytes, \(workers) workers")
      }
    }
  }
}
