import Cryptography
import Determinism
import Machine
import NocturneLedger
import TemporalLogic
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
    // What was forgotten is durable all the same: a snapshot stands for it.
    #expect(Judgements.violated(bench) == [])
    #expect(Judgements.verdicts(bench)["Durability"] == .holds)
    // Two retentions of four slots each, a window of 16 with two votes a slot and some in between.
    #expect(largest < 150, "\(largest) records")
    #expect(bench.sent[13] > 0)
  }

  /// The checkpoint after the next snapshot's is stable long before that snapshot is durable.
  @Test(
    "Snapshots that take long to write do not end the forgetting", arguments: [1, 2] as [UInt32])
  func slowSnapshots(retention: UInt32) throws {
    var configuration = Self.configuration(commands: 1_500, retention: retention)
    configuration.parameters.batchLimit = 1
    configuration.workload.arrivals = .closed(outstanding: 16, think: .zero, commands: 1_500)
    var bench = try ViewChangeTests.bench(configuration)
    bench.link = { _, _, _, _, _ in (1_000, 1) }
    bench.storeDelay = { _, store, _ in store == 1 ? 20_000 : 1_000 }
    bench.start()
    bench.run(until: 120_000_000)
    #expect(bench.count("shownFinal") == 1_500)
    for seat in bench.seats.prefix(4) { #expect(seat.durable.count < 200) }
    let last = (0..<4).map { replica in
      bench.facts.reduce(into: UInt64(0)) { last, entry in
        if case .snapshot(UInt16(replica), let slot, _) = entry.fact { last = slot }
      }
    }
    let slots = bench.facts.reduce(UInt64(0)) { max($0, $1.fact.slot) }
    #expect(last.allSatisfy { $0 + 40 > slots }, "snapshots \(last) of \(slots) slots")
    #expect(Judgements.violated(bench) == [])
  }
}
