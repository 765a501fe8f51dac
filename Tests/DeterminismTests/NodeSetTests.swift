import Determinism
import Testing

/// Each operation beside `Set`.
@Suite("Node sets")
struct NodeSetTests {
  static func random(_ stream: inout RandomStream) -> Set<Int> {
    Set((0..<stream.below(40)).map { _ in Int(stream.below(256)) })
  }

  static func nodes(_ positions: Set<Int>) -> NodeSet { NodeSet(positions.map { NodeID($0) }) }

  @Test("Sets agree with an obvious one")
  func oracle() {
    var stream = RandomStream(seed: 1, name: "sets", index: 0)
    for _ in 0..<300 {
      let (left, right) = (Self.random(&stream), Self.random(&stream))
      let (one, other) = (Self.nodes(left), Self.nodes(right))
      #expect(one.count == left.count && one.isEmpty == left.isEmpty)
      #expect(one.map { Int($0.index) } == left.sorted())
      #expect(one.union(other) == Self.nodes(left.union(right)))
      #expect(one.intersection(other) == Self.nodes(left.intersection(right)))
      #expect(one.subtracting(other) == Self.nodes(left.subtracting(right)))
      #expect((one == other) == (left == right))
      #expect((0..<300).allSatisfy { one.contains(NodeID($0)) == left.contains($0) })
      var changed = one
      let place = Int(stream.below(256))
      #expect(changed.insert(NodeID(place)) == !left.contains(place))
      #expect(changed.contains(NodeID(place)))
      changed.remove(NodeID(place))
      #expect(changed == Self.nodes(left.subtracting([place])))
      changed.remove(NodeID(60_000))
      #expect(changed == Self.nodes(left.subtracting([place])))
    }
  }

  @Test("A range of positions")
  func range() {
    #expect(NodeSet(0..<256).count == NodeSet.capacity)
    #expect(NodeSet(5..<5).isEmpty)
    #expect(NodeSet(62..<66).map(\.index) == [62, 63, 64, 65])
    #expect(([NodeID(3), NodeID(1), NodeID(3)] as NodeSet).map(\.index) == [1, 3])
  }
}

@Suite("Virtual time")
struct TicksTests {
  @Test("Sums, differences and products saturate")
  func saturation() {
    #expect(Ticks(2) + Ticks(3) == Ticks(5))
    #expect(Ticks.never + Ticks(1) == .never)
    #expect(Ticks(.max - 1) + Ticks(1) == .never)
    #expect(Ticks(5) - Ticks(3) == Ticks(2))
    #expect(Ticks(3) - Ticks(5) == .zero)
    #expect(Ticks(3) * 4 == Ticks(12))
    #expect(Ticks(1 << 40) * (1 << 40) == .never)
    #expect(Ticks.seconds(.max) == .never && Ticks.milliseconds(2) == Ticks(2_000))
    #expect(Ticks.seconds(3) == Ticks(3_000_000))
    #expect(Ticks(1) < Ticks(2) && !(Ticks(2) < Ticks(2)))
  }

  @Test("Times are shown in milliseconds")
  func words() {
    #expect(Ticks(160_064).description == "160.064 ms")
    #expect(Ticks(5).description == "0.005 ms")
    #expect(Ticks.zero.description == "0.000 ms")
  }
}
