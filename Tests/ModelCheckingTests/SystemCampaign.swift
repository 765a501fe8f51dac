import Determinism
import FoundationEssentials
import TemporalLogic
import Testing

@testable import ModelChecking
@testable import struct TemporalLogic.Automaton

/// Searches of systems that are drawn, each held against one that is slow and plainly right.
enum SystemCampaign: String, CaseIterable, CustomTestStringConvertible {
  /// Breadth first with every way to tell states apart, alone and with two workers; depth first; with a bound that
  /// grows: against a queue of whole rows.
  case searches
  /// Symmetric states explored once, and orders of steps left out, in every combination: against all of them, one by one.
  case reductions
  /// Breadth first with next to no memory, so that all is on disk: against the same search in memory.
  case spills
  /// Formulas on runs that are fair, weakly and strongly: against the closure of the product with the automaton.
  case formulas
  /// Formulas where orders of steps are left out: against the same, and against all orders where the product is too large.
  case reducedFormulas = "reduced formulas"

  var testDescription: String { rawValue }

  /// What was compared: systems, searches of them, and verdicts of violation, so that something is at stake.
  struct Tally {
    var (systems, searches, violated) = (0, 0, 0)
    var different: [String] = []

    /// Notes what differs between what a search and the slow one have found.
    mutating func compare<Fact: Equatable>(
      _ found: Fact, _ right: Fact, _ what: @autoclosure () -> String
    ) {
      if found != right { different.append("\(what()): \(found), and not \(right)") }
    }
  }

  /// Compares one system after the other.
  ///
  /// - Parameters:
  ///   - systems: So many.
  ///   - seed: That of the first system.
  ///   - seconds: When to end before that, in seconds of wall-clock time; nil for never.
  func tally(systems: Int, seed: UInt64, seconds: Int? = nil) throws -> Tally {
    let deadline = seconds.map { ContinuousClock.now + .seconds($0) }
    var (tally, seed) = (Tally(), seed)
    while tally.systems < systems {
      if let deadline, ContinuousClock.now > deadline { break }
      switch self {
      case .searches: try Self.searches(seed, &tally)
      case .reductions: try Self.reductions(seed, &tally)
      case .spills: try Self.spills(seed, &tally)
      case .formulas: try Self.formulas(seed, &tally)
      case .reducedFormulas: try Self.reducedFormulas(seed, &tally)
      }
      tally.systems += 1
      seed += 1
    }
    return tally
  }

  // MARK: Properties of states

  /// Conditions that are drawn: of some of the propositions, one of all functions of them.
  static func properties(_ random: inout RandomStream, propositions: Int) -> [LetterProperty] {
    (0..<(1 + Int(random.below(4)))).map { number in
      let reads = 1 + random.below(1 << UInt64(propositions) - 1)
      var isMet = (0..<32).map { _ in random.below(8) == 0 }
      let isSometimes = random.below(2) == 0
      if !isSometimes { isMet = isMet.map { !$0 } }
      let answers = isMet
      let condition = LetterCondition(reads: reads) { answers[Int($0 & reads & 31)] }
      return LetterProperty("\(number)", isSometimes ? .sometimes : .always, condition)
    }
  }

  private static func searches(_ seed: UInt64, _ tally: inout Tally) throws {
    var random = RandomStream(seed: seed, name: "campaign", index: 0)
    let system = RandomSystem(
      seed: seed, states: 4 + Int(random.below(60)), branching: 1 + Int(random.below(5)),
      hasConstraint: random.below(3) == 0)
    let properties = properties(&random, propositions: 4)
    for stops in [false, true] {
      let slow = SlowSearch(system, properties, stopsAtViolation: stops)
      for (number, identity) in [SearchOptions.Identity.fingerprint64, .fingerprint128, .exact]
        .enumerated()
      {
        for workers in 1...2 {
          var options = SearchOptions()
          (options.identity, options.stopsAtViolation) = (identity, stops)
          options.workers = TestPool(count: workers)
          if workers > 1 { (options.round, options.batch) = (8, 3) }
          let fast = try ModelChecker(system).explore(properties, options)
          let name = "seed \(seed), identity \(number), \(workers) workers, stops \(stops)"
          compare(fast, with: slow, name, &tally)
          tally.violated += fast.properties.count { $0.verdict == .violated }
        }
      }
      if !stops { try depthFirst(system, properties, slow, "seed \(seed)", &tally) }
    }
    try deepening(system, properties[0], "seed \(seed)", &tally)
  }

