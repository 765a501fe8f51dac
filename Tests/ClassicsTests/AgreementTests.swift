import Classics
import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Testing
import Traces

@Suite("Agreement in the three-phase exchange")
struct AgreementTests {
  /// A leader that exists twice and chooses between two payloads, each copy for itself.
  static func run(quorum: Int?, seed: UInt64, side: NodeSet) throws -> ThreePhaseRun {
    var configuration = ThreePhase.Configuration(replicas: 4, payload: 8, isSigned: true, slots: 10)
    configuration.payloads = 2
    configuration.timeout = .milliseconds(100)
    if let quorum { configuration.quorum = quorum }
    return try ThreePhaseRun(configuration, seed: seed) { plan in
      plan.faults.twins = [Twin(NodeID(0), side: side)]
    }
  }

  @Test("A doubled leader cannot make correct replicas disagree", arguments: UInt64(1)...20)
  func holds(seed: UInt64) throws {
    for side in [[1], [2, 3], [1, 2, 3], [3]] {
      let run = try Self.run(quorum: nil, seed: seed, side: NodeSet(side.map { NodeID($0) }))
      #expect(run.agreement == .holds, "side \(side), seed \(seed)")
    }
  }

  @Test("With a quorum of two it can, and the property says so", arguments: UInt64(1)...5)
  func mutant(seed: UInt64) throws {
    let run = try Self.run(quorum: 2, seed: seed, side: [NodeID(2), NodeID(3)])
    let judgement = try #require(run.record.properties.first?.judgement)
    #expect(judgement.verdict == .violated)
    let violation = try #require(judgement.violation)
    #expect(violation.step > 0 && violation.explanation.contains("slot "))
    // One payload leaves nothing to disagree about.
    var harmless = ThreePhase.Configuration(replicas: 4, payload: 8, slots: 10)
    harmless.quorum = 2
    let other = try ThreePhaseRun(harmless, seed: seed) { plan in
      plan.faults.twins = [Twin(NodeID(0), side: [NodeID(2), NodeID(3)])]
    }
    #expect(other.agreement == .holds)
  }

  @Test("Without a decision there is nothing to agree on")
  func vacuous() throws {
    let run = try ThreePhaseRun(.init(replicas: 4, slots: 3)) { $0.profiles[0].loss = .always }
    #expect(run.agreement == .vacuous)
  }

  @Test("The monitor compares by slot, and reports the first pair that differs")
  func monitor() throws {
    let property = try #require(ThreePhase.properties.first)
    var monitor = property.monitor()
    let observe = { (replica: Int, slot: UInt64, payload: UInt64) -> Violation? in
      monitor.observe(
        .decided(replica: NodeID(replica), slot: slot, payload: payload), .latch,
        at: Moment(step: 4, microseconds: 5, node: UInt16(replica)))
    }
    #expect(observe(1, 0, 11) == nil)
    #expect(observe(2, 1, 22) == nil)
    #expect(observe(2, 0, 11) == nil)
    let violation = observe(3, 0, 22)
    #expect(
      violation?.explanation == "slot 0: replica 1 decided payload 11, replica 3 payload 22")
  }
}
