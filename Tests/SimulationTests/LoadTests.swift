import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Requests")
struct LoadTests {
  /// The instants of the requests at node 0 with a number.
  static func due(_ loads: LoadPlan<ToyTimer>..., number: UInt64 = 0) -> [UInt64] {
    simulate([ToyNode()]) { $0.loads = loads }.entries.compactMap {
      $0.action == "client" && $0.slot == number ? $0.microseconds : nil
    }
  }

  static func load(
    _ arrivals: LoadPlan<ToyTimer>.Arrivals, first: UInt64 = 0, count: UInt64, number: UInt64 = 0
  ) -> LoadPlan<ToyTimer> {
    LoadPlan(
      node: NodeID(0), timer: ToyTimer(number), arrivals: arrivals, first: Ticks(first),
      count: count)
  }

  @Test("Steady requests come at whole microseconds without drift")
  func steady() {
    #expect(
      Self.due(Self.load(.steady(3, per: Ticks(10)), first: 5, count: 7)) == [
        5, 8, 11, 15, 18, 21, 25,
      ])
    #expect(Self.due(Self.load(.steady(1, per: Ticks(10)), count: 3)) == [0, 10, 20])
    let many = Self.due(Self.load(.steady(7, per: Ticks(1_000_000)), count: 71))
    #expect(many.last == 10_000_000)
  }

  @Test("A load that stops has no request from that instant on")
  func stops() {
    var load = Self.load(.steady(1, per: Ticks(10)), first: 5, count: .max)
    load.until = Ticks(35)
    #expect(Self.due(load) == [5, 15, 25])
    load.until = Ticks(36)
    #expect(Self.due(load) == [5, 15, 25, 35])
    load.until = Ticks(5)
    #expect(Self.due(load) == [])
  }

  @Test("Bursts come all at once, again and again")
  func bursts() {
    let load = Self.load(.bursts(of: 3, 2, per: Ticks(25)), first: 4, count: 8)
    #expect(Self.due(load) == [4, 4, 4, 16, 16, 16, 29, 29])
  }

  @Test("A Poisson process keeps its rate, and its gaps are exponential")
  func poisson() throws {
    // 400 in 1,000,000 µs: a mean gap of 2,500 µs.
    let due = Self.due(Self.load(.poisson(400, per: Ticks(1_000_000)), count: 4_001))
    let gaps = zip(due.dropFirst(), due).map { $0 - $1 }
    var stream = RandomStream(seed: 1, name: "client", index: 0)
    let sampler = try Sampler.exponential(mean: 1_000_000)
    // What the divisions leave over is carried on, so that no time is lost.
    let total = (0..<4_000).reduce(UInt64(0)) { sum, _ in sum + sampler.draw(from: &stream) }
    #expect(due.last == total / 400)
    let mean = total / 400 / 4_000
    // The standard error is 2,500 / √4,000 = 40.
    #expect((2_340...2_660).contains(mean))
    let beyond = gaps.count { $0 > 2_500 }
    #expect((1_350...1_600).contains(beyond), "1 / e of 4,000 is 1,472")
  }

  @Test("No requests come at a rate of zero, none of zero, and none at never")
  func none() {
    #expect(Self.due(Self.load(.steady(0, per: Ticks(10)), count: 5)).isEmpty)
    #expect(Self.due(Self.load(.poisson(0, per: Ticks(10)), count: 5)).isEmpty)
    #expect(Self.due(Self.load(.bursts(of: 0, 1, per: Ticks(10)), count: 5)).isEmpty)
    #expect(Self.due(Self.load(.bursts(of: 1, 0, per: Ticks(10)), count: 5)).isEmpty)
    #expect(Self.due(Self.load(.steady(1, per: Ticks(10)), count: 0)).isEmpty)
    #expect(Self.due(Self.load(.steady(1, per: .never), count: 5)) == [0])
    #expect(Self.due(Self.load(.poisson(1, per: .never), count: 3)).count == 3)
    #expect(Self.due(Self.load(.steady(.max, per: Ticks(1)), count: 5)) == [0, 0, 0, 0, 0])
    #expect(Self.due(Self.load(.steady(.max, per: .never), count: 5)) == [0, 1, 2, 3, 4])
  }

  @Test("Another load shifts no other's draws, at another client or at the same")
  func streams() {
    let poisson = LoadPlan<ToyTimer>.Arrivals.poisson(10, per: Ticks(10_000))
    let alone = Self.due(Self.load(poisson, count: 50))
    let (first, second) = (Self.load(poisson, count: 50), Self.load(poisson, count: 50, number: 1))
    #expect(Self.due(first, second) == alone)
    #expect(Self.due(first, second, number: 1) != alone, "a second load is another process")
    var elsewhere = second
    elsewhere.node = NodeID(1)
    let outcome = simulate([ToyNode(), ToyNode()]) { $0.loads = [elsewhere, first] }
    let due = outcome.entries.filter { $0.action == "client" && $0.slot == 0 }.map(\.microseconds)
    #expect(due == alone)
  }

  @Test("Latencies count from the instant when a request was due, however late its client is")
  func latency() throws {
    // Due at 0, 40, 80, 120; each takes 100 µs of work on one core, and a pause holds the last two.
    let node = ToyNode([
      .timer(0): [
        .work(100), .observe(.offered(0), .pulse), .observe(.admitted(0), .pulse),
        .observe(.seen(0), .pulse),
      ],
      // What is told again, as by a client that boots, counts once.
      .timer(1): [
        .work(100), .observe(.offered(1), .pulse), .observe(.offered(1), .pulse),
        .observe(.admitted(1), .pulse), .observe(.admitted(1), .pulse), .observe(.seen(1), .pulse),
        .observe(.seen(1), .pulse),
      ],
      .timer(2): [.observe(.offered(2), .pulse), .observe(.done(2), .pulse)],
      .timer(3): [
        .observe(.offered(3), .pulse), .observe(.rejected(3), .pulse),
        .observe(.rejected(3), .pulse),
      ],
    ])
    let outcome = simulate([node]) { plan in
      plan.loads = [0, 1, 2, 3].map {
        Self.load(.steady(1, per: Ticks(1)), first: $0 * 40, count: 1, number: $0)
      }
      plan.faults.pauses = [Pause(NodeID(0), at: Ticks(150), until: Ticks(500))]
    }
    #expect(
      outcome.log(0) == [
        "0: start", "0: timer 0", "100: timer 1", "550: timer 2", "550: timer 3",
      ])
    let load = outcome.record.load
    #expect((load.offered, load.admitted, load.completed) == (4, 2, 1))
    #expect((load.rejected, load.censored) == (1, 2))
    let seen = outcome.record.latencies[0].histogram
    #expect(outcome.record.latencies.map(\.stage) == ["seen", "done"])
    #expect((seen.min, seen.max, seen.count) == (100, 510, 2))
    let done = outcome.record.latencies[1].histogram
    #expect((done.min, done.count) == (470, 1))
  }

  @Test("A client that is down misses its requests, and the later ones still come")
  func down() {
    let outcome = simulate([ToyNode()]) { plan in
      plan.loads = [Self.load(.steady(1, per: Ticks(10)), count: 6)]
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(15), restart: Ticks(35))]
    }
    #expect(outcome.log(0) == ["35: start", "40: timer 0", "50: timer 0"])
  }
}
