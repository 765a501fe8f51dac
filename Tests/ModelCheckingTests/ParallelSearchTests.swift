import Classics
import Determinism
import Dispatch
import TemporalLogic
import Testing

@testable import ModelChecking

/// Real threads, or one that does the parts in an unusual order.
struct TestPool: WorkerPool {
  let count: Int
  var isReversed = false

  func run(_ body: @escaping @Sendable (Int) -> Void) {
    if isReversed {
      for number in (0..<count).reversed() { body(number) }
    } else {
      DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
  }
}

@Suite("Search with several workers")
struct ParallelSearchTests {
  /// Everything that a search finds out, to compare.
  static func facts(_ exploration: Exploration) -> String {
    "\(exploration.counts) \(exploration.properties) \(String(describing: exploration.deadlock))"
  }

  @Test("Finds the same with any number of workers, in rounds of any size")
  func sameOnRandomSystems() throws {
    let properties: [LetterProperty] = [
      .always("never a and b", LetterCondition(reads: 3) { $0 & 3 != 3 }),
      .sometimes("b and c", LetterCondition(all: 6)),
      .always("no pulse where b", LetterCondition(reads: 10) { $0 & 10 != 10 }),
    ]
    for seed in UInt64(1)...60 {
      let system = RandomSystem(
        seed: seed, states: 200, branching: 6, hasConstraint: seed % 2 == 0)
      var options = SearchOptions()
      options.stopsAtViolation = seed % 3 == 0
      options.identity = [.fingerprint64, .fingerprint128, .exact][Int(seed % 3)]
      let alone = Self.facts(try ModelChecker(system).explore(properties, options))
      for workers in [2, 3, 7] {
        options.workers = TestPool(count: workers, isReversed: workers == 3)
        (options.round, options.batch) = (8, 3)
        let together = Self.facts(try ModelChecker(system).explore(properties, options))
        #expect(together == alone, "seed \(seed), \(workers) workers")
      }
    }
  }

  @Test("Finds the same in a larger system, and the same way to what is wrong")
  func sameOnTwoPhaseCommit() throws {
    for needed in [5, 4] {
      let system = TwoPhaseCommit(managers: 5, preparedNeeded: needed)
      var options = SearchOptions()
      let alone = try ModelChecker(system).explore(TwoPhaseCommit.known, options)
      options.workers = TestPool(count: 2)
      options.round = 512
      let together = try ModelChecker(system).explore(TwoPhaseCommit.known, options)
      #expect(Self.facts(together) == Self.facts(alone))
      #expect((alone["Consistent"]?.path == nil) == (needed == 5))
    }
  }

  @Test("States are limited at the same place, whatever the number of workers")
  func sameLimit() throws {
    var options = SearchOptions()
    options.limits = SearchLimits(states: 5_000)
    let system = TwoPhaseCommit(managers: 5)
    let alone = try ModelChecker(system).explore([], options)
    options.workers = TestPool(count: 2)
    let together = try ModelChecker(system).explore([], options)
    #expect(alone.limit == .states && Self.facts(together) == Self.facts(alone))
  }
}
