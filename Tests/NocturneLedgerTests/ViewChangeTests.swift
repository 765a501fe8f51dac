import Cryptography
import Determinism
import Machine
import NocturneLedger
import Testing

/// Clusters whose primaries fail.
@Suite("Changes of view")
struct ViewChangeTests {
  static func configuration(
    replicas: Int, commands: UInt64, outstanding: UInt16 = 2, think: Ticks = .milliseconds(20)
  ) -> LedgerConfiguration {
    var configuration = NormalCaseTests.configuration(replicas: replicas, commands: commands)
    configuration.workload.arrivals = .closed(
      outstanding: outstanding, think: think, commands: commands)
    configuration.parameters.window = 16
    configuration.parameters.checkpointInterval = 4
    return configuration
  }

  static func bench(_ configuration: LedgerConfiguration, seed: UInt64 = 1) throws -> Bench {
    var bench = try Bench(configuration, seed: seed)
    bench.link = { _, _, _, _, stream in (4_000 + stream.below(2_000), 1) }
    bench.storeDelay = { _, store, _ in store == 1 ? 20_000 : 2_000 }
    return bench
  }

  @Test(
    "Commands come through when the primaries of the first views are dead",
    arguments: [(4, 1), (7, 1), (7, 2)])
  func deadPrimaries(replicas: Int, dead: Int) throws {
    var bench = try Self.bench(Self.configuration(replicas: replicas, commands: 60))
    for node in 0..<dead { bench.crash(node, at: 0) }
    bench.start()
    bench.run(until: 60_000_000)
    #expect(bench.count("shownFinal") == 60)
    #expect(Judgements.violated(bench) == [])
    Judgements.expectEqualLedgers(bench, replicas: replicas, from: dead)
    #expect(bench.sent[11] > 0 && bench.sent[12] > 0)
    // A retry, the request's time, that of the second view, doubled once, and the rest.
    let limit: UInt64 = 400_000 + 500_000 + UInt64(dead - 1) * 2_000_000 + 200_000
    let first = try #require(bench.times("shownFinal")[1])
    #expect(first < limit, "\(first)")
  }

  @Test("A primary that dies in the middle of its work loses nothing", arguments: 0..<UInt64(6))
  func dyingPrimary(seed: UInt64) throws {
    let replicas = seed % 2 == 0 ? 4 : 7
    var bench = try Self.bench(
      Self.configuration(replicas: replicas, commands: 120, outstanding: 4), seed: seed)
    bench.crash(0, at: 300_000 + seed * 1_700)
    bench.restart(0, at: 20_000_000)
    bench.start()
    bench.run(until: 120_000_000)
    #expect(bench.count("shownFinal") == 120)
    #expect(Judgements.violated(bench) == [])
    Judgements.expectEqualLedgers(bench, replicas: replicas)
  }

  @Test("A primary that is cut off is replaced, and catches up when the cut heals")
  func partitionedPrimary() throws {
    var bench = try Self.bench(
      Self.configuration(replicas: 4, commands: 300, think: .milliseconds(100)))
    bench.link = { _, from, to, now, _ in
      now >= 2_000_000 && now < 12_000_000 && (from == 0) != (to == 0) ? (0, 0) : (5_000, 1)
    }
    bench.start()
    bench.run(until: 11_900_000)
    #expect(bench.count("shownFinal") > 100)
    bench.run(until: 100_000_000)
    #expect(bench.count("shownFinal") == 300)
    #expect(Judgements.violated(bench) == [])
    Judgements.expectEqualLedgers(bench, replicas: 4)
    #expect(bench.seats.allSatisfy { $0.timers.isEmpty }, "and then all is still")
  }

  @Test(
    "Losses and crashes of all kinds delay commands and break nothing", arguments: 0..<UInt64(6))
  func chaos(seed: UInt64) throws {
    let replicas = seed % 3 == 2 ? 7 : 4
    var bench = try Self.bench(
      Self.configuration(replicas: replicas, commands: 80, outstanding: 4), seed: seed)
    bench.link = { _, _, _, now, stream in
      if now < 30_000_000, stream.below(5) == 0 { return (0, 0) }
      return (stream.below(20_000), stream.below(10) == 0 ? 2 : 1)
    }
    var stream = RandomStream(seed: seed, name: "crashes", index: 0)
    for round in 0..<UInt64(8) {
      let node = Int(stream.below(UInt64(replicas)))
      let time = round * 2_000_000 + stream.below(1_000_000)
      bench.crash(node, at: time)
      bench.restart(node, at: time + 1 + stream.below(1_500_000))
    }
    bench.start()
    bench.run(until: 400_000_000)
    #expect(bench.count("shownFinal") == 80)
    #expect(Judgements.violated(bench) == [])
    Judgements.expectEqualLedgers(bench, replicas: replicas)
  }
}
