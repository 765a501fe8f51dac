import Determinism
import Diagnostics
import Faults
import Scenarios
import Testing

@Suite("What is drawn from the seed")
struct DrawTests {
  static let swarm = """
    name: swarm
    system: ledger
    n: 7
    let: {bad: replica 0}
    links: {default: {delay: 1 ms, loss: 1 %}}
    partitions:
      - {from: 1 s, until: 2 s, sides: [replica 0, replica 1]}
      - {from: 3 s, until: 4 s, sides: [replica 0, replica 1]}
    crashes: [{node: $bad, at: 1 s, restart: 2 s}]
    draw:
      links.default.delay: {between: [1 ms, 20 ms]}
      links.default.loss: {chance: 50 %, oneOf: [2 %, 3 %]}
      partitions.0: {chance: 50 %}
      partitions.0.sides: {split: all}
      partitions.1.from: {between: [2 s, 3 s]}
      bad: {some: replicas 1..3, count: [1, 2]}
      crashes.0.at: {between: [500 ms, 1500 ms]}
      pauses: {chance: 30 %, oneOf: [[{node: replica 5, at: 1 s, until: 2 s}]]}
    """

  static func drawn(_ text: String, by seed: UInt64) throws -> DrawnCase {
    let file = ScenarioTests.load(text)
    return try #require(file.cases.first, "\(file.findings.rendered)").drawn(by: seed)
  }

  @Test("Over many seeds every value occurs about as often as it should, and no other")
  func distribution() throws {
    let one = try #require(ScenarioTests.load(Self.swarm).cases.first)
    var (cuts, losses, victims, delays, pauses) = (0, [0, 0, 0], [Int](), [UInt64](), 0)
    for seed in 1...1_000 as ClosedRange<UInt64> {
      let scenario = try one.drawn(by: seed).scenario
      cuts += scenario.partitions.count - 1
      let link = scenario.link(from: NodeID(0), to: NodeID(1))
      losses[Int(link.loss.partsPerBillion / 10_000_000) - 1] += 1
      delays.append(link.delay.quantile(at: 0))
      let crash = try #require(scenario.crashes.first)
      victims.append(crash.nodes.count)
      #expect(crash.nodes.allSatisfy { (1...3).contains($0.index) })
      #expect((500_000...1_500_000).contains(crash.from.microseconds))
      #expect(scenario.partitions.last?.until == .seconds(4))
      if scenario.partitions.count == 2 {
        let sides = scenario.partitions[0].sides
        #expect(sides.count == 2 && sides.allSatisfy { !$0.isEmpty })
        #expect(sides[0].union(sides[1]).count == scenario.nodeCount)
        #expect(sides[0].intersection(sides[1]).isEmpty)
      }
      pauses += scenario.pauses.count
    }
    // Five standard deviations of a thousand draws.
    #expect(abs(cuts - 500) < 80)
    #expect(abs(losses[0] - 500) < 80 && abs(losses[1] - 250) < 70 && abs(losses[2] - 250) < 70)
    #expect(abs(victims.count { $0 == 2 } - 500) < 80 && Set(victims) == [1, 2])
    #expect(abs(pauses - 300) < 75)
    #expect(delays.allSatisfy { (1_000...20_000).contains($0) } && Set(delays).count > 900)
  }

  @Test("What is printed of a draw makes the same case when the command line sets it")
  func reproducible() throws {
    let one = try #require(ScenarioTests.load(Self.swarm).cases.first)
    for seed in 1...50 as ClosedRange<UInt64> {
      let drawn = try one.drawn(by: seed, listsSettings: true)
      let again = ScenarioTests.load(
        Self.swarm, drawn.drawn.map { Override(key: $0.name, value: $0.value) })
      let fixed = try #require(again.cases.first, "\(again.findings.rendered)")
      // Draws of values that another draw has left out stay, and stay without effect.
      let values = drawn.settings.filter { !$0.name.hasPrefix("draw") }
      let settings = try fixed.drawn(by: seed, listsSettings: true).settings
      #expect(settings.filter { !$0.name.hasPrefix("draw") } == values, "seed \(seed)")
    }
  }

