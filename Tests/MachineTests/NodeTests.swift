import Cryptography
import Determinism
import Machine
import Testing

@Suite("Nodes by themselves")
struct NodeTests {
  @Test("All effects of an input, in order")
  func effects() {
    var node = BellNode()
    #expect(node.effects(of: .start(durable: [BellMessage(1), BellMessage(2)])) == [])
    #expect(node.rung == 2)
    #expect(
      node.effects(of: .received(BellMessage(3), from: NodeID(7))) == [
        .send(BellMessage(3), to: NodeID(7)),
        .broadcast(BellMessage(3), to: [NodeID(0), NodeID(2)]),
      ])
    #expect(
      node.effects(of: .timerFired(BellMessage(8))) == [
        .setTimer(BellMessage(8), after: Ticks(5)), .cancelTimer(BellMessage(9)),
      ])
    #expect(node.effects(of: .stored(Ticket(6))) == [.observe(BellMessage(6), .latch)])
    #expect(
      node.effects(of: .storeFailed(Ticket(0))) == [
        .write(BellMessage(5), to: StoreID(1), ticket: Ticket(0))
      ])
  }

  @Test("Members are named by group and position, and a wrapped cluster keeps all but the nodes")
  func cluster() {
    let key = Cryptographer(mode: .ideal, seed: 1).makeKey(role: "bell", index: 0)
    let cluster = Cluster([
      .init(group: "bell", index: 0, node: BellNode(), key: key, stores: ["log"]),
      .init(group: "tower", index: 4, node: BellNode()),
    ])
    #expect(cluster.members.map(\.name) == ["bell 0", "tower 4"])
    let wrapped = cluster.map { node, inner in Loud(position: node.index, inner: inner) }
    #expect(wrapped.members.map(\.name) == ["bell 0", "tower 4"])
    #expect(wrapped.members.map(\.node.position) == [0, 1])
    #expect(wrapped.members[0].key == key && wrapped.members[1].key == nil)
    #expect(wrapped.members.map(\.stores) == [["log"], []])
  }

  @Test("Store names, tickets and unused values are canonical")
  func values() throws {
    #expect(StoreID(9).canonicalBytes == [9])
    #expect(Ticket(258).canonicalBytes == [0, 0, 1, 2])
    #expect(Unused().canonicalBytes == [])
    #expect(try StoreID(canonicalBytes: [9]) == StoreID(9))
    #expect(try Ticket(canonicalBytes: [0, 0, 1, 2]) == Ticket(258))
    #expect(try Unused(canonicalBytes: []) == Unused())
    #expect(throws: CanonicalError.trailingBytes(1)) { try Unused(canonicalBytes: [0]) }
    #expect(throws: CanonicalError.truncated(at: 3)) { try Ticket(canonicalBytes: [0, 0, 1]) }
    #expect(Ticket(1) < Ticket(2))
  }

  @Test("Labels name cases; views and slots are 0 unless a type has them")
  func labels() {
    #expect([BellMessage(2), BellMessage(3)].map(\.labelText) == ["ding", "dong"])
    #expect(BellMessage(2).view == 0 && BellMessage(2).slot == 0)
    #expect(Unused().labelText == "unused")
    #expect(Bell.stages == [] && Bell.milestone(of: BellMessage(1)) == nil)
  }
}

/// A wrapper of another type around the same system.
private struct Loud: Node {
  typealias S = Bell

  var position: UInt16
  var inner: BellNode

  init(position: UInt16, inner: BellNode) {
    self.position = position
    self.inner = inner
  }

  mutating func step(_ input: Input<Bell>, _ context: inout Context<Bell>) {
    inner.step(input, &context)
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(position)
    writer.encode(inner)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    position = try reader.take()
    inner = try reader.decode()
  }
}
