import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

/// Random plans with parameters that nobody means: no run may trap or run away, and all keep count.
@Suite("Absurd plans")
struct AbsurdPlanTests {
  @Test(
    "No parameter traps, and every copy of a message is accounted for", arguments: UInt64(0)..<80)
  func absurd(seed: UInt64) {
    let (first, second) = (Self.outcome(seed), Self.outcome(seed))
    #expect(first.record.traceDigest == second.record.traceDigest)
    let messages = first.record.messages
    #expect(messages.sent + messages.duplicated >= messages.delivered + messages.dropped)
    for fault in first.record.faults {
      #expect(fault.requested >= fault.injected && fault.injected >= fault.effective, "\(fault)")
    }
    #expect(first.entries.map(\.microseconds) == first.entries.map(\.microseconds).sorted())
    let load = first.record.load
    #expect(load.censored <= load.offered)
  }

  static func outcome(_ seed: UInt64) -> Outcome<ToyNode> {
    var stream = RandomStream(seed: seed, name: "absurd", index: 0)
    let node = ToyNode([
      .start: [
        .set(1, after: time(&stream)), .set(2, after: time(&stream)), .flood(20, to: 1),
        .write(1, to: 0), .observe(.offered(1), .pulse),
      ],
      .timer(1): [
        .work(time(&stream)), .broadcast(40, to: [0, 1, 2]), .set(1, after: time(&stream)),
      ],
      .timer(2): [
        .cancel(1), .set(2, after: time(&stream)), .write(2, to: 1), .forget(1, in: 1),
      ],
      .timer(9): [.observe(.offered(2), .pulse), .work(time(&stream)), .observe(.done(2), .pulse)],
      .message(40): [.reply, .set(1, after: time(&stream))], .stored: [.observe(.done(1), .pulse)],
    ])
    let faults = faults(&stream)
    let profiles = (0..<4).map { _ in profile(&stream) }
    let loads = (0..<2).map { _ in load(&stream) }
    let (delay, duration) = (sampler(&stream), time(&stream))
    let synchrony = Synchrony(from: Ticks(time(&stream)), bound: Ticks(time(&stream)))
    let (isBound, hasChecksums) = (stream.below(2) == 0, stream.below(2) == 0)
    let (cores, prefersDigest) = (Int(stream.below(4)) - 1, stream.below(4) > 0)
    return simulate([node, node, node], seed: seed) { plan in
      plan.faults = faults
      plan.profiles = profiles
      plan.profile = { from, to in Int(from.index * 3 + to.index) % 4 }
      plan.loads = loads
      plan.stores = { _, _ in .init(delay: delay, hasChecksums: hasChecksums) }
      plan.synchrony = isBound ? synchrony : nil
      plan.duration = Ticks(duration)
      plan.cores = { _ in cores }
      plan.isDigested = prefersDigest
      plan.eventLimit = 3_000
    }
  }

  /// A time that is nothing, short, long, or near the end of all time.
  static func time(_ stream: inout RandomStream) -> UInt64 {
    switch stream.below(6) {
    case 0: 0
    case 1: .max - stream.below(3)
    case 2: stream.next()
    case 3: stream.next() >> 12
    default: stream.below(500)
    }
  }

  static func sampler(_ stream: inout RandomStream) -> Sampler {
    let longest = Sampler.longest
    let (first, second) = (min(time(&stream), longest), min(time(&stream), longest))
    let samplers: [Sampler?] = [
      try? .constant(first), try? .uniform(low: min(first, second), high: max(first, second)),
      try? .exponential(mean: first), try? .normal(mean: first, standardDeviation: second),
      try? .lognormal(median: first, sigmaMillionths: 1_000_000_000),
      try? .pareto(minimum: first, alphaMillionths: 1 + second % 2_000_000),
    ]
    return samplers[Int(stream.below(6))] ?? .instant
  }

  static func chance(_ stream: inout RandomStream) -> Probability {
    stream.below(2) == 0 ? .never : .percent(stream.below(101))
  }

  static func profile(_ stream: inout RandomStream) -> LinkProfile {
    var profile = LinkProfile(delay: sampler(&stream), loss: chance(&stream))
    if stream.below(2) == 0 { return profile }
    profile.jitter = sampler(&stream)
    profile.duplicate = chance(&stream)
    profile.reorder = chance(&stream)
    profile.reorderBy = Ticks(time(&stream))
    profile.corrupt = chance(&stream)
    profile.bytesPerSecond = time(&stream)
    profile.isOrdered = stream.below(2) == 0
    return profile
  }

  static func load(_ stream: inout RandomStream) -> LoadPlan<ToyTimer> {
    let (count, span) = (time(&stream), Ticks(time(&stream)))
    let arrivals: [LoadPlan<ToyTimer>.Arrivals] = [
      .steady(count, per: span), .poisson(count, per: span),
      .bursts(of: count, time(&stream), per: span),
    ]
    return LoadPlan(
      node: NodeID(Int(stream.below(3))), timer: ToyTimer(9),
      arrivals: arrivals[Int(stream.below(3))], first: Ticks(time(&stream)),
      count: 1 + stream.below(1_000))
  }

  static func faults(_ stream: inout RandomStream) -> FaultPlan {
    var plan = FaultPlan()
    let node = { (stream: inout RandomStream) in NodeID(Int(stream.below(3))) }
    let side = { (stream: inout RandomStream) in
      NodeSet((0..<3).map(NodeID.init).filter { _ in stream.below(2) == 0 })
    }
    for _ in 0..<stream.below(4) {
      let shapes: [Partition.Shape] = [
        .symmetric, .oneWay, .flapping(closed: Ticks(time(&stream)), open: Ticks(time(&stream))),
      ]
      plan.partitions.append(
        Partition(
          shapes[Int(stream.below(3))], sides: (0..<3).map { _ in side(&stream) },
          from: Ticks(time(&stream)), until: Ticks(time(&stream))))
      plan.crashes.append(
        Crash(node(&stream), at: Ticks(time(&stream)), restart: Ticks(time(&stream))))
      plan.pauses.append(
        Pause(node(&stream), at: Ticks(time(&stream)), until: Ticks(time(&stream))))
    }
    if stream.below(2) == 0 { plan.twins = [Twin(NodeID(2), side: side(&stream))] }
    for _ in 0..<stream.below(6) {
      plan.stores.append(
        StoreFault(
          StoreFault.Kind.allCases[Int(stream.below(7))], of: StoreID(UInt8(stream.below(4))),
          at: side(&stream), from: Ticks(time(&stream)), until: Ticks(time(&stream)),
          chance: chance(&stream), by: Ticks(time(&stream))))
      plan.clocks.append(
        ClockFault(
          side(&stream), skew: Int64(bitPattern: time(&stream)),
          drift: Int64(bitPattern: time(&stream)), from: Ticks(time(&stream))))
    }
    return plan
  }
}
