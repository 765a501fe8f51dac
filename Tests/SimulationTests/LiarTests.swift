import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Liars")
struct LiarTests {
  /// Tells 1, 2 and 3 a number at an instant each.
  static func teller(_ instants: ClosedRange<UInt64> = 1...3) -> ToyNode {
    var node = ToyNode()
    node.rules = [
      .init(trigger: .start, acts: instants.map { .set($0, after: $0 * 100) }),
      .init(
        trigger: .anyTimer,
        acts: [.forward(to: 1), .forward(to: 2), .forward(to: 3)]),
    ]
    return node
  }

  static var listeners: [ToyNode] { [ToyNode(), ToyNode(), ToyNode()] }

  @Test("A silent liar says nothing to those whom it names, and talks with all others")
  func silent() {
    let outcome = simulate(
      [Self.teller()] + Self.listeners, lies: [ToyLie(node: 0, acts: [.silent(to: NodeSet(1, 3))])])
    #expect(outcome.received(1) == [] && outcome.received(3) == [])
    #expect(outcome.received(2) == [1, 2, 3])
    #expect(outcome.lies(0) == FaultCount(6, 6, 6))
    #expect(outcome.record.messages.sent == 3)
  }

  @Test("Silence towards a fellow liar, or a node that does not exist, changes nothing for anybody")
  func idle() {
    let outcome = simulate(
      [Self.teller()] + Self.listeners,
      lies: [
        ToyLie(node: 0, acts: [.silent(to: NodeSet(3, 77))]), ToyLie(node: 3, acts: [.amnesia]),
      ])
    #expect(outcome.lies(0) == FaultCount(3, 3, 0))
    #expect(outcome.lies(1) == FaultCount())
  }

  @Test("Delayed messages depart at once and arrive so much later; others may overtake them")
  func delay() {
    let outcome = simulate(
      [Self.teller()] + Self.listeners,
      lies: [ToyLie(node: 0, acts: [.delay(to: NodeSet(2), by: Ticks(150))], until: 250)])
    #expect(outcome.log(1) == ["0: start", "110: 1 from 0", "210: 2 from 0", "310: 3 from 0"])
    #expect(outcome.log(2) == ["0: start", "260: 1 from 0", "310: 3 from 0", "360: 2 from 0"])
    #expect(outcome.lies(0) == FaultCount(2, 2, 2))
    let forged = outcome.entries.filter { $0.forged != nil }
    #expect(forged.map(\.node) == ["node 2", "node 2"] && forged.allSatisfy { $0.forged == "b0" })
  }

  @Test("A window opens at its first instant and is closed at its last")
  func windows() {
    let outcome = simulate(
      [Self.teller(1...5)] + Self.listeners,
      lies: [ToyLie(node: 0, acts: [.silent(to: NodeSet(1))], from: 200, until: 400)])
    #expect(outcome.received(1) == [1, 4, 5])
    #expect(outcome.lies(0) == FaultCount(2, 2, 2))
  }