  /// All that breadth first finds out.
  private static func compare<System: TransitionSystem>(
    _ fast: Exploration, with slow: SlowSearch<System>, _ name: String, _ tally: inout Tally
  ) {
    let counts = fast.counts
    tally.searches += 1
    tally.compare(
      [counts.distinct, counts.generated, counts.depth, counts.initial, counts.deadlocks],
      [
        slow.counts.distinct, slow.counts.generated, slow.counts.depth, slow.counts.initial,
        slow.counts.deadlocks,
      ], "\(name), counts")
    tally.compare(counts.actions.map(\.taken), slow.taken, "\(name), steps by action")
    tally.compare(counts.actions.map(\.distinct), slow.first, "\(name), states by action")
    tally.compare(fast.properties.map { $0.path?.rows }, slow.deciding, "\(name), paths")
    tally.compare(fast.deadlock?.rows, slow.deadlock, "\(name), the way to where no step leaves")
  }

  /// What is true of all paths: depth first decides the same, and finds as much.
  private static func depthFirst<System: TransitionSystem>(
    _ system: System, _ properties: [LetterProperty], _ slow: SlowSearch<System>, _ name: String,
    _ tally: inout Tally
  ) throws {
    var options = SearchOptions()
    options.stopsAtViolation = false
    let deep = try ModelChecker(system).exploreDepthFirst(properties, options)
    let counts = deep.counts
    tally.searches += 1
    tally.compare(
      [counts.distinct, counts.generated, counts.initial, counts.deadlocks],
      [slow.counts.distinct, slow.counts.generated, slow.counts.initial, slow.counts.deadlocks],
      "\(name), depth first, counts")
    tally.compare(
      deep.properties.map { $0.path != nil }, slow.deciding.map { $0 != nil },
      "\(name), depth first, verdicts")
    tally.compare(deep.deadlock != nil, slow.deadlock != nil, "\(name), depth first, no step")
  }

  /// With a bound that grows, the first path to what is wrong is a shortest one.
  private static func deepening(
    _ system: RandomSystem, _ property: LetterProperty, _ name: String, _ tally: inout Tally
  ) throws {
    var options = SearchOptions()
    options.refusesDeadlock = false
    let slow = SlowSearch(system, [property], stopsAtViolation: false)
    let deep = try ModelChecker(system).exploreDeepening([property], options)
    tally.searches += 1
    tally.compare(
      deep.properties[0].path != nil, slow.deciding[0] != nil, "\(name), deepening, verdict")
    // What ends no search may be found on a longer path, by the last bound.
    if property.quantity == .sometimes { return }
    tally.compare(
      deep.properties[0].path?.rows.count, slow.deciding[0]?.count, "\(name), deepening, length")
  }

  // MARK: Reductions

  private static func reductions(_ seed: UInt64, _ tally: inout Tally) throws {
    var random = RandomStream(seed: seed, name: "campaign", index: 1)
    let isSymmetric = random.below(2) == 0
    let program = RandomProgram(
      seed: seed, processes: 2 + Int(random.below(2)), locals: 2 + Int(random.below(3)),
      isSymmetric: isSymmetric, rarity: 2 + Int(random.below(7)))
    // Of what properties do not read, more can be left out.
    let properties =
      random.below(4) == 0
      ? properties(&random, propositions: 5) : ReductionTests.properties(&random)
    let slow = SlowSearch(program, properties, stopsAtViolation: false)
    let orbits = SlowSearch(Quotient(program), properties, stopsAtViolation: false)
    for (orders, symmetry) in [(false, false), (true, false), (false, true), (true, true)] {
      if symmetry && !isSymmetric { continue }
      let reference = symmetry ? (orbits.counts, orbits.deciding) : (slow.counts, slow.deciding)
      for workers in 1...2 {
        var options = ReductionTests.options(orders: orders, symmetry: symmetry)
        options.identity = [.fingerprint64, .fingerprint128, .exact][Int(random.below(3))]
        options.workers = TestPool(count: workers)
        if workers > 1 { (options.round, options.batch) = (8, 3) }
        let less = try ModelChecker(program).explore(properties, options)
        let name = "seed \(seed), orders \(orders), symmetry \(symmetry), \(workers) workers"
        tally.searches += 1
        tally.violated += less.properties.count { $0.verdict == .violated }
        tally.compare(
          less.properties.map { $0.path != nil }, slow.deciding.map { $0 != nil },
          "\(name), verdicts")
        tally.compare(less.deadlock != nil, slow.deadlock != nil, "\(name), no step")
        if orders {
          tally.compare(less.counts.distinct <= reference.0.distinct, true, "\(name), fewer")
        } else {
          tally.compare(
            [less.counts.distinct, less.counts.generated, less.counts.depth],
            [reference.0.distinct, reference.0.generated, reference.0.depth], "\(name), counts")
          tally.compare(
            less.properties.map { $0.path?.rows.count }, slow.deciding.map { $0?.count },
            "\(name), lengths")
        }
      }
    }
  }

