import Determinism
import TemporalLogic
import Testing

@testable import ModelChecking

@Suite("Reductions")
struct ReductionTests {
  /// Conditions on few propositions, so that some actions are not asked about.
  static func properties(_ random: inout RandomStream) -> [LetterProperty] {
    (0..<(1 + Int(random.below(2)))).map { number in
      let all: UInt64 = 1 << random.below(5)
      return random.below(2) == 0
        ? .sometimes("\(number)", LetterCondition(all: all))
        : .always("\(number)", LetterCondition(reads: all) { $0 & all != all })
    }
  }

  static func options(orders: Bool = false, symmetry: Bool = false) -> SearchOptions {
    var options = SearchOptions()
    (options.reducesOrders, options.usesSymmetry) = (orders, symmetry)
    options.stopsAtViolation = false
    return options
  }

  static func verdicts(_ exploration: Exploration) -> String {
    "\(exploration.properties.map(\.verdict)), stuck: \(exploration.deadlock != nil)"
  }

  struct Tally {
    var (full, reduced) = (0, 0)
    var (violated, stuck) = (0, 0)
    var different: [String] = []
  }

  static func compareStates(_ seeds: Range<UInt64>, _ tally: inout Tally) throws {
    for seed in seeds {
      var random = RandomStream(seed: seed, name: "reduction", index: 0)
      let properties = properties(&random)
      let isSymmetric = seed % 2 == 0
      let program = RandomProgram(seed: seed, isSymmetric: isSymmetric)
      let checker = ModelChecker(program)
      let full = try checker.explore(properties, options())
      for (orders, symmetry) in [(true, false), (false, true), (true, true)] {
        if symmetry && !isSymmetric { continue }
        let less = try checker.explore(properties, options(orders: orders, symmetry: symmetry))
        if verdicts(less) != verdicts(full) {
          tally.different.append("seed \(seed), orders \(orders), symmetry \(symmetry)")
        }
        #expect(less.counts.distinct <= full.counts.distinct)
        if symmetry { continue }
        tally.full += full.counts.distinct
        tally.reduced += less.counts.distinct
      }
      tally.violated += full.properties.count { $0.verdict == .violated }
      tally.stuck += full.deadlock == nil ? 0 : 1
    }
  }

  static func compareFormulas(_ seeds: Range<UInt64>, _ tally: inout Tally) throws {
    for seed in seeds {
      var random = RandomStream(seed: seed, name: "reduction", index: 1)
      var formulas = RandomFormula()
      let property = formulas.property(&random, next: random.below(8) == 0)
      for index in UInt64(0)..<3 {
        let program = RandomProgram(seed: seed &* 3 &+ index)
        let stuttering: Stuttering = index == 0 ? .everywhere : .whereStuck
        let full = try ModelChecker(program).judge([property], stuttering: stuttering, options())
        let less = try ModelChecker(program).judge(
          [property], stuttering: stuttering, options(orders: true))
        if less.properties[0].verdict != full.properties[0].verdict {
          tally.different.append("seed \(seed), program \(index)")
        }
        #expect(less.isReduced == !property.speaksOfSteps)
        if !less.isReduced { #expect(less.counts == full.counts) }
        tally.full += full.counts.distinct
        tally.reduced += less.counts.distinct
        tally.violated += full.properties[0].verdict == .violated ? 1 : 0
      }
    }
  }

  @Test("Every verdict on states is the same without them")
  func states() throws {
    var tally = Tally()
    try Self.compareStates(1..<120, &tally)
    #expect(tally.different == [])
    #expect(
      tally.reduced * 8 < tally.full * 7 && tally.violated > 20 && tally.stuck > 10, "\(tally)")
  }

  @Test("Every verdict on runs is the same without partial order")
  func runs() throws {
    var tally = Tally()
    try Self.compareFormulas(1..<100, &tally)
    #expect(tally.different == [])
    #expect(tally.reduced < tally.full && tally.violated > 50, "\(tally)")
  }

