import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Doubled nodes")
struct TwinTests {
  @Test(
    "Peers on the side reach the second copy only, all others the first, and each hears its own")
  func routes() {
    let peer = ToyNode([.start: [.send(1, to: 0)]])
    let doubled = ToyNode([
      .start: [.set(1, after: 100)], .timer(1): [.broadcast(2, to: [0, 1, 2, 3])],
    ])
    let outcome = simulate([doubled, peer, peer, peer]) { plan in
      plan.faults.twins = [Twin(NodeID(0), side: NodeSet(2, 3))]
    }
    #expect(outcome.log(0) == ["0: start", "10: 1 from 1", "100: timer 1", "110: 2 from 0"])
    #expect(
      outcome.lines.filter { $0.contains("0′: ") } == [
        "0 0′: start", "10 0′: deliver ODD 1 from 2", "10 0′: deliver ODD 1 from 3",
        "100 0′: timer tick 1", "110 0′: deliver EVEN 2 from 0",
      ])
    for position in 1...3 { #expect(outcome.nodes[position].received == [2]) }
    // Each copy told four nodes, and reached itself and its own peers.
    #expect(outcome.record.messages.sent == 3 + 8)
    #expect(outcome.record.messages.dropped == 3)
    #expect(outcome.fault(.twin) == FaultCount(1, 1, 1))
  }

  @Test(
    "Two doubled nodes meet copy by copy, in whatever order the plan lists them",
    arguments: [false, true])
  func pairs(isReversed: Bool) {
    let node = ToyNode([.start: [.set(1, after: 5)], .timer(1): [.broadcast(4, to: [0, 1, 2])]])
    let outcome = simulate([node, node, node]) { plan in
      let twins = [Twin(NodeID(0), side: NodeSet(1)), Twin(NodeID(1), side: NodeSet(0, 2))]
      plan.faults.twins = isReversed ? twins.reversed() : twins
    }
    // 0 talks with 2, 0′ with 1′; 1 with nobody, 1′ with 0′ and 2.
    let heard = { (name: String) in
      outcome.entries.filter { $0.node == "node \(name)" && $0.action == "deliver" }
        .compactMap { $0.from?.last }
    }
    #expect(heard("0") == ["0", "2"])
    #expect(heard("0′").sorted() == ["0", "1"])
    #expect(heard("1") == ["1"])
    #expect(heard("1′").sorted() == ["0", "1", "2"])
    #expect(heard("2").sorted() == ["0", "1", "2"])
    #expect(outcome.fault(.twin) == FaultCount(2, 2, 2))
  }

  @Test("The copies have stores and timers of their own, and their facts are not judged")
  func state() {
    let log = FactLog()
    let outcome = simulate(
      [
        ToyNode([
          .start: [.set(1, after: 50)],
          .message(2): [.cancel(1), .observe(.note(1), .latch), .write(1, to: 0)],
        ]), .beacon(at: [2], to: 0), ToyNode([.start: [.observe(.note(2), .latch)]]),
      ], properties: [log.property]
    ) { plan in
      plan.faults.twins = [Twin(NodeID(0), side: NodeSet(1))]
      plan.duration = Ticks(60)
    }
    #expect(outcome.lines.contains("50 0: timer tick 1"))
    #expect(!outcome.lines.contains("50 0′: timer tick 1"), "the copy has cancelled its own")
    #expect(outcome.lines.filter { $0.contains("stored") } == ["12 0′: stored log 0"])
    #expect(log.entries.map(\.fact) == [.note(2)])
  }

  @Test("A crash by plan stops the first copy; the second is named after the members")
  func crash() {
    let outcome = simulate([ToyNode(), .beacon(at: [100], to: 0), .beacon(at: [100], to: 0)]) {
      plan in
      plan.faults.twins = [Twin(NodeID(0), side: NodeSet(2))]
      plan.faults.crashes = [
        Crash(NodeID(3), at: Ticks(20), restart: Ticks(30)), Crash(NodeID(0), at: Ticks(50)),
      ]
    }
    #expect(
      outcome.lines.filter { $0.contains("0′: ") || $0.contains("crash") } == [
        "0 0′: start", "20 0′: crash", "30 0′: start", "50 0: crash",
        "110 0′: deliver EVEN 100 from 2",
      ])
  }

  @Test("A copy that talks with nobody is not effective")
  func idle() {
    let outcome = simulate([ToyNode([.start: [.send(1, to: 0)]]), ToyNode()]) { plan in
      plan.faults.twins = [Twin(NodeID(0), side: NodeSet(1))]
    }
    #expect(outcome.fault(.twin) == FaultCount(1, 1, 0))
  }
}
