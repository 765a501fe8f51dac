import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Testing
import Traces

/// Everything that can go wrong at once, in a small system of five toys that talk, choose, work,
/// write and forget.
@Suite("All kinds of faults at once")
struct AllFaultsTests {
  #if DEBUG
    static let seeds: ClosedRange<UInt64> = 1...20
  #else
    static let seeds: ClosedRange<UInt64> = 1...1_000
  #endif

  static let size = 5
  static let span: UInt64 = 4_000

  static let node = ToyNode([
    .start: [.set(1, after: 40), .choose(6)],
    .timer(1): [.broadcast(10, to: [0, 1, 2, 3, 4]), .set(1, after: 150), .choose(100)],
    .timer(2): [.work(8), .write(3, to: 0), .observe(.note(4), .latch), .send(10, to: 3)],
    .message(10): [.reply, .write(9, to: 1)], .message(11): [.work(3), .write(4, to: 0)],
    .stored: [.choose(2)], .failed: [.write(5, to: 0)], .timer(3): [.forget(9, in: 1)],
  ])

  static func run(
    _ seed: UInt64, properties: [Property<ToyFact>] = [],
    _ change: (inout SimulationPlan<Toy>) -> Void = { _ in }
  ) -> Outcome<ToyNode> {
    simulate(Array(repeating: node, count: size), seed: seed, properties: properties) { plan in
      plan.duration = Ticks(span)
      plan.captured = 0..<0
      plan.profiles = [DigestTests.profile]
      plan.stores = { _, _ in .init(delay: DigestTests.delay) }
      plan.loads = (0..<2).map {
        LoadPlan(
          node: NodeID($0), timer: ToyTimer(2), arrivals: .poisson(4, per: Ticks(1_000)))
      }
      plan.faults = faults(seed)
      plan.synchrony = Synchrony(from: Ticks(span * 3 / 4), bound: Ticks(90))
      change(&plan)
    }
  }

  /// A plan with every kind, at instants and nodes drawn from the seed.
  static func faults(_ seed: UInt64) -> FaultPlan {
    var stream = RandomStream(seed: seed, name: "all faults", index: 0)
    var plan = FaultPlan()
    let instant = { (stream: inout RandomStream) in stream.below(span * 3 / 4) }
    let node = { (stream: inout RandomStream) in NodeID(Int(stream.below(UInt64(size)))) }
    for _ in 0..<3 {
      let (at, other) = (instant(&stream), instant(&stream))
      plan.crashes.append(
        Crash(node(&stream), at: Ticks(at), restart: Ticks(at + 1 + stream.below(400))))
      plan.pauses.append(
        Pause(node(&stream), at: Ticks(other), until: Ticks(other + stream.below(300))))
    }
    let cut = instant(&stream)
    let shapes: [Partition.Shape] = [
      .symmetric, .oneWay, .flapping(closed: Ticks(90), open: Ticks(60)),
    ]
    plan.partitions = [
      Partition(
        shapes[Int(stream.below(3))], sides: [NodeSet(0, 1), NodeSet(2, 3)], from: Ticks(cut),
        until: Ticks(cut + 700))
    ]
    plan.twins = [Twin(NodeID(4), side: NodeSet(0, 2))]
    let victim = plan.crashes[0].node
    plan.stores = StoreFault.Kind.allCases.map { kind in
      StoreFault(
        kind, of: StoreID(UInt8(stream.below(2))), at: [victim, NodeID(4)],
        chance: .percent(kind.isOfCrashes ? 60 : 15), by: Ticks(stream.below(500)))
    }
    plan.clocks = [
      ClockFault([node(&stream)], skew: Int64(stream.below(400)) - 200, drift: 100_000),
      ClockFault([node(&stream)], skew: 77, from: Ticks(instant(&stream))),
    ]
    return plan
  }

  @Test("Every run is the same twice, watched or not, and keeps its counts; every kind is felt")
  func storm() {
    var felt: [String: UInt64] = [:]
    for seed in Self.seeds {
      let first = Self.run(seed)
      check(first, seed)
      for fault in first.record.faults { felt[fault.kind, default: 0] += fault.effective }
      guard seed % 5 == 0 else { continue }
      let log = FactLog()
      let again = Self.run(seed, properties: [log.property]) { $0.captured = 100..<300 }
      #expect(again.record.traceDigest == first.record.traceDigest, "seed \(seed)")
      #expect(again.record.shapeDigest == first.record.shapeDigest, "seed \(seed)")
      #expect(again.record.faults == first.record.faults, "seed \(seed)")
      #expect(zip(again.nodes, first.nodes).allSatisfy { $0 == $1 }, "seed \(seed)")
      #expect(again.entries.count == 200)
    }
    for kind in FaultKind.allCases { #expect(felt[kind.name, default: 0] > 0, "\(kind.name)") }
  }

  private func check(_ outcome: Outcome<ToyNode>, _ seed: UInt64) {
    let record = outcome.record
    #expect(record.ending == .duration)
    let messages = record.messages
    #expect(
      messages.sent + messages.duplicated >= messages.delivered + messages.dropped, "seed \(seed)")
    #expect(messages.byType.reduce(0) { $0 + $1.sent } == messages.sent)
    #expect(messages.byType.reduce(0) { $0 + $1.delivered } == messages.delivered)
    for fault in record.faults {
      #expect(
        fault.requested >= fault.injected && fault.injected >= fault.effective,
        "seed \(seed): \(fault)")
    }
    #expect(outcome.fault(.crash).requested == 3 && outcome.fault(.pause).injected == 3)
    #expect(outcome.fault(.duplicate).effective == messages.duplicated)
  }

  @Test("A kind of fault less changes the run only where that kind was felt")
  func less() {
    let runs = Self.seeds.prefix(6).map { (seed: $0, outcome: Self.run($0)) }
    for kind in StoreFault.Kind.allCases {
      var changed = 0
      for (seed, whole) in runs {
        let less = Self.run(seed) { $0.faults.stores.removeAll { $0.kind == kind } }
        let isSame = whole.record.traceDigest == less.record.traceDigest
        if !isSame { changed += 1 }
        #expect(isSame || whole.fault(kind.counted).requested > 0, "\(kind), seed \(seed)")
      }
      #expect(changed > 0, "\(kind)")
    }
  }
}
