import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Partitions")
struct PartitionTests {
  static let instants = Array(stride(from: UInt64(0), to: 400, by: 5))

  /// The instants at which messages from node 0 to node 1, and back, pass a cut.
  static func passing(_ cuts: [Partition]) -> (
    forth: [UInt64], back: [UInt64], outcome: Outcome<ToyNode>
  ) {
    let outcome = simulate([
      .beacon(at: instants, to: 1), .beacon(at: instants, to: 0), ToyNode(),
    ]) { $0.faults.partitions = cuts }
    return (outcome.nodes[1].received, outcome.nodes[0].received, outcome)
  }

  static func outside(_ closed: Range<UInt64>...) -> [UInt64] {
    instants.filter { instant in !closed.contains { $0.contains(instant) } }
  }

  static let sides = [NodeSet(0), NodeSet(1)]

  @Test("A symmetric cut takes what departs from its first instant to before its last, both ways")
  func symmetric() {
    let cut = Partition(.symmetric, sides: Self.sides, from: Ticks(100), until: Ticks(200))
    let (forth, back, outcome) = Self.passing([cut])
    // What departed at 95 was on its way when the cut began, and arrived at 105.
    #expect(forth == Self.outside(100..<200))
    #expect(back == forth)
    #expect(outcome.record.messages.dropped == 40)
    #expect(outcome.fault(.partition) == FaultCount(1, 1, 1))
    #expect(outcome.underWay == 0)
    #expect(
      outcome.lines.contains("100 network: cut") && outcome.lines.contains("200 network: heal"))
  }

  @Test("A one-way cut leaves the other way open")
  func oneWay() {
    let cut = Partition(.oneWay, sides: Self.sides, from: Ticks(100), until: Ticks(200))
    let (forth, back, _) = Self.passing([cut])
    #expect(forth == Self.outside(100..<200))
    #expect(back == Self.instants)
  }

  @Test("A flapping cut opens and closes in turn until its end")
  func flapping() {
    let cut = Partition(
      .flapping(closed: Ticks(20), open: Ticks(30)), sides: Self.sides, from: Ticks(100),
      until: Ticks(210))
    let (forth, back, outcome) = Self.passing([cut])
    #expect(forth == Self.outside(100..<120, 150..<170, 200..<210))
    #expect(back == forth)
    #expect(outcome.fault(.partition) == FaultCount(3, 3, 3))
  }

  @Test("A permanent cut never heals")
  func permanent() {
    let cut = Partition(.symmetric, sides: Self.sides, from: Ticks(100), until: .never)
    let (forth, back, _) = Self.passing([cut])
    #expect(forth == Self.outside(100..<1_000))
    #expect(back == forth)
    let long = Partition(
      .flapping(closed: .never, open: Ticks(1)), sides: Self.sides, from: Ticks(100), until: .never)
    #expect(Self.passing([long]).forth == forth)
  }

  @Test("Cuts that overlap hold a link closed until the last one heals")
  func overlapping() {
    let cuts = [
      Partition(.symmetric, sides: Self.sides, from: Ticks(100), until: Ticks(200)),
      Partition(.oneWay, sides: Self.sides, from: Ticks(150), until: Ticks(250)),
    ]
    let (forth, back, outcome) = Self.passing(cuts)
    #expect(forth == Self.outside(100..<250))
    #expect(back == Self.outside(100..<200))
    #expect(outcome.fault(.partition) == FaultCount(2, 2, 2))
  }

  @Test("A cut that takes no message is injected, but not effective")
  func ineffective() {
    let cuts = [
      Partition(.symmetric, sides: [NodeSet(0), NodeSet(2)], from: Ticks(100), until: Ticks(200)),
      Partition(.symmetric, sides: Self.sides, from: Ticks(100), until: Ticks(100)),
      Partition(.symmetric, sides: Self.sides, from: Ticks(300), until: Ticks(200)),
      Partition(.symmetric, sides: Self.sides, from: .never, until: .never),
    ]
    let (forth, _, outcome) = Self.passing(cuts)
    #expect(forth == Self.instants)
    #expect(outcome.fault(.partition) == FaultCount(4, 3, 0))
  }

  @Test("Each of three sides loses both others, and a node on none of them loses nobody")
  func threeSides() {
    let everyone = Array(0..<5)
    let node = ToyNode([.start: [.set(0, after: 1)], .timer(0): [.broadcast(7, to: everyone)]])
    let outcome = simulate(everyone.map { _ in node }) { plan in
      plan.faults.partitions = [
        Partition(
          .symmetric, sides: [NodeSet(0, 1), NodeSet(2), NodeSet(3)], from: .zero, until: .never)
      ]
    }
    let heard = outcome.nodes.map { node in
      node.log.filter { $0.contains("from") }.map { $0.last }
    }
    #expect(
      heard == [
        ["0", "1", "4"], ["0", "1", "4"], ["2", "4"], ["3", "4"], ["0", "1", "2", "3", "4"],
      ])
  }
}