  // MARK: Formulas

  private static func formulas(_ seed: UInt64, _ tally: inout Tally) throws {
    var random = RandomStream(seed: seed, name: "campaign", index: 2)
    var formulas = RandomFormula()
    let property = formulas.property(&random)
    let automaton = try automaton(against: property)
    // The product may be too large for the closure: then a smaller system, of which one state is the least.
    for states in [30, 16, 8, 3, 1] {
      var system = RandomSystem(seed: seed, states: states, branching: 3)
      system.letters = system.letters.map { $0 | random.below(8) }
      if random.below(2) == 0 { system.keepUpperHalf() }
      system.demandFairness(&random)
      let stuttering: Stuttering = random.below(2) == 0 ? .whereStuck : .everywhere
      guard let slow = SlowLiveness(system, automaton, stuttering) else { continue }
      let fast = try ModelChecker(system).judge([property], stuttering: stuttering)
      note(fast, isViolated: slow.hasRun(), "seed \(seed), \(states) states", &tally)
      return
    }
  }

  private static func reducedFormulas(_ seed: UInt64, _ tally: inout Tally) throws {
    var random = RandomStream(seed: seed, name: "campaign", index: 3)
    var formulas = RandomFormula()
    let property = formulas.property(&random, next: random.below(8) == 0)
    let automaton = try automaton(against: property)
    let program = RandomProgram(
      seed: seed, processes: 2 + Int(random.below(2)), locals: 2 + Int(random.below(2)),
      rarity: 2 + Int(random.below(7)))
    let stuttering: Stuttering = random.below(2) == 0 ? .whereStuck : .everywhere
    let full = try ModelChecker(program).judge([property], stuttering: stuttering)
    let isViolated = full.properties[0].verdict == .violated
    if let slow = SlowLiveness(program, automaton, stuttering) {
      note(full, isViolated: slow.hasRun(), "seed \(seed), all orders", &tally)
    }
    let less = try ModelChecker(program).judge(
      [property], stuttering: stuttering, ReductionTests.options(orders: true))
    note(less, isViolated: isViolated, "seed \(seed), some orders", &tally)
  }

  private static func automaton(against property: TemporalProperty) throws -> Automaton {
    var opposites = property.store
    let opposite = opposites.make(.not, property.formula)
    return try #require(Automaton.translate(opposite, in: opposites)).0
  }

  private static func note(
    _ judgement: TemporalJudgement, isViolated: Bool, _ name: String, _ tally: inout Tally
  ) {
    let verdict = judgement.properties[0].verdict
    tally.searches += 1
    tally.violated += isViolated ? 1 : 0
    tally.compare(verdict, isViolated ? .violated : .holds, name)
  }
}

@Suite("Searches of systems that are drawn")
struct SystemCampaignTests {
  @Test("They find what a slow and obvious search finds", arguments: SystemCampaign.allCases)
  func same(campaign: SystemCampaign) throws {
    let tally = try campaign.tally(systems: 60, seed: 1)
    #expect(tally.different == [])
    #expect(tally.systems == 60 && tally.searches >= 40 && tally.violated > 10, "\(tally)")
  }
}

/// For `.ci/long systems`, which may set how many seconds each may take.
@Suite("Searches of systems that are drawn, very often")
struct SystemCampaignTestsSlow {
  @Test("They find what a slow and obvious search finds", arguments: SystemCampaign.allCases)
  func same(campaign: SystemCampaign) throws {
    let seconds = ProcessInfo.processInfo.environment["NOCTURNE_SYSTEMS_SECONDS"].flatMap(Int.init)
    let tally = try campaign.tally(systems: 10_000, seed: 1_000_000, seconds: seconds)
    #expect(tally.different == [])
    #expect(seconds != nil || tally.systems == 10_000)
    print(
      "campaign \(campaign.rawValue): \(tally.systems) systems, \(tally.searches) searches, "
        + "\(tally.violated) violations, \(tally.different.count) differ")
  }
}