  /// A comparison that lets such promises pass would show nothing.
  @Test("False promises are found: by what they lead to, and by the audit")
  func lies() throws {
    // The first process sets a variable; the second one sets the other variable unless it is set.
    var race = RandomProgram(
      processes: 2,
      moves: [
        .init(process: 0, from: 0, to: 2, written: (0, 1)),
        .init(process: 1, from: 0, to: 2, guarded: (0, 0), written: (1, 1)),
      ])
    let property = [LetterProperty.always("never d", LetterCondition(all: 0, none: 0b1000))]
    let honest = try ModelChecker(race).explore(property, Self.options(orders: true))
    #expect(honest.properties[0].verdict == .violated)
    #expect(IndependenceAudit(race).broken == [])
    race.lies = true
    let misled = try ModelChecker(race).explore(property, Self.options(orders: true))
    #expect(misled.properties[0].verdict == .holds)
    #expect(IndependenceAudit(race).broken.first == "move 0 disables move 1 in 0 0 0 0")
  }

  @Test("What can enable a step that another one prevents is not put off")
  func enablers() throws {
    // The first process sets a variable. The second one sets the other one in its second step unless the first is set.
    let race = RandomProgram(
      processes: 2,
      moves: [
        .init(process: 0, from: 0, to: 2, written: (0, 1)),
        .init(process: 1, from: 0, to: 2),
        .init(process: 1, from: 2, to: 3, guarded: (0, 0), written: (1, 1)),
      ])
    let property = [LetterProperty.always("never d", LetterCondition(all: 0, none: 0b1000))]
    let judged = try ModelChecker(race).explore(property, Self.options(orders: true))
    #expect(judged.properties[0].verdict == .violated)
  }

  @Test("Of processes that share nothing one order is left")
  func oneOrder() throws {
    let moves = (0..<4).flatMap { process in
      (2..<5).map { RandomProgram.Move(process: process, from: $0, to: $0 + 1) }
        + [RandomProgram.Move(process: process, from: 0, to: 2)]
    }
    let program = ModelChecker(RandomProgram(processes: 4, moves: moves))
    #expect(try program.explore([], Self.options()).counts.distinct == 625)
    #expect(try program.explore([], Self.options(orders: true)).counts.distinct == 17)
    let formula = try [TemporalProperty("F c")]
    let judged = try program.judge(formula, stuttering: .whereStuck, Self.options(orders: true))
    #expect(judged.counts.distinct == 17 && judged.properties[0].verdict == .violated)
  }

  @Test("The audit finds nothing wrong with promises that are kept")
  func audit() {
    for seed in UInt64(1)...30 {
      let audit = IndependenceAudit(RandomProgram(seed: seed, isSymmetric: seed % 2 == 0))
      #expect(audit.broken == [] && audit.states > 0, "seed \(seed)")
    }
  }

  @Test("With reductions too, the number of workers makes no difference")
  func workers() throws {
    for seed in UInt64(1)...20 {
      var random = RandomStream(seed: seed, name: "reduction", index: 0)
      let properties = Self.properties(&random)
      let program = RandomProgram(seed: seed, processes: 4, locals: 4, isSymmetric: seed % 2 == 0)
      var options = Self.options(orders: true, symmetry: true)
      let alone = try ModelChecker(program).explore(properties, options)
      options.workers = TestPool(count: 3)
      (options.round, options.batch) = (8, 3)
      let together = try ModelChecker(program).explore(properties, options)
      #expect(
        ParallelSearchTests.facts(together) == ParallelSearchTests.facts(alone), "seed \(seed)")
    }
  }

  @Test("Reductions are refused where a verdict could be wrong with them")
  func refusals() throws {
    let symmetric = RandomProgram(seed: 2, isSymmetric: true)
    #expect(throws: ExplorationError.self) {
      try ModelChecker(symmetric).judge([], stuttering: .whereStuck)
    }
    let cut = RandomSystem(seed: 1, hasConstraint: true)
    #expect(throws: ExplorationError.self) {
      try ModelChecker(cut).explore([], Self.options(orders: true))
    }
    // Formulas of pulses, and runs that owe something, are judged on all steps.
    let pulse = try ModelChecker(RandomProgram(seed: 1)).judge(
      [TemporalProperty("G F e")], stuttering: .whereStuck, Self.options(orders: true))
    #expect(!pulse.isReduced)
  }
}

@Suite("Reductions of many systems")
struct ReductionTestsSlow {
  @Test("Every verdict is the same without them")
  func same() throws {
    var tally = ReductionTests.Tally()
    try ReductionTests.compareStates(1_000..<9_000, &tally)
    try ReductionTests.compareFormulas(1_000..<5_000, &tally)
    #expect(tally.different == [])
    #expect(tally.violated > 2_000, "\(tally)")
  }
}
