import Classics
import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic

/// All benchmarks, in the order of the report.
///
/// - Source: The gates are the design's; the peers' programs draw the same loads.
enum BenchmarkTable {
  static let all: [Benchmark] =
    queue + engine + exchange + signed + [idle, campaign] + LedgerKernel.rows
    + LogicKernel.rows + TranslationKernel.rows + ModelKernel.rows + costs

  private static let queue: [Benchmark] = [1_024, 16_384].map { population in
    Benchmark(
      name: "queue-phold-\(population)", unit: "event", measure: .nanoseconds, gateMilli: 900,
      rival: .program(
        Peer(
          program: "phold", arguments: ["h4r", "\(population)", "2000000"], column: 5,
          name: "C++ 4-ary heap")),
      run: {
        let clock = ItemClock(items: 2_000_000)
        _ = QueuePhold.run(population: population, events: 2_000_000, started: clock.start)
        return clock.stop()
      })
  }

  private static let engine: [Benchmark] = [1_024, 16_384, 131_072].map { population in
    Benchmark(
      name: "engine-phold-\(population)", unit: "event", measure: .nanoseconds, gateMilli: 500,
      rival: .program(
        Peer(
          program: "phold", arguments: ["h4r", "\(population)", "2000000"], column: 5,
          name: "C++ 4-ary heap")),
      run: { phold(population: population, events: 2_000_000) })
  }

  private static let exchange: [Benchmark] = [4, 16, 64].map { replicas in
    Benchmark(
      name: "three-phase-\(replicas)", unit: "message", measure: .nanoseconds, gateMilli: 500,
      rival: .program(
        Peer(
          program: "pbft", arguments: ["\(replicas)", "2000000", "share", "none", "1"], column: 5,
          name: "C++ with digest")),
      run: { threePhase(replicas: replicas, messages: 2_000_000, mode: nil) })
  }

  private static let signed: [Benchmark] = [4, 16, 64].map { replicas in
    Benchmark(
      name: "three-phase-signed-\(replicas)", unit: "message", measure: .nanoseconds,
      // With 64 replicas it is a goal, and no gate.
      gateMilli: replicas > 16 ? nil : 870,
      rival: .program(
        Peer(
          program: "pbft", arguments: ["\(replicas)", "60000", "share", "memo", "1"], column: 5,
          name: "C++ memoised")),
      run: { threePhase(replicas: replicas, messages: 60_000, mode: .memo) })
  }

  private static let idle = Benchmark(
    name: "idle-4", unit: "virtual second", measure: .perSecond(limit: 5_800), gateMilli: 1_000,
    rival: nil,
    run: {
      let seconds: UInt64 = 20_000
      var plan = SimulationPlan<Idle>(seed: 1)
      plan.duration = .seconds(seconds)
      var simulator = Simulator(
        Idle.cluster(nodes: 4), cryptographer: Cryptographer(mode: .ideal, seed: 1), plan: plan,
        properties: [])
      let start = ProcessClock.cpuMicroseconds
      _ = simulator.run()
      return seconds * 1_000_000 / max(ProcessClock.cpuMicroseconds - start, 1)
    })

  private static let campaign = Benchmark(
    name: "campaign-1000", unit: "run", measure: .perSecond(limit: 200), gateMilli: 1_000,
    rival: nil,
    run: {
      let start = ProcessClock.cpuMicroseconds
      for seed in 0..<1_000 as Range<UInt64> {
        var plan = SimulationPlan<Idle>(seed: seed)
        plan.duration = Idle.interval
        var simulator = Simulator(
          Idle.cluster(nodes: 1), cryptographer: Cryptographer(mode: .ideal, seed: seed),
          plan: plan, properties: [])
        _ = simulator.finish(simulator.run())
      }
      return 1_000 * 1_000_000 / max(ProcessClock.cpuMicroseconds - start, 1)
    })