  @Test("A further field shifts none of the others")
  func ownStreams() throws {
    let more = Self.swarm + "\n  links.default.duplicate: {between: [0 %, 5 %]}"
    let fewer = Self.swarm.split(separator: "\n").filter { !$0.contains("bad: {some") }
      .joined(separator: "\n")
    for seed in 1...20 as ClosedRange<UInt64> {
      let values = try Self.drawn(Self.swarm, by: seed).drawn
      #expect(
        try Self.drawn(more, by: seed).drawn.filter { $0.name != "links.default.duplicate" }
          == values)
      #expect(try Self.drawn(fewer, by: seed).drawn == values.filter { $0.name != "bad" })
    }
  }

  @Test("What the command line, a case or a sweep sets is not drawn")
  func pinned() throws {
    let set = [
      Override(key: "partitions", value: "[]"), Override(key: "links.default.loss", value: "9 %"),
    ]
    let one = try #require(ScenarioTests.load(Self.swarm, set).cases.first)
    for seed in 1...20 as ClosedRange<UInt64> {
      let drawn = try one.drawn(by: seed)
      #expect(drawn.scenario.partitions.isEmpty)
      #expect(
        drawn.scenario.link(from: NodeID(0), to: NodeID(1)).loss.partsPerBillion == 90_000_000)
      #expect(!drawn.drawn.contains { $0.name.hasPrefix("partitions") })
    }
    let sweep = ScenarioTests.load(Self.swarm + "\nsweep: {links.default.delay: [5 ms, 6 ms]}")
    #expect(
      try sweep.cases.map {
        try $0.drawn(by: 1).scenario.link(from: NodeID(0), to: NodeID(1)).delay
      }
        == [.always(Ticks(5_000)), .always(Ticks(6_000))])
  }

  @Test("Ranges are of durations, shares, sizes, rates, counts and nodes")
  func ranges() throws {
    let text = """
      name: ranges
      system: ledger
      parameters: {page: 1 KiB}
      clocks: {all: {nodes: replica 0}}
      draw:
        parameters.retry: {between: [10 us, 20 us]}
        parameters.sample: {between: [1 ppm, 0.0003 %]}
        parameters.page: {between: [1 KiB, 1026 B]}
        parameters.reads: {between: [1/s, 1.002/s]}
        parameters.window: {oneOf: [16, 32]}
        clients.count: {between: [2, 4]}
        clocks.all.skew: {between: ["-2 us", 1 us]}
        clocks.all.drift: {between: ["-0.002 ppm", 0.001 ppm]}
        clocks.all.nodes: {between: [replica 1, replica 3]}
      """
    let one = try #require(ScenarioTests.load(text).cases.first)
    var seen: [String: Set<String>] = [:]
    for seed in 1...300 as ClosedRange<UInt64> {
      for value in try one.drawn(by: seed).drawn {
        seen[value.name, default: []].insert(value.value)
      }
    }
    #expect(seen["parameters.retry"]?.count == 11)
    #expect(seen["parameters.page"] == ["1024 B", "1025 B", "1026 B"])
    #expect(seen["parameters.reads"] == ["1/s", "1.001/s", "1.002/s"])
    #expect(seen["clients.count"] == ["2", "3", "4"])
    #expect(seen["clocks.all.skew"] == ["\"-2 us\"", "\"-1 us\"", "0 ms", "1 us"])
    #expect(seen["clocks.all.drift"]?.count == 4)
    #expect(seen["clocks.all.nodes"] == ["replica 1", "replica 2", "replica 3"])
  }

  @Test("Values that fit by themselves and not together are told of their seed")
  func unfit() throws {
    let text = """
      name: unfit
      system: ledger
      crashes: [{node: replica 0, at: 1 s, restart: 2 s}, {node: replica 1, at: 1 s, restart: 2 s}]
      draw:
        crashes.0.node: {oneOf: [replica 0, replica 2]}
        crashes.1.node: {oneOf: [replica 1, replica 2]}
      """
    let one = try #require(ScenarioTests.load(text).cases.first)
    var failures = 0
    for seed in 1...100 as ClosedRange<UInt64> {
      do throws(DrawError) {
        _ = try one.drawn(by: seed)
      } catch {
        failures += 1
        #expect(error.seed == seed)
        #expect(error.findings.map(\.code) == ["overlapping-faults"])
        #expect(error.findings.first?.hint?.contains("seed \(seed) draws") == true)
      }
    }
    #expect(abs(failures - 25) < 22)
  }

  @Test("The mutant `none` is none, in place of another")
  func noMutant() throws {
    let text = "name: a\nsystem: ledger\nmutant: rawBatchTime\n"
    let broken = try #require(ScenarioTests.load(text).cases.first).scenario
    #expect(broken.mutant == "rawBatchTime")
    let sound = ScenarioTests.load(text, [Override(key: "mutant", value: "none")])
    #expect(try #require(sound.cases.first).scenario.mutant == nil)
  }

  @Test("A plain `off` leaves out what stands there")
  func off() throws {
    let set = [
      Override(key: "crashes.0", value: "off"), Override(key: "links.default.loss", value: "off"),
    ]
    let file = ScenarioTests.load(Self.swarm, set)
    let scenario = try #require(file.cases.first, "\(file.findings.rendered)").scenario
    #expect(scenario.crashes.isEmpty)
    #expect(scenario.link(from: NodeID(0), to: NodeID(1)).loss == .never)
  }
}
