import Classics
import Determinism
import TemporalLogic
import Testing

@testable import ModelChecking

@Suite("Breadth-first search")
struct BreadthFirstSearchTests {
  /// For 3 managers TLA+ Examples and Stateright publish 288; for 5, Stateright publishes 8,832.
  @Test("Visits exactly the published number of states", arguments: [(3, 288, 11), (5, 8_832, 17)])
  func twoPhaseCommit(managers: Int, states: Int, depth: Int) throws {
    let model = TwoPhaseCommit(managers: managers)
    let result = try ModelChecker(model).explore(TwoPhaseCommit.known)
    #expect(result.counts.distinct == states && result.counts.depth == depth)
    #expect(result.isComplete && result.limit == nil && result.counts.initial == 1)
    #expect(result.properties.map(\.verdict) == [.holds, .holds, .holds])
    #expect(result["AllCommit"]?.path?.steps.count == 3 * managers + 1)
    #expect(result.deadlock == nil && result.counts.deadlocks == 0)
    #expect(result.counts.actions.reduce(0) { $0 + $1.distinct } == states - 1)
    #expect(result.counts.actions.reduce(0) { $0 + $1.taken } == result.counts.generated - 1)
  }

  /// Both counts are known from a second program.
  @Test("Messages that are taken out make more states", arguments: [(3, 584), (5, 33_824)])
  func bag(managers: Int, states: Int) throws {
    var options = SearchOptions()
    options.refusesDeadlock = false
    let result = try ModelChecker(TwoPhaseCommitBag(managers: managers)).explore(
      TwoPhaseCommit.known, options)
    #expect(result.counts.distinct == states && result.counts.deadlocks > 0)
    #expect(result.properties.map(\.verdict) == [.holds, .holds, .holds])
  }

  /// The mutant commits one vote early. A checker that stays silent here is broken.
  @Test("Finds the shortest inconsistency when one vote is skipped")
  func skippedVoteIsCaught() throws {
    let mutant = TwoPhaseCommit(managers: 2, preparedNeeded: 1)
    let result = try ModelChecker(mutant).explore(TwoPhaseCommit.known)
    let path = try #require(result["Consistent"]?.path)
    #expect(path.steps.count == 5)
    #expect(mutant.letter(of: path.last.span) & 1 == 0)
    #expect(result["Consistent"]?.verdict == .violated)
    #expect(!result.isComplete && result.limit == nil)
  }

  @Test("Philosophers are stuck only if all of them are right-handed", arguments: [3, 10])
  func philosophers(seats: Int) throws {
    var model = Philosophers(seats: seats)
    let fine = try ModelChecker(model).explore()
    #expect(fine.deadlock == nil && fine.isComplete)
    if seats == 10 { #expect(fine.counts.distinct == 5_741) }
    model.isLastLeftHanded = false
    let stuck = try ModelChecker(model).explore()
    #expect(stuck.deadlock?.steps.count == seats)
    #expect(stuck.counts.deadlocks == 1)
  }

  @Test("A limit is no success")
  func limits() throws {
    var options = SearchOptions()
    options.limits = SearchLimits(states: 100)
    let few = try ModelChecker(TwoPhaseCommit(managers: 5)).explore(
      TwoPhaseCommit.known, options)
    #expect(few.limit == .states && !few.isComplete)
    #expect(few["Consistent"]?.verdict == .inconclusive)
    options.limits = SearchLimits(depth: 4)
    let shallow = try ModelChecker(TwoPhaseCommit(managers: 5)).explore([], options)
    #expect(shallow.limit == .depth && shallow.counts.depth == 4)
    options.limits = SearchLimits(shouldStop: { true })
    let stopped = try ModelChecker(TwoPhaseCommit(managers: 5)).explore([], options)
    #expect(stopped.limit == .time)
    options.limits = SearchLimits(bytes: 1)
    let full = try ModelChecker(TwoPhaseCommit(managers: 5)).explore([], options)
    #expect(full.limit == .memory)
  }

  @Test("A slow and obvious search finds the same", arguments: [false, true], [false, true])
  func same(hasConstraint: Bool, stops: Bool) throws {
    let properties: [LetterProperty] = [
      .always("never a and b", LetterCondition(reads: 3) { $0 & 3 != 3 }),
      .always("never c", LetterCondition(reads: 4) { $0 & 4 == 0 }),
      .sometimes("b and c", LetterCondition(all: 6)),
      .always("no pulse where b", LetterCondition(reads: 10) { $0 & 10 != 10 }),
      .sometimes("pulse without a", LetterCondition(all: 8, none: 1)),
    ]
    var (violated, deadlocks, held) = (0, 0, 0)
    for seed in UInt64(1)...150 {
      let system = RandomSystem(seed: seed, hasConstraint: hasConstraint)
      let slow = SlowSearch(system, properties, stopsAtViolation: stops)
      for identity in [SearchOptions.Identity.fingerprint64, .fingerprint128, .exact] {
        var options = SearchOptions()
        options.identity = identity
        options.stopsAtViolation = stops
        let fast = try ModelChecker(system).explore(properties, options)
        let counts = fast.counts
        #expect(counts.distinct == slow.counts.distinct, "seed \(seed)")
        #expect(counts.generated == slow.counts.generated, "seed \(seed)")
        #expect(counts.depth == slow.counts.depth, "seed \(seed)")
        #expect(counts.initial == slow.counts.initial, "seed \(seed)")
        #expect(counts.deadlocks == slow.counts.deadlocks, "seed \(seed)")
        #expect(counts.actions.map(\.taken) == slow.taken, "seed \(seed)")
        #expect(counts.actions.map(\.distinct) == slow.first, "seed \(seed)")
        #expect(fast.properties.map { $0.path?.rows } == slow.deciding, "seed \(seed)")
        #expect(fast.deadlock?.rows == slow.deadlock, "seed \(seed)")
        violated += fast.properties.count { $0.verdict == .violated }
        held += fast.properties.count { $0.verdict == .holds }
        if fast.deadlock != nil { deadlocks += 1 }
      }
    }
    #expect(violated > 50 && held > 50 && deadlocks > 50, "\(violated) \(held) \(deadlocks)")
  }

  @Test("A system that tells something else when it is asked again is refused")
  func unrepeatable() {
    var model = Philosophers(seats: 3)
    model.isLastLeftHanded = false
    var buffer = SuccessorBuffer(width: 2)
    model.appendInitialStates(to: &buffer)
    #expect(throws: ExplorationError.notRepeatable) {
      _ = try StatePath(replaying: [0, 99], from: 0, on: &model)
    }
  }

  @Test("How probable collisions are is said in two digits")
  func collisions() {
    func text(_ states: Int, _ bits: Int) -> String {
      CollisionProbability(states: states, bits: bits).description
    }
    #expect(text(0, 64) == "0" && text(1, 64) == "0")
    #expect(text(2, 64) == "5.4e-20")
    #expect(text(10_340_352, 64) == "2.8e-6")
    #expect(text(10_340_352, 128) == "1.5e-25")
    #expect(text(1 << 33, 64) == "1")
  }
}
