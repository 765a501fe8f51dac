import Determinism
import Faults
import Testing

@Suite("Fault plans")
struct FaultPlanTests {
  static func nodes(_ positions: Int...) -> NodeSet { NodeSet(positions.map { NodeID($0) }) }

  static func cut(_ shape: Partition.Shape, _ sides: [NodeSet]) -> Partition {
    Partition(shape, sides: sides, from: .zero, until: .never)
  }

  @Test("A symmetric cut closes both directions between every two sides, and nothing within one")
  func symmetric() {
    let cut = Self.cut(.symmetric, [Self.nodes(0, 1), Self.nodes(2), Self.nodes(4)])
    let links = Set(cut.links.map { [$0.from.index, $0.to.index] })
    #expect(
      links == [
        [0, 2], [2, 0], [1, 2], [2, 1], [0, 4], [4, 0], [1, 4], [4, 1], [2, 4], [4, 2],
      ])
    #expect(cut.links.count == links.count)
  }

  @Test("A one-way cut closes from earlier sides to later ones")
  func oneWay() {
    let cut = Self.cut(.oneWay, [Self.nodes(3), Self.nodes(0), Self.nodes(1)])
    #expect(Set(cut.links.map { [$0.from.index, $0.to.index] }) == [[3, 0], [3, 1], [0, 1]])
  }

  @Test(
    "A cut says of each link what its list of links says",
    arguments: [
      Partition.Shape.symmetric, .oneWay, .flapping(closed: Ticks(1), open: Ticks(2)),
    ])
  func closes(shape: Partition.Shape) {
    let families = [
      [], [Self.nodes(0)], [Self.nodes(0, 1), Self.nodes(2, 3)], [Self.nodes(), Self.nodes(1)],
      [Self.nodes(0, 1), Self.nodes(1, 2)], [Self.nodes(3), Self.nodes(2), Self.nodes(1, 0)],
      [Self.nodes(1), Self.nodes(1)],
    ]
    for sides in families {
      let cut = Self.cut(shape, sides)
      let links = Set(cut.links.map { [$0.from.index, $0.to.index] })
      for from in UInt16(0)..<5 {
        for to in UInt16(0)..<5 {
          #expect(
            cut.closes(from: NodeID(Int(from)), to: NodeID(Int(to))) == links.contains([from, to]),
            "\(from) to \(to) of \(sides)")
        }
      }
    }
  }

  @Test("Doubled nodes are liars, those that crash or pause are not")
  func byzantine() {
    var plan = FaultPlan()
    plan.crashes = [Crash(NodeID(1), at: Ticks(5))]
    plan.pauses = [Pause(NodeID(2), at: Ticks(5), until: Ticks(6))]
    #expect(plan.byzantine.isEmpty)
    plan.twins = [Twin(NodeID(3), side: Self.nodes(0)), Twin(NodeID(0), side: Self.nodes(1))]
    #expect(plan.byzantine == Self.nodes(0, 3))
    #expect(plan.crashes[0].restart == .never)
  }

  @Test("Only links that merely delay and lose take the short path")
  func plain() {
    var jittery = LinkProfile(delay: .always(Ticks(3)), loss: .always)
    jittery.jitter = .instant
    #expect(LinkProfile().isPlain && jittery.isPlain)
    let changes: [(inout LinkProfile) -> Void] = [
      { $0.duplicate = .always }, { $0.reorder = .always }, { $0.corrupt = .always },
      { $0.bytesPerSecond = 1 }, { $0.isOrdered = true },
    ]
    for change in changes {
      var profile = LinkProfile()
      change(&profile)
      #expect(!profile.isPlain)
    }
  }

  @Test("A constant delay is at most the longest")
  func constant() {
    var stream = RandomStream(seed: 1, name: "test", index: 0)
    let draws = [Sampler.instant, .always(Ticks(7)), .always(.never)].map {
      $0.draw(from: &stream)
    }
    #expect(draws == [0, 7, Sampler.longest])
  }

  @Test("Counts add up, and every kind of fault has a name of its own")
  func counts() {
    var sum = FaultCount()
    for number in UInt64(1)...3 {
      var count = FaultCount()
      (count.requested, count.injected, count.effective) = (number * 100, number * 10, number)
      sum += count
    }
    #expect((sum.requested, sum.injected, sum.effective) == (600, 60, 6))
    #expect(Set(FaultKind.allCases.map(\.name)).count == FaultKind.allCases.count)
    #expect(FaultKind.allCases.map { Int($0.rawValue) } == Array(FaultKind.allCases.indices))
  }
}
