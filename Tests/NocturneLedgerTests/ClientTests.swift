import Cryptography
import Determinism
import Machine
import NocturneLedger
import Testing

@Suite("A client by itself")
struct ClientTests {
  /// Takes one command through four replicas and hands out what they told the client.
  static func reports() throws -> (table: Table, reports: [OutcomeReport]) {
    var bench = try Bench(NormalCaseTests.configuration(replicas: 4, commands: 1), seed: 3)
    bench.keepsMessages = true
    bench.start()
    bench.run()
    let reports = bench.delivered.compactMap {
      if case .outcome(let report) = $0 { report } else { nil }
    }
    var table = try Table(NormalCaseTests.configuration(replicas: 4, commands: 1))
    _ = table.effects(4, .start(durable: []))
    return (table, reports)
  }

  @Test("Starting, it signs, sends to the primary, and keeps a timer")
  func start() throws {
    var table = try Table(NormalCaseTests.configuration(replicas: 4, commands: 2))
    let effects = table.effects(4, .start(durable: []))
    guard effects.count == 7, case .send(.request(let signed), NodeID(0)) = effects[6] else {
      Issue.record("\(effects)")
      return
    }
    #expect(signed.signature == table.sign(signed.command, Tag("cmd"), by: 4))
    #expect(
      effects == [
        .observe(.joined(client: table.publicKey(4)), .latch),
        .observe(.cluster(replicas: 4, faults: 1, quorum: 3), .latch),
        .observe(.offered(request: 1), .latch),
        .observe(.submitted(request: 1, command: table.hash(signed)), .latch),
        .observe(.admitted(request: 1), .latch),
        .setTimer(.retry(lane: 0), after: .milliseconds(400)),
        .send(.request(signed), to: NodeID(0)),
      ])
    let everyone: NodeSet = [NodeID(0), NodeID(1), NodeID(2), NodeID(3)]
    #expect(
      table.effects(4, .timerFired(.retry(lane: 0))) == [
        .broadcast(.request(signed), to: everyone),
        .setTimer(.retry(lane: 0), after: .milliseconds(800)),
      ])
  }

  @Test("It takes f + 1 equal words for committed, and a quorum's anchors for final")
  func believes() throws {
    var (table, reports) = try Self.reports()
    let committed = reports.filter { $0.level == .committed }
    let final = try #require(reports.first { $0.level == .final })
    #expect(committed.count == 4)
    func take(_ report: OutcomeReport) -> [Effect<Ledger>] {
      table.effects(4, .received(.outcome(report), from: NodeID(0)))
    }
    #expect(take(committed[0]) == [])
    #expect(take(committed[0]) == [], "one replica's word twice is one word")
    let shown = take(committed[1])
    guard shown.count == 1, case .observe(.shown(let showing), .latch) = shown[0] else {
      Issue.record("\(shown)")
      return
    }
    #expect(take(committed[2]) == [])
    #expect(
      take(final) == [
        .observe(.shownFinal(showing, durable: 2), .latch), .cancelTimer(.retry(lane: 0)),
      ])
    #expect(take(final) == [], "the lane is free")
  }

  @Test("Pauses that overlap do not make it send more commands than it has")
  func pauses() throws {
    var configuration = NormalCaseTests.configuration(replicas: 1, commands: 5, outstanding: 3)
    configuration.workload.arrivals = .closed(
      outstanding: 3, think: .milliseconds(10), commands: 5)
    configuration.workload.lanes = 3
    var bench = try Bench(configuration)
    bench.start()
    bench.run()
    #expect(bench.count("offered") == 5)
    #expect(bench.count("shownFinal") == 5)
  }

  @Test("A slot after the last one that there is proves nothing")
  func lastSlot() throws {
    var (table, reports) = try Self.reports()
    var lie = try #require(reports.first { $0.level == .final })
    guard case .event(var event) = lie.outcome, case .proof(var proof) = lie.backing else {
      Issue.record("a command without an event")
      return
    }
    event.slot = .max
    lie.outcome = .event(event)
    lie.header.slot = .max
    var crypto = table.cryptographer
    lie.header.outcomes =
      MerkleTree(
        of: [lie.outcome.digest(&crypto).leaf], in: Domain(chain: lie.header.previous)
      ).root
    var next = lie.header
    next.slot = 0
    next.previous = lie.header.digest(&crypto)
    proof.chain = [next]
    lie.backing = .proof(proof)
    #expect(table.effects(4, .received(.outcome(lie), from: NodeID(0))) == [])
  }

  @Test("It believes nothing that is not proved")
  func doubts() throws {
    var (table, reports) = try Self.reports()
    let committed = try #require(reports.first { $0.level == .committed })
    let final = try #require(reports.first { $0.level == .final })
    guard case .event(var event) = final.outcome, case .proof(let proof) = final.backing,
      case .anchor(let anchor) = committed.backing
    else {
      Issue.record("a command without an event")
      return
    }
    var lies = [OutcomeReport](repeating: final, count: 7)
    event.time += 1
    lies[0].outcome = .event(event)
    lies[1].header.state = .zero
    lies[2].path = MerklePath(index: 0, count: 2, siblings: [.zero])
    lies[3].backing = .proof(
      FinalityProof(
        chain: [], kind: .anchors, endorsements: Array(proof.endorsements.dropLast())))
    lies[4].backing = .proof(
      FinalityProof(
        chain: [], kind: .anchors,
        endorsements: Array(repeating: proof.endorsements[0], count: 3)))
    lies[5].backing = .proof(
      FinalityProof(chain: [], kind: .checkpoints, endorsements: proof.endorsements))
    lies[6].backing = .anchor(
      Endorsement(replica: (anchor.replica + 1) % 4, signature: anchor.signature))
    for lie in lies {
      #expect(table.effects(4, .received(.outcome(lie), from: NodeID(0))) == [])
    }
    #expect(!table.effects(4, .received(.outcome(final), from: NodeID(0))).isEmpty)
  }
}