  /// What is on in every run, or can be, held against the same without it.
  private static let costs: [Benchmark] =
    [4, 16, 64].map { replicas in
      Benchmark(
        name: "monitors-three-phase-\(replicas)", unit: "message", measure: .nanoseconds,
        gateMilli: nil,
        rival: .kernel(
          "no monitors",
          { threePhase(replicas: replicas, messages: 2_000_000, mode: nil, properties: []) }),
        run: { threePhase(replicas: replicas, messages: 2_000_000, mode: nil) })
    } + [
      Benchmark(
        name: "liar-three-phase-4", unit: "message", measure: .nanoseconds, gateMilli: 900,
        rival: .kernel("bare nodes", { threePhase(replicas: 4, messages: 2_000_000, mode: nil) }),
        run: { threePhase(replicas: 4, messages: 2_000_000, mode: nil, hasLiar: true) })
    ]

  private static func phold(population: Int, events: UInt64) -> UInt64 {
    var plan = SimulationPlan<Phold>(seed: 1)
    var link = LinkProfile(delay: .always(Ticks(100_000)))
    link.jitter = sampler { () throws(SamplerError) in try .exponential(mean: 1_000_000) }
    plan.profiles = [link]
    plan.isDigested = false
    plan.eventLimit = events
    var simulator = Simulator(
      Phold.cluster(population: population), cryptographer: Cryptographer(mode: .ideal, seed: 1),
      plan: plan, properties: [])
    let clock = ItemClock(items: events)
    clock.start()
    _ = simulator.run()
    return clock.stop()
  }

  /// The exchange of `pbft.cpp`: lognormal links with medians of 10 to 30 ms, 1 % loss.
  ///
  /// - Parameter hasLiar: Whether one node is wrapped as a liar that never gets to lie.
  private static func threePhase(
    replicas: Int, messages: UInt64, mode: CryptoMode?,
    properties: [Property<ThreePhaseFact>] = ThreePhase.properties, hasLiar: Bool = false
  ) -> UInt64 {
    var plan = SimulationPlan<ThreePhase>(seed: 1)
    var medians = RandomStream(seed: 1, name: "median", index: 0)
    plan.profiles = (0..<replicas * replicas).map { _ in
      let median = 10_000 + medians.below(20_000)
      var link = LinkProfile(
        delay: sampler { () throws(SamplerError) in
          try .lognormal(median: median, sigmaMillionths: 400_000)
        })
      link.loss = Probability(partsPerBillion: 10_000_000) ?? .never
      return link
    }
    plan.profile = { Int($0.index) * replicas + Int($1.index) }
    plan.eventLimit = messages
    let cryptographer = Cryptographer(mode: mode ?? .ideal, seed: 1)
    let configuration = ThreePhase.Configuration(replicas: replicas, isSigned: mode != nil)
    let cluster = ThreePhase.cluster(configuration, cryptographer)
    let clock = ItemClock(items: messages)
    guard hasLiar else {
      var simulator = Simulator(
        cluster, cryptographer: cryptographer, plan: plan, properties: properties)
      clock.start()
      _ = simulator.run()
      return clock.stop()
    }
    let members = cluster.map { id, node in
      Faults.Member(
        node,
        behaviours: id == NodeID(0)
          ? [Behaviour(.amnesia, number: BehaviourSet(0), from: .never)] : [])
    }
    var simulator = Simulator(
      members, cryptographer: cryptographer, plan: plan, properties: properties)
    clock.start()
    _ = simulator.run()
    return clock.stop()
  }

  private static func sampler(_ make: () throws(SamplerError) -> Sampler) -> Sampler {
    do throws(SamplerError) {
      return try make()
    } catch {
      preconditionFailure("a benchmark's parameters are in range: \(error)")
    }
  }
}

/// CPU time of this process per item.
final class ItemClock {
  private let items: UInt64
  private var began: UInt64 = 0

  init(items: UInt64) { self.items = items }

  func start() { began = ProcessClock.cpuMicroseconds }

  /// Thousandths of a nanosecond an item since ``start()``.
  func stop() -> UInt64 { (ProcessClock.cpuMicroseconds - began) * 1_000_000 / items }
}
