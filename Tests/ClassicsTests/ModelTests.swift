import Classics
import ModelChecking
import TemporalLogic
import Testing

/// The counts that are published stand in `ModelCheckingTests`; those here are pinned, so that one state more is seen.
@Suite("Compiled models")
struct ModelTests {
  /// The verdicts of a model's properties, in the order in which the searches decide them.
  private static func verdicts<Model: CompiledModel>(
    _ model: Model
  ) throws -> [String: Verdict] {
    var options = SearchOptions()
    options.stopsAtViolation = false
    let checker = ModelChecker(model)
    let states = try checker.explore(model.letterProperties, options)
    options.usesSymmetry = false
    let runs = try checker.judge(model.temporalProperties, stuttering: .everywhere, options)
    var verdicts: [String: Verdict] = [:]
    for result in states.properties { verdicts[result.name] = result.verdict }
    for result in runs.properties { verdicts[result.name] = result.verdict }
    if !model.mayEnd { verdicts["NoDeadlock"] = states.deadlock == nil ? .holds : .violated }
    return verdicts
  }

  private static func broken<Model: CompiledModel>(_ model: Model) throws -> [String] {
    try verdicts(model).filter { $0.value != .holds }.map(\.key).sorted()
  }

  @Test("Two-phase commit holds what it promises, and its mutants do not", arguments: 2...4)
  func twoPhaseCommit(managers: Int) throws {
    #expect(try Self.broken(TwoPhaseCommit(managers: managers)) == [])
    let hasty = TwoPhaseCommit(managers: managers, preparedNeeded: managers - 1)
    #expect(try Self.broken(hasty) == ["Consistent"])
    #expect(try Self.broken(TwoPhaseCommit(managers: managers, isFair: false)) == ["Settled"])
    #expect(try Self.broken(TwoPhaseCommitBag(managers: managers)) == [])
    let other = TwoPhaseCommitBag(managers: managers, preparedNeeded: managers - 1)
    #expect(try Self.broken(other) == ["Consistent"])
    #expect(try Self.broken(TwoPhaseCommitBag(managers: managers, isFair: false)) == ["Settled"])
  }

  @Test("Managers can be exchanged")
  func symmetry() throws {
    #expect(SystemAudit(TwoPhaseCommit(managers: 4, isSymmetric: true)).broken == [])
    let few = try ModelChecker(TwoPhaseCommit(managers: 5, isSymmetric: true)).explore()
    #expect(few.counts.distinct == 314)
  }

  @Test("Paxos agrees where a majority promises")
  func paxos() throws {
    #expect(try Self.broken(Paxos(ballots: 2)) == [])
    #expect(try Self.broken(Paxos(ballots: 2, promisesNeeded: 1)) == ["Agreement"])
  }

  @Test("Everybody eats if philosophers go on whenever they can again and again")
  func philosophers() throws {
    let seats = Philosophers(seats: 4)
    #expect(try Self.broken(seats.fair(.strong)) == [])
    #expect(try Self.broken(seats.fair(.weak)) == ["EverybodyEats"])
    let stuck = Philosophers(seats: 4, isLastLeftHanded: false).fair(.strong)
    #expect(try Self.broken(stuck) == ["EverybodyEats", "NoDeadlock", "SomebodyEats"])
  }

  @Test("Managers do not disturb each other", arguments: 2...4)
  func independence(managers: Int) throws {
    let model = TwoPhaseCommitBag(managers: managers)
    #expect(IndependenceAudit(model).broken == [])
    var options = SearchOptions()
    options.refusesDeadlock = false
    let whole = try ModelChecker(model).explore(model.letterProperties, options)
    options.reducesOrders = true
    let part = try ModelChecker(model).explore(model.letterProperties, options)
    #expect(part.counts.distinct < whole.counts.distinct)
    #expect(part.properties.map(\.verdict) == whole.properties.map(\.verdict))
  }

