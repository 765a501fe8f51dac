import Cryptography
import Determinism
import Machine
import NocturneLedger
import Testing

/// Replicas that lag, and what they forget.
@Suite("State transfer and forgetting")
struct StateTransferTests {
  static func configuration(commands: UInt64, retention: UInt32 = 0) -> LedgerConfiguration {
    var configuration = ViewChangeTests.configuration(
      replicas: 4, commands: commands, outstanding: 4, think: .milliseconds(20))
    configuration.retention = retention
    return configuration
  }

  @Test("A replica that missed more than a window takes the state, and fills in what is behind")
  func lagging() throws {
    var bench = try ViewChangeTests.bench(Self.configuration(commands: 300))
    bench.link = { _, from, to, now, _ in
      now >= 1_000_000 && now < 9_000_000 && (from == 3) != (to == 3) ? (0, 0) : (5_000, 1)
    }
    bench.start()
    bench.run(until: 60_000_000)
    #expect(bench.count("shownFinal") == 300)
    #expect(bench.sent[13] > 0, "somebody sent the state")
    #expect(Judgements.violated(bench) == [])
    Judgements.expectEqualLedgers(bench, replicas: 4)
    #expect(bench.seats.allSatisfy { $0.timers.isEmpty }, "and then all is still")
  }

  @Test("A crash in the middle of a transfer loses nothing", arguments: 0..<UInt64(6))
  func crashing(seed: UInt64) throws {
    var bench = try ViewChangeTests.bench(Self.configuration(commands: 300), seed: seed)
    bench.link = { _, from, to, now, stream in
      now >= 1_000_000 && now < 9_000_000 && (from == 3) != (to == 3)
        ? (0, 0) : (1_000 + stream.below(9_000), 1)
    }
    for round in 0..<UInt64(8) {
      bench.crash(3, at: 9_050_000 + round * 150_000 + seed * 11_000)
      bench.restart(3, at: 9_080_000 + round * 150_000 + seed * 11_000)
    }
    bench.start()
    bench.run(until: 60_000_000)
    #expect(bench.count("shownFinal") == 300)
    #expect(Judgements.violated(bench) == [])
    Judgements.expectEqualLedgers(bench, replicas: 4)
  }

  @Test("With a retention, memory and stores stay small, and restarts and transfers still work")
  func retention() throws {
    var bench = try ViewChangeTests.bench(Self.configuration(commands: 1_500, retention: 2))
    bench.link = { _, from, to, now, _ in
      now >= 3_000_000 && now < 5_000_000 && (from == 3) != (to == 3) ? (0, 0) : (1_000, 1)
    }
    bench.crash(0, at: 7_000_000)
    bench.restart(0, at: 8_000_000)
    bench.crash(2, at: 12_000_000)
    bench.restart(2, at: 12_500_000)
    bench.start()
    var largest = 0
    for second in UInt64(1)...60 {
      bench.run(until: second * 1_000_000)
      for seat in bench.seats {
        largest = max(largest, seat.durable.count)
        let copy = try LedgerNode(canonicalBytes: seat.node.canonicalBytes)
        #expect(copy == seat.node)
      }
    }
    #expect(bench.count("shownFinal") == 1_500)
    // A snapshot holds the effects of what was forgotten, and not the outcomes themselves.
    #expect(Judgements.violated(bench).filter { $0 != "Durability" } == [])
    // Two retentions of four slots each, a window of 16 with two votes a slot and some in between.
    #expect(largest < 150, "\(largest) records")
    #expect(bench.sent[13] > 0)
  }
}