  @Test("Each behaviour takes what the one before it has left")
  func order() {
    let broken = Behaviour<ToyNode>.Act.badSignature(as: NodeSet())
    let delay = Behaviour<ToyNode>.Act.delay(to: NodeSet(1, 2), by: Ticks(5))
    let silent = Behaviour<ToyNode>.Act.silent(to: NodeSet(1))
    let late = simulate(
      [Self.teller(1...1)] + Self.listeners, lies: [ToyLie(node: 0, acts: [broken, delay, silent])])
    // Delayed and kept back: only what the first two have left for node 1 is held back by the third.
    #expect(late.log(2).last == "115: 1001 from 0" && late.log(3).last == "110: 1001 from 0")
    #expect(late.received(1) == [])
    #expect([0, 1, 2].map { late.lies($0) } == [.init(2, 2, 2), .init(1, 1, 1), .init(1, 1, 1)])
    #expect(
      late.entries.first { $0.node == "node 2" && $0.action == "deliver" }?.forged == "b0, b1")
    let early = simulate(
      [Self.teller(1...1)] + Self.listeners, lies: [ToyLie(node: 0, acts: [silent, delay])])
    #expect(early.lies(1) == FaultCount(1, 1, 1))
  }

  @Test("Bad signatures replace the liar's own, or come in the names of others beside them")
  func signatures() {
    let own = simulate(
      [Self.teller(0...1)] + Self.listeners,
      lies: [ToyLie(node: 0, acts: [.badSignature(as: NodeSet())])])
    // The system knows no signature in message 0.
    #expect(own.received(2) == [0, 1_001])
    #expect(own.lies(0) == FaultCount(6, 3, 3))
    let others = simulate(
      [Self.teller(1...1)] + Self.listeners,
      lies: [ToyLie(node: 0, acts: [.badSignature(as: NodeSet(2, 3))])])
    #expect(others.received(1) == [1, 201, 301])
    #expect(others.lies(0) == FaultCount(6, 6, 6))
  }

  @Test("A replaying liar says again one of the last messages that it has sent or taken")
  func replay() {
    var nodes = [Self.teller(1...40), .beacon(at: [4_500], to: 0)]
    nodes += Self.listeners.dropFirst()
    let outcome = simulate(nodes, lies: [ToyLie(node: 0, acts: [.replay(Replay(last: 3))])])
    // Besides what the teller says, one more at each instant, when there is something to repeat.
    #expect(outcome.received(2) == Array(1...40) && outcome.received(3) == Array(1...40))
    let repeated = outcome.entries.filter { $0.forged == "b0" }
    #expect(repeated.count == 39 && repeated.allSatisfy { $0.node == "node 1" })
    for entry in repeated {
      let now = entry.microseconds / 100
      #expect(entry.slot < now && entry.slot + 1 >= now, "only the last three are remembered")
    }
    #expect(outcome.lies(0) == FaultCount(40, 39, 39))
    #expect(Set(repeated.map(\.slot)).count > 3)
  }

  @Test("An amnesic liar boots as if its stores were empty; without a crash nothing is to forget")
  func amnesia() {
    let writer = ToyNode([.start: [.write(5, to: 0)]])
    let outcome = simulate(
      [writer, writer], lies: [ToyLie(node: 0, acts: [.amnesia], until: 2_000)]
    ) { plan in
      plan.faults.crashes = [0, 1].flatMap { node in
        [
          Crash(NodeID(node), at: Ticks(1_000), restart: Ticks(1_100)),
          Crash(NodeID(node), at: Ticks(3_000), restart: Ticks(3_100)),
        ]
      }
    }
    #expect(outcome.log(0).first == "3100: start [5, 5]", "its stores have kept all of it")
    #expect(outcome.log(1).first == "3100: start [5, 5]")
    #expect(outcome.lies(0) == FaultCount(1, 1, 1))
  }

  @Test("A censor takes no notice of what a node asks for, by itself or through others")
  func censor() {
    let relay = ToyNode([.message(7): [.forward(to: 0)]])
    let outcome = simulate(
      [
        ToyNode([.message(7): [.forward(to: 2)], .message(8): [.forward(to: 2)]]), relay, ToyNode(),
        ToyNode([.start: [.send(7, to: 1), .send(8, to: 0)]]),
        ToyNode([.start: [.send(8, to: 0)]]),
      ], lies: [ToyLie(node: 0, acts: [.censor(NodeSet(3))])])
    #expect(outcome.received(0) == [8], "that of node 4")
    #expect(outcome.received(2) == [8])
    #expect(outcome.lies(0) == FaultCount(2, 2, 2))
  }

  @Test("Liars do not change what honest nodes do, and their facts are not judged")
  func honest() {
    let log = FactLog()
    let noisy = ToyNode([.start: [.observe(.note(1), .latch), .send(4, to: 1)]])
    let outcome = simulate(
      [noisy, noisy], lies: [ToyLie(node: 0, acts: [.replay(Replay(last: 1))], until: 0)],
      properties: [log.property])
    #expect(log.entries.map(\.node) == [1])
    #expect(outcome.record.faults.isEmpty)
  }

  @Test("Wrapped honest nodes leave the same trace as bare ones")
  func digests() {
    let nodes = [Self.teller()] + Self.listeners
    let bare = simulate(nodes)
    let wrapped = simulate(nodes, lies: [])
    #expect(bare.record.shapeDigest == wrapped.record.shapeDigest)
    #expect(bare.lines == wrapped.lines)
  }

  @Test("The same lies come again with the same seed")
  func determinism() {
    func digest(_ seed: UInt64) -> String {
      simulate(
        [Self.teller(1...40)] + Self.listeners,
        lies: [
          ToyLie(
            node: 0,
            acts: [.replay(Replay(last: 8)), .delay(to: NodeSet(1), by: Ticks(30))])
        ]
      ) { $0.seed = seed }.record.traceDigest
    }
    #expect(digest(3) == digest(3))
    #expect(digest(3) != digest(4))
  }

  @Test("A node that lies and is no liar of the plan stops the run")
  func unplanned() async {
    await #expect(processExitsWith: .failure) {
      _ = simulate(
        [LiarTests.teller()] + LiarTests.listeners,
        lies: [ToyLie(node: 0, acts: [.silent(to: NodeSet(1))])], coalitions: [])
    }
  }
}
