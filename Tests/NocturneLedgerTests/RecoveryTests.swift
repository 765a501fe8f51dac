import Cryptography
import Determinism
import Machine
import NocturneLedger
import TemporalLogic
import Testing

@Suite("What a replica tells when it boots again")
struct RecoveryTests {
  @Test("A slot that was never acknowledged is durable and bound, and its chain is known")
  func unacknowledged() throws {
    var table = try ReplicaTests.table(1)
    let client = NodeID(1)
    let signed = table.request(1)
    _ = table.effects(0, .received(.request(signed), from: client))
    var slot: LedgerRecord?
    for _ in 0..<2 {
      for case .write(let record, let store, _) in table.effects(0, .stored(Ticket(0)))
      where store == ReplicaTests.ledger {
        slot = record
      }
    }
    let record = try #require(slot)
    let fresh = try ReplicaTests.table(1)
    table.nodes = fresh.nodes
    let facts = table.effects(0, .start(durable: [record])).compactMap { effect -> LedgerFact? in
      if case .observe(let fact, .latch) = effect { fact } else { nil }
    }
    let bound = facts.compactMap { fact -> LedgerFact.Binding? in
      if case .bound(let binding) = fact { binding } else { nil }
    }
    #expect(bound.map(\.event.command) == [table.hash(signed)])
    #expect(facts.contains { if case .durable(0, 1, _) = $0 { true } else { false } })
    #expect(facts.contains(.view(replica: 0, view: 0)))
    #expect(facts.contains(.height(replica: 0, slot: 1, lag: 16)))
    var monitor = try #require(Ledger.properties.first { $0.name == "S3" }).monitor()
    let hash = try #require(bound.first).hash
    let delivered = LedgerFact.delivered(
      client: 0, session: Name(known: "main"), sequence: 1, event: hash)
    for (step, fact) in (facts + [delivered]).enumerated() {
      let moment = Moment(step: UInt64(step + 1), microseconds: 1, node: 0)
      #expect(monitor.observe(fact, .latch, at: moment) == nil)
    }
  }
}