  @Test("Peterson's processes exclude each other, and wait for fairness")
  func peterson() throws {
    #expect(try Self.broken(Peterson()) == [])
    #expect(try Self.broken(Peterson(isImpatient: true)) == ["Exclusion"])
    #expect(try Self.broken(Peterson(isFair: false)) == ["Served"])
  }

  @Test("The alternating bit tells what comes twice", arguments: 1...3)
  func alternatingBit(capacity: Int) throws {
    #expect(SystemAudit(AlternatingBit(capacity: capacity)).broken == [])
    #expect(try Self.broken(AlternatingBit(capacity: capacity)) == [])
    let weak = AlternatingBit(capacity: capacity, channels: .weak)
    #expect(try Self.broken(weak) == ["Progress"])
    let blind = AlternatingBit(capacity: capacity, looksAtBit: false)
    #expect(try Self.broken(blind).contains("InOrder"))
  }

  @Test("The ring of tokens stabilises from every state, if there are values enough")
  func tokenRing() throws {
    for machines in 4...5 {
      let model = TokenRing(machines: machines)
      #expect(SystemAudit(model).broken == [])
      #expect(try Self.broken(model) == [])
      let few = TokenRing(machines: machines, values: machines - 2)
      #expect(try Self.broken(few) == ["Stabilises"])
      let alike = TokenRing(machines: machines, hasBottom: false)
      #expect(try Self.broken(alike).contains("SomeToken"))
      let unfair = TokenRing(machines: machines, isFair: false)
      #expect(try Self.broken(unfair) == ["Circulates", "Stabilises"])
    }
  }

  @Test("Raft needs each of its rules")
  func raft() throws {
    #expect(try Self.broken(Raft(timeouts: 2, entries: 1)) == ["CommittedAcrossTerms"])
    let volatile = Raft(timeouts: 2, entries: 1, variant: .volatileVote)
    #expect(try Self.broken(volatile).contains("ElectionSafety"))
    let unchecked = Raft(timeouts: 2, entries: 1, variant: .noLogCheck)
    #expect(try Self.broken(unchecked).contains("LeaderCompleteness"))
    // Of two servers a majority is both, so that neither has missed what is committed.
    let two = Raft(servers: 2, timeouts: 3, entries: 2, variant: .commitsOldTerms)
    #expect(try Self.broken(two) == [])
  }

  @Test("Raft's members change safely where an entry of the term is committed first")
  func raftMembership() throws {
    let model = RaftMembership(terms: 2, entries: 2, variant: .repaired)
    #expect(try Self.broken(model) == [])
    // The first leader has to come back, which takes a third term.
    let earlier = RaftMembership(terms: 2, entries: 1, variant: .published)
    #expect(try Self.broken(earlier) == [])
    let published = RaftMembership(terms: 3, entries: 1, variant: .published)
    #expect(try Self.broken(published) == ["ElectionSafety", "LeaderCompleteness"])
  }

  @Test("Models have as many states as they had before")
  func counts() throws {
    func states<Model: CompiledModel>(_ model: Model) throws -> Int {
      var options = SearchOptions()
      (options.stopsAtViolation, options.usesSymmetry) = (false, false)
      return try ModelChecker(model).explore([], options).counts.distinct
    }
    #expect(try states(TwoPhaseCommit(managers: 5)) == 8_832)
    #expect(try states(TwoPhaseCommitBag(managers: 3)) == 584)
    #expect(try states(Philosophers(seats: 10)) == 5_741)
    #expect(try states(Peterson()) == 20)
    #expect(try states(Paxos(ballots: 2)) == 3_921)
    #expect(try states(AlternatingBit(capacity: 2)) == 174)
    #expect(try states(TokenRing(machines: 5)) == 3_125)
    #expect(try states(Raft(timeouts: 2, entries: 1)) == 4_837)
    #expect(try states(RaftMembership(terms: 2, entries: 2, variant: .repaired)) == 13_761)
  }
}
