import Classics
import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Testing
import Traces

@Suite("The three-phase exchange")
struct ThreePhaseTests {
  @Test(
    "On links that lose nothing every replica decides every slot, with the messages it takes",
    arguments: [4, 7], [false, true])
  func lossless(replicas: Int, isSigned: Bool) throws {
    var configuration = ThreePhase.Configuration(
      replicas: replicas, payload: 40, isSigned: isSigned, slots: 100)
    configuration.timeout = .seconds(2)
    let run = try ThreePhaseRun(
      configuration,
      properties: ThreePhase.properties + [DecisionCount.property(100 * replicas)])
    #expect(run.record.properties.map(\.judgement.verdict) == [.holds, .holds])
    #expect(run.record.ending == .quiet)
    #expect((run.record.load.offered, run.record.load.completed) == (100, 100))
    // A proposal to all others; a prepare from each of them to all others; a commit from everyone.
    let others = UInt64(replicas - 1)
    let messages = run.record.messages
    #expect(messages.byType.map(\.label) == ["PREPREPARE", "PREPARE", "COMMIT"])
    #expect(
      messages.byType.map(\.sent)
        == [others, others * others, (others + 1) * others].map { $0 * 100 })
    #expect(messages.delivered == messages.sent)
    let votes = UInt64(100 * 2 * replicas)
    #expect(run.record.crypto.signs == (isSigned ? votes : 0))
    #expect(run.record.crypto.verifies == (isSigned ? messages.delivered : 0))
  }

  @Test(
    "On links that lose messages the leader gives a slot up in time, and nobody disagrees",
    arguments: [4, 7], [false, true])
  func lossy(replicas: Int, isSigned: Bool) throws {
    let run = try ThreePhaseRun(
      .init(replicas: replicas, payload: 40, isSigned: isSigned, slots: 200)
    ) { plan in
      plan.profiles[0].loss = Probability(partsPerBillion: 20_000_000) ?? .never
    }
    #expect(run.agreement == .holds)
    #expect(run.record.ending == .quiet)
    let load = run.record.load
    #expect(load.offered == 200 && load.completed + load.censored == 200)
    #expect((160...200).contains(load.completed))
    #expect(run.record.messages.dropped > 0)
  }

  @Test("A quorum is a majority even among those that could lie", arguments: 1...40)
  func quorum(replicas: Int) {
    let quorum = ThreePhase.Configuration(replicas: replicas).quorum
    let liars = (replicas - 1) / 3
    #expect(2 * quorum - replicas > liars, "any two share a correct replica")
    #expect(quorum <= replicas - liars, "the correct ones can decide alone")
  }

  @Test("The shape of a signed run is the same in every mode of cryptography, its trace is not")
  func shapes() throws {
    let runs = try [CryptoMode.ideal, .memo, .full].map { mode in
      try ThreePhaseRun(
        .init(replicas: 4, payload: 40, isSigned: true, slots: 12), mode: mode
      ) { $0.profiles[0].loss = .init(partsPerBillion: 10_000_000) ?? .never }
    }
    #expect(Set(runs.map(\.record.shapeDigest)).count == 1)
    #expect(runs[0].record.traceDigest != runs[1].record.traceDigest)
    #expect(runs[1].record.traceDigest == runs[2].record.traceDigest)
    #expect(runs.map(\.record.events).allSatisfy { $0 == runs[0].record.events })
    // Each signature is verified once for each key and message, however many replicas see it.
    #expect(runs[1].record.crypto.verifies == runs[1].record.crypto.distinct)
    #expect(runs[2].record.crypto.verifies > runs[2].record.crypto.distinct)
  }

  /// The same in debug and in release, in this process and in the next.
  @Test("The digests of a run are those of every build")
  func golden() throws {
    let run = try ThreePhaseRun(.init(replicas: 4, isSigned: true, slots: 50))
    #expect(
      run.record.traceDigest == "778bfb6d8168210c7b9043b82d96057e8c4cc7bb5710134c0377e8ac4e6aa24c")
    #expect(run.record.shapeDigest == "299d3a9828db113ff02de47c2c9d7528")
  }

  @Test("A replica's state comes back from its bytes")
  func states() throws {
    let run = try ThreePhaseRun(.init(replicas: 4, payload: 9, isSigned: true, slots: 70)) {
      $0.eventLimit = 1_500
    }
    for replica in run.replicas {
      #expect(try ThreePhaseReplica(canonicalBytes: replica.canonicalBytes) == replica)
    }
    #expect(Set(run.replicas.map(\.canonicalBytes)).count == 4)
  }

  @Test("Messages, bodies, timers and facts come back from their bytes")
  func values() throws {
    for phase in ThreePhaseMessage.Phase.allCases {
      let message = ThreePhaseMessage(phase: phase, slot: 1 << 40, digest: 7, payload: [1, 2, 3])
      #expect(try ThreePhaseMessage(canonicalBytes: message.canonicalBytes) == message)
      #expect(message.canonicalBytes.count == 1 + 8 + 8 + 4 + 3 + 64)
      #expect(message.labelText == ["PREPREPARE", "PREPARE", "COMMIT"][Int(message.label)])
    }
    #expect(throws: CanonicalError.unknownTag(3, at: 0)) {
      try ThreePhaseMessage(canonicalBytes: [3] + [UInt8](repeating: 0, count: 84))
    }
    let facts: [ThreePhaseFact] = [
      .proposed(slot: 3), .decided(replica: NodeID(2), slot: 4, payload: 5),
    ]
    for fact in facts { #expect(try ThreePhaseFact(canonicalBytes: fact.canonicalBytes) == fact) }
    #expect(throws: CanonicalError.unknownTag(2, at: 0)) {
      try ThreePhaseFact(canonicalBytes: [2] + [UInt8](repeating: 0, count: 8))
    }
    #expect(try ThreePhaseTimer(canonicalBytes: ThreePhaseTimer(slot: 6).canonicalBytes).slot == 6)
  }
}
