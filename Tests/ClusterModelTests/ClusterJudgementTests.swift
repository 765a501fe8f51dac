import Classics
import ClusterModel
import Cryptography
import Determinism
import Faults
import Machine
import ModelChecking
import TemporalLogic
import Testing

@Suite("What is said of clusters, in exploration")
struct ClusterJudgementTests {
  static func explore(_ model: ClusterSystem) throws -> Exploration {
    var options = SearchOptions()
    options.refusesDeadlock = false
    return try ModelChecker(model).explore(model.letterProperties, options)
  }

  /// The three-phase exchange of one slot, whose leader exists twice.
  static func forked(replicas: Int, quorum: Int, side: NodeSet) throws -> Exploration {
    let cryptographer = Cryptographer(mode: .ideal, seed: 0)
    var setting = ClusterSetting(
      ThreePhaseCase.cluster(replicas: replicas, quorum: quorum, payloads: 2, cryptographer),
      cryptographer, ClusterBounds(network: .bag)
    ) { "\($0)" }
    setting.twins = [Twin(NodeID(0), side: side)]
    setting.properties = ThreePhase.formulas
    return try explore(ClusterSystem(setting))
  }

  @Test("A commit one vote early is found in five steps, by what is told as by what nodes are")
  func hasty() throws {
    let told = try Self.explore(
      AtomicCommitTests.model(managers: 3, .set, preparedNeeded: 2, facts: true))
    // Two prepare and are heard, the coordinator commits, one takes notice, and the third one aborts.
    #expect(told["Consistent"]?.verdict == .violated)
    #expect(told["Consistent"]?.path?.steps.count == 7)
    let kept = try Self.explore(AtomicCommitTests.model(managers: 3, .set, facts: true))
    #expect(kept["Consistent"]?.verdict == .holds && kept.isComplete)
    // What is told is a function of what nodes are, so that it adds no state.
    #expect(kept.counts.distinct == 288)
  }

  @Test("Whoever begins ends, where what can happen does so in the end")
  func settled() throws {
    for isFair in [true, false] {
      let model = AtomicCommitTests.model(managers: 2, .bag, facts: true, isFair: isFair)
      let judged = try ModelChecker(model).judge(
        model.temporalProperties, stuttering: .everywhere)
      #expect(judged["Settled"]?.verdict == (isFair ? .holds : .violated))
    }
  }

  @Test("A doubled leader forks a slot where two quorums meet in it alone, in the fewest steps")
  func forks() throws {
    // Each side: the leader proposes at its boot; a proposal, a vote back, a commit.
    let small = try Self.forked(replicas: 4, quorum: 2, side: [NodeID(3)])
    #expect(small["Agreement"]?.verdict == .violated)
    #expect(small["Agreement"]?.path?.steps.count == 6)
    // Replicas that are not doubled would have to vote for both.
    let safe = try Self.forked(replicas: 3, quorum: 3, side: [NodeID(2)])
    #expect(safe["Agreement"]?.verdict == .holds && safe.isComplete)
  }

  @Test("A model keeps its promises")
  func promises() throws {
    var bounds = ClusterBounds(network: .bag)
    (bounds.drops, bounds.duplicates, bounds.crashes, bounds.restarts) = (1, 1, 1, 1)
    var setting = ClusterSetting(
      AtomicCommit.cluster(managers: 2), Cryptographer(mode: .ideal, seed: 0), bounds
    ) { "\($0)" }
    setting.properties = AtomicCommit.properties
    setting.isFair = true
    let audit = SystemAudit(ClusterSystem(setting), limit: 3_000)
    #expect(audit.broken == [])
    #expect(audit.states > 1_000)
  }
}
