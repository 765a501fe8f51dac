import Cryptography
import Determinism
import Machine
import Testing

@testable import NocturneLedger

@Suite("Rejected requests")
struct RejectionTests {
  @Test("One record an interval stands for all requests that were rejected unjudged")
  func summary() throws {
    var table = try ReplicaTests.table(4)
    guard case .replica(let replica) = table.nodes[0] else { return #expect(Bool(false)) }
    var bad = table.request(4)
    bad.signature = Signature(bytes: Array(repeating: 0, count: 64))
    var tree = MerkleAccumulator()
    var effects: [Effect<Ledger>] = []
    for _ in 0..<3 {
      effects += table.effects(0, .received(.request(bad), from: NodeID(4)))
      tree.append(
        MerkleTree.outcome(kind: Refusal.Reason.badSignature.rawValue, hash: table.hash(bad)))
    }
    let timers = effects.filter { if case .setTimer(.summary, _) = $0 { true } else { false } }
    #expect(timers == [.setTimer(.summary, after: .seconds(10))])
    #expect(summaries(effects) == [])
    let first = summaries(table.effects(0, .timerFired(.summary)))
    let root = tree.root(in: Domain(chain: replica.setup.chain))
    #expect(
      first == [RejectSummaryBody(epoch: 0, replica: 0, interval: 0, count: 3, root: root)])
    // Even if the clock says that the interval is not over.
    _ = table.effects(0, .received(.request(bad), from: NodeID(4)))
    let second = summaries(table.effects(0, .timerFired(.summary)))
    #expect(second.map(\.interval) == [1] && second.map(\.count) == [1])
  }

  private func summaries(_ effects: [Effect<Ledger>]) -> [RejectSummaryBody] {
    effects.compactMap {
      if case .write(.rejections(let summary), _, _) = $0 { summary.body } else { nil }
    }
  }
}
