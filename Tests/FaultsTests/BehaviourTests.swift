import Determinism
import Machine
import Testing

@testable import Faults

/// A node with nothing to say, whose system builds no lies.
private struct Mute: Node, Forging {
  typealias S = Nothing

  init() {}
  mutating func step(_ input: Input<Nothing>, _ context: inout Context<Nothing>) {}
  func encode(into writer: inout CanonicalWriter) { writer.put(UInt8(9)) }
  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    _ = try reader.take(UInt8.self)
  }
}

private enum Nothing: System {
  typealias Message = Unused
  typealias Timer = Unused
  typealias Record = Unused
  typealias Fact = Unused
}

@Suite("Behaviours")
struct BehaviourTests {
  @Test("Members, liars with every behaviour among them, survive the way to bytes and back")
  func encoding() throws {
    let nodes = NodeSet([NodeID(2), NodeID(5)])
    var replay = Replay<Nothing>(last: 2)
    for _ in 0..<5 { replay.remember(Unused()) }
    #expect(replay.remembered.count == 2)
    let acts: [Behaviour<Mute>.Act] = [
      .silent(to: nodes), .delay(to: nodes, by: Ticks(7)), .replay(replay),
      .badSignature(as: nodes), .amnesia, .censor(nodes),
    ]
    let behaviours = acts.enumerated().map {
      Behaviour($0.element, number: BehaviourSet($0.offset), from: Ticks(1), until: Ticks(9))
    }
    for member: Faults.Member<Mute> in [
      Faults.Member(Mute()), Faults.Member(Mute(), behaviours: behaviours, colluders: nodes),
    ] {
      let bytes = member.canonicalBytes
      #expect(try Faults.Member<Mute>(canonicalBytes: bytes) == member)
      #expect(try Faults.Member<Mute>(canonicalBytes: bytes).canonicalBytes == bytes)
    }
    for bytes: [UInt8] in [[0], [0, 0, 0, 1, 0, 0, 0, 1, 7]] {
      #expect(throws: CanonicalError.self) { try Faults.Member<Mute>(canonicalBytes: bytes) }
    }
  }

  @Test("A window holds its first instant and not its last")
  func windows() {
    let behaviour = Behaviour<Mute>(
      .amnesia, number: BehaviourSet(0), from: Ticks(5), until: Ticks(8))
    #expect([4, 5, 7, 8].map { behaviour.isOn(at: Ticks($0)) } == [false, true, true, false])
    #expect(Behaviour<Mute>(.amnesia, number: BehaviourSet(0)).isOn(at: .zero))
  }

  @Test("Liars of a plan are its twins and its coalitions, whose members share keys")
  func coalitions() {
    var plan = FaultPlan()
    plan.twins = [Twin(NodeID(0), side: [])]
    plan.coalitions = [[NodeID(1), NodeID(2)], [NodeID(2), NodeID(3)], [NodeID(5)]]
    #expect(plan.byzantine == NodeSet([0, 1, 2, 3, 5].map { NodeID($0) }))
    #expect(plan.colluders(of: NodeID(1)) == NodeSet([NodeID(1), NodeID(2)]))
    #expect(plan.colluders(of: NodeID(2)) == NodeSet([NodeID(1), NodeID(2), NodeID(3)]))
    #expect(plan.colluders(of: NodeID(0)) == [NodeID(0)])
  }

  @Test("Sets of behaviours hold each number once")
  func numbers() {
    let set: BehaviourSet = [BehaviourSet(3), BehaviourSet(31), BehaviourSet(3)]
    #expect(set.numbers == [3, 31])
  }
}
