import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Testing
import Traces

@Suite("Digests")
struct DigestTests {
  /// Three toys that talk, choose, work and write on links and with faults of every kind.
  static func busy(
    seed: UInt64 = 7, properties: [Property<ToyFact>] = [],
    _ change: (inout SimulationPlan<Toy>) -> Void = { _ in }
  ) -> Outcome<ToyNode> {
    let node = ToyNode([
      .start: [.set(1, after: 40), .choose(6)],
      .timer(1): [.broadcast(10, to: [0, 1, 2]), .set(1, after: 100), .choose(100)],
      .timer(2): [
        .work(30), .write(3, to: 0), .broadcast(11, to: [0, 1]), .observe(.note(4), .latch),
      ],
      .message(10): [.reply, .write(9, to: 1)], .message(11): [.work(15), .send(12, to: 2)],
    ])
    return simulate([node, node, node], seed: seed, properties: properties) { plan in
      plan.duration = Ticks(60_000)
      plan.profiles = [profile, profile, LinkProfile(delay: .always(Ticks(55)), loss: .percent(5))]
      plan.profiles[1].isOrdered = true
      plan.profiles[1].bytesPerSecond = 1_000_000
      plan.profile = { from, to in Int(from.index + 2 * to.index) % 3 }
      plan.stores = { _, _ in .init(delay: delay) }
      plan.cores = { $0 == NodeID(0) ? 2 : 1 }
      plan.loads = [
        LoadPlan(
          node: NodeID(1), timer: ToyTimer(2), arrivals: .poisson(5, per: Ticks(1_000)),
          first: Ticks(13))
      ]
      plan.faults.crashes = [
        Crash(NodeID(1), at: Ticks(9_000), restart: Ticks(9_500)),
        Crash(NodeID(2), at: Ticks(9_999), restart: Ticks(10_500)),
        Crash(NodeID(2), at: Ticks(19_999), restart: Ticks(20_500)),
      ]
      plan.faults.pauses = [Pause(NodeID(0), at: Ticks(20_000), until: Ticks(21_000))]
      plan.faults.partitions = [
        Partition(
          .flapping(closed: Ticks(500), open: Ticks(700)), sides: [NodeSet(0), NodeSet(1, 2)],
          from: Ticks(30_000), until: Ticks(40_000))
      ]
      plan.faults.stores = StoreFault.Kind.allCases.map { kind in
        let chance: Probability = kind.isOfCrashes ? .always : .percent(20)
        return StoreFault(
          kind, of: StoreID(1), at: NodeSet(2), until: Ticks(kind == .torn ? 10_000 : 20_000),
          chance: chance, by: Ticks(kind == .rollback ? 2_000 : 400))
      }
      plan.faults.clocks = [ClockFault(NodeSet(0, 2), skew: 1_000, drift: 50_000)]
      change(&plan)
    }
  }

  static let delay: Sampler = {
    guard let delay = try? Sampler.lognormal(median: 80, sigmaMillionths: 500_000) else {
      return .instant
    }
    return delay
  }()

  static let profile: LinkProfile = {
    var profile = LinkProfile(delay: delay, loss: .percent(2))
    profile.jitter = delay
    profile.duplicate = .percent(3)
    profile.reorder = .percent(10)
    profile.reorderBy = Ticks(300)
    profile.corrupt = .percent(1)
    return profile
  }()

  @Test("The same seed gives the same digests, and another seed others")
  func seeds() {
    let (first, again, other) = (Self.busy(), Self.busy(), Self.busy(seed: 8))
    #expect(first.record.traceDigest == again.record.traceDigest)
    #expect(first.record.shapeDigest == again.record.shapeDigest)
    #expect(first.record.marks == again.record.marks)
    #expect(first.lines == again.lines)
    #expect(first.record.traceDigest != other.record.traceDigest)
    #expect(first.record.shapeDigest != other.record.shapeDigest)
    #expect(first.record.events > 4_096, "the run is long enough for a mark")
    for kind in FaultKind.allCases where kind != .twin {
      #expect(first.fault(kind).effective > 0, "\(kind.name) happened")
    }
  }

  /// The bytes of events are part of what a release promises; a change of theirs must be meant.
  @Test("The digests of a busy run are those of every build")
  func golden() {
    let record = Self.busy().record
    #expect(record.events == 21_746)
    #expect(
      record.traceDigest == "709000e0274cca956f098bdbda0c31c0a2690c5c4f4f04dcf0a3409fa8220088")
    #expect(record.shapeDigest == "4289344178abf43474f9971820cd45f8")
    #expect(
      record.marks == [
        15_968_164_989_430_378_917, 14_036_381_669_952_492_497, 14_006_891_976_936_189_556,
        5_274_143_435_769_140_689, 16_237_020_902_940_222_167,
      ])
  }

  @Test("Properties, captured events and a second look change no digest")
  func observers() {
    let plain = Self.busy { $0.captured = 0..<0 }
    let log = FactLog()
    let watched = Self.busy(properties: [log.property]) { $0.captured = 500..<900 }
    #expect(!log.entries.isEmpty)
    #expect(watched.entries.count == 400)
    #expect(watched.record.traceDigest == plain.record.traceDigest)
    #expect(watched.record.shapeDigest == plain.record.shapeDigest)
  }

  @Test("A run without digests is the same run")
  func undigested() {
    let (with, without) = (Self.busy(), Self.busy { $0.isDigested = false })
    #expect(with.lines.count == without.lines.count)
    #expect(zip(with.nodes, without.nodes).allSatisfy { $0.log == $1.log })
    #expect(without.record.marks.isEmpty)
  }

  @Test("Running digests are those of the run so far")
  func marks() {
    let (long, short) = (Self.busy(), Self.busy { $0.eventLimit = 4_096 })
    #expect(long.record.marks.count == Int(long.record.events / 4_096))
    #expect(short.record.marks == Array(long.record.marks.prefix(1)))
  }

  @Test("What differs in the end state alone is digested")
  func states() {
    let run = { (count: Int) in
      simulate([ToyNode([.start: [.choose(count)]])]).record
    }
    // A choice of one has one answer, yet the node remembers nothing else; of many, others.
    let records = (1...6).map { run($0 * 1_000_000) }
    #expect(Set(records.map(\.traceDigest)).count == 6)
    #expect(Set(records.map(\.shapeDigest)).count == 1)
  }

  @Test("Every event's time, nodes, kind, view, length, slot and payload reach a digest")
  func fields() {
    let run = { (number: UInt64, filler: Int, to: Int, at: UInt64) in
      simulate([
        ToyNode([.start: [.set(0, after: at)], .timer(0): [.sendBytes(number, filler, to: to)]]),
        ToyNode(), ToyNode(),
      ]).record
    }
    let records = [
      run(2, 0, 1, 5), run(4, 0, 1, 5), run(3, 0, 1, 5), run(2, 1, 1, 5), run(2, 0, 2, 5),
      run(2, 0, 1, 6), run(258, 0, 1, 5),
    ]
    #expect(Set(records.map(\.traceDigest)).count == records.count)
    #expect(Set(records.map(\.shapeDigest)).count == records.count)
  }
}
