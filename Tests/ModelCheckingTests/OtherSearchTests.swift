import Classics
import Determinism
import TemporalLogic
import Testing

@testable import ModelChecking

@Suite("Searches other than breadth first")
struct OtherSearchTests {
  static let properties: [LetterProperty] = [
    .always("never a and b", LetterCondition(reads: 3) { $0 & 3 != 3 }),
    .sometimes("b and c", LetterCondition(all: 6)),
    .always("no pulse where b", LetterCondition(reads: 10) { $0 & 10 != 10 }),
  ]

  @Test("Depth first finds the states, steps and verdicts that breadth first finds")
  func depthFirst() throws {
    for seed in UInt64(1)...200 {
      let system = RandomSystem(seed: seed, hasConstraint: seed % 2 == 0)
      var options = SearchOptions()
      options.stopsAtViolation = false
      let broad = try ModelChecker(system).explore(Self.properties, options)
      let deep = try ModelChecker(system).exploreDepthFirst(Self.properties, options)
      #expect(deep.counts.distinct == broad.counts.distinct, "seed \(seed)")
      #expect(deep.counts.generated == broad.counts.generated, "seed \(seed)")
      #expect(deep.counts.initial == broad.counts.initial, "seed \(seed)")
      #expect(deep.counts.deadlocks == broad.counts.deadlocks, "seed \(seed)")
      #expect(deep.counts.actions.map(\.taken) == broad.counts.actions.map(\.taken))
      #expect(deep.properties.map(\.verdict) == broad.properties.map(\.verdict), "seed \(seed)")
      #expect((deep.deadlock == nil) == (broad.deadlock == nil), "seed \(seed)")
      #expect(deep.isComplete)
    }
  }

  @Test("Depth first within a bound finds what breadth first finds within it")
  func bounded() throws {
    for seed in UInt64(1)...100 {
      let system = RandomSystem(seed: seed)
      for depth in [1, 2, 3, 5, 9] {
        var options = SearchOptions()
        options.stopsAtViolation = false
        options.limits.depth = depth
        let broad = try ModelChecker(system).explore(Self.properties, options)
        let deep = try ModelChecker(system).exploreDepthFirst(Self.properties, options)
        #expect(deep.counts.distinct == broad.counts.distinct, "seed \(seed), depth \(depth)")
      }
    }
  }

  @Test("With a bound that grows, the first path to what is wrong is a shortest one")
  func deepening() throws {
    var found = 0
    for seed in UInt64(1)...100 {
      let system = RandomSystem(seed: seed)
      let property = [Self.properties[0]]
      var options = SearchOptions()
      options.refusesDeadlock = false
      let broad = try ModelChecker(system).explore(property, options)
      let deep = try ModelChecker(system).exploreDeepening(property, options)
      #expect(deep.properties[0].verdict == broad.properties[0].verdict, "seed \(seed)")
      #expect(
        deep.properties[0].path?.steps.count == broad.properties[0].path?.steps.count,
        "seed \(seed)")
      if broad.properties[0].path != nil { found += 1 }
    }
    #expect(found > 20)
    let mutant = TwoPhaseCommit(managers: 2, preparedNeeded: 1)
    let path = try ModelChecker(mutant).exploreDeepening(TwoPhaseCommit.known)["Consistent"]
    #expect(path?.path?.steps.count == 5)
  }

  @Test("Two-phase commit has as many states depth first")
  func twoPhaseCommit() throws {
    let result = try ModelChecker(TwoPhaseCommit(managers: 4)).exploreDepthFirst()
    let broad = try ModelChecker(TwoPhaseCommit(managers: 4)).explore()
    #expect(result.counts.distinct == broad.counts.distinct)
  }

  @Test("Walks find what is wrong, the same for a seed, and never that nothing is")
  func walks() throws {
    let walks = RandomWalks(seed: .standard, walks: 200, steps: 30)
    let mutant = ModelChecker(TwoPhaseCommit(managers: 3, preparedNeeded: 2))
    let first = try mutant.walk(walks, TwoPhaseCommit.known)
    #expect(first["Consistent"]?.verdict == .violated)
    let path = try #require(first["Consistent"]?.path)
    #expect(mutant.system.letter(of: path.last.span) & 1 == 0)
    let second = try mutant.walk(walks, TwoPhaseCommit.known)
    #expect(first.properties == second.properties && first.counts == second.counts)
    let fine = try ModelChecker(TwoPhaseCommit(managers: 2)).walk(walks, TwoPhaseCommit.known)
    #expect(fine["Consistent"]?.verdict == .inconclusive)
    #expect(fine["AllCommit"]?.verdict == .holds && !fine.isComplete)
  }

  @Test("Walks come to deadlocks, and a walk that is long enough ends")
  func stuck() throws {
    var model = Philosophers(seats: 3)
    model.isLastLeftHanded = false
    let walks = RandomWalks(seed: .standard, walks: 100, steps: 100)
    let result = try ModelChecker(model).walk(walks)
    let path = try #require(result.deadlock)
    #expect(SlowSearch.steps(of: path.last, &model).isEmpty)
  }
}
