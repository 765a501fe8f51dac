import Cryptography
import Determinism
import Machine
import NocturneLedger
import Testing

@Suite("The normal case")
struct NormalCaseTests {
  static func configuration(replicas: Int, commands: UInt64, outstanding: UInt16 = 1)
    -> LedgerConfiguration
  {
    var configuration = LedgerConfiguration()
    configuration.replicas = replicas
    configuration.faults = (replicas - 1) / 3
    configuration.workload.arrivals = .closed(
      outstanding: outstanding, think: .zero, commands: commands)
    return configuration
  }

  @Test("Every command becomes final, in as many slots as it takes", arguments: [1, 4, 5, 7])
  func completes(replicas: Int) throws {
    var bench = try Bench(
      Self.configuration(replicas: replicas, commands: 100, outstanding: 8))
    bench.start()
    bench.run()
    #expect(bench.count("shown") == 100)
    #expect(bench.count("shownFinal") == 100)
    #expect(bench.count("bound") == 100 * replicas)
    #expect(bench.count("final") == 100 * replicas)
    #expect(bench.count("rejected") == 0)
    #expect(bench.sent[6] + bench.sent[7] == 0, "nobody had to fetch")
  }

  /// 25 ms to the primary, three exchanges, 100 ms to the ledger, 64 µs to sign, 10 ms fan-out, 25 ms
  /// back; the anchors take one exchange more.
  @Test(
    "Visible is 160.064 ms plus three exchanges, final one more",
    arguments: [1, 4, 7], [0, 1_000, 13_300, 25_000] as [UInt64])
  func latency(replicas: Int, exchange: UInt64) throws {
    var configuration = Self.configuration(replicas: replicas, commands: 40)
    configuration.timing.fanOut = .milliseconds(10)
    var bench = try Bench(
      configuration, prices: PriceList([("sign.a", Ticks(64))]))
    bench.link = { _, from, to, _, _ in
      (from < replicas && to < replicas ? exchange : 25_000, 1)
    }
    bench.storeDelay = { _, store, _ in store == 1 ? 100_000 : 0 }
    bench.start()
    bench.run()
    let (offered, shown, final) = (
      bench.times("offered"), bench.times("shown"), bench.times("shownFinal")
    )
    #expect(final.count == 40, "checkpoint slots too")
    let phases = replicas == 1 ? 0 : 3 * exchange
    for (request, start) in offered {
      #expect(shown[request].map { $0 - start } == 160_064 + phases)
      // At a checkpoint slot the CHECKPOINT is as good as the ANCHOR, and leaves with it.
      #expect(
        final[request].map { $0 - start } == 160_064 + phases + (replicas == 1 ? 0 : exchange))
    }
  }

  @Test("Batches fill up when the window is closed, and nothing is lost")
  func batching() throws {
    var configuration = Self.configuration(replicas: 4, commands: 150, outstanding: 16)
    configuration.clients = 8
    configuration.parameters.window = 4
    configuration.parameters.checkpointInterval = 2
    configuration.parameters.batchLimit = 8
    var bench = try Bench(configuration)
    bench.storeDelay = { _, store, _ in store == 1 ? 100_000 : 0 }
    bench.link = { _, _, _, _, _ in (1_000, 1) }
    bench.start()
    bench.run()
    #expect(bench.count("shownFinal") == 8 * 150)
    let slots = bench.facts.compactMap {
      if case .ordered(0, let slot, _) = $0.fact { slot } else { nil }
    }
    #expect(slots.count < 8 * 150 / 6, "most batches are full")
    #expect(slots == slots.sorted())
  }

  @Test(
    "Losses, duplicates and disorder delay commands and break nothing", arguments: 0..<UInt64(8))
  func lossy(seed: UInt64) throws {
    let replicas = [1, 4, 5, 7][Int(seed % 4)]
    var configuration = Self.configuration(replicas: replicas, commands: 60, outstanding: 6)
    configuration.clients = 2
    configuration.parameters.window = 16
    configuration.parameters.checkpointInterval = 4
    var bench = try Bench(configuration, seed: seed)
    bench.link = { _, _, _, now, stream in
      if now < 20_000_000, stream.below(10) == 0 { return (0, 0) }
      return (stream.below(20_000), stream.below(10) == 0 ? 2 : 1)
    }
    bench.storeDelay = { _, store, _ in store == 1 ? 50_000 : 2_000 }
    bench.start()
    bench.run(until: 300_000_000)
    #expect(bench.count("shownFinal") == 120)
    #expect(Judgements.violated(bench) == [])
    Judgements.expectEqualLedgers(bench, replicas: replicas)
  }

  @Test("A replica cut off for 60 s catches up, the three others go on")
  func partitionOfOne() throws {
    var configuration = Self.configuration(replicas: 4, commands: 400, outstanding: 2)
    configuration.workload.arrivals = .closed(
      outstanding: 2, think: .milliseconds(100), commands: 400)
    var bench = try Bench(configuration)
    bench.link = { _, from, to, now, _ in
      now >= 5_000_000 && now < 65_000_000 && (from == 3) != (to == 3) ? (0, 0) : (5_000, 1)
    }
    bench.storeDelay = { _, store, _ in store == 1 ? 100_000 : 0 }
    bench.start()
    bench.run(until: 64_000_000)
    let during = bench.count("shownFinal")
    #expect(during > 200)
    bench.run()
    #expect(bench.count("shownFinal") == 400)
    #expect(Judgements.violated(bench) == [])
    Judgements.expectEqualLedgers(bench, replicas: 4)
  }

  @Test("Two against two wait, and resume when the cut heals")
  func partitionOfTwo() throws {
    var configuration = Self.configuration(replicas: 4, commands: 200)
    configuration.workload.arrivals = .closed(
      outstanding: 4, think: .milliseconds(100), commands: 200)
    var bench = try Bench(configuration)
    bench.link = { _, from, to, now, _ in
      let isCut = now >= 5_000_000 && now < 65_000_000
      return isCut && (from == 2 || from == 3) != (to == 2 || to == 3) ? (0, 0) : (5_000, 1)
    }
    bench.storeDelay = { _, store, _ in store == 1 ? 100_000 : 0 }
    bench.start()
    bench.run(until: 6_000_000)
    let before = bench.count("shownFinal")
    bench.run(until: 64_900_000)
    #expect(bench.count("shownFinal") == before)
    bench.run()
    #expect(bench.count("shownFinal") == 200)
    #expect(Judgements.violated(bench) == [])
    Judgements.expectEqualLedgers(bench, replicas: 4)
  }

  @Test("Crashes, of all replicas too, lose nothing", arguments: 0..<UInt64(6))
  func crashes(seed: UInt64) throws {
    let replicas = [1, 4, 4, 7][Int(seed % 4)]
    var configuration = Self.configuration(replicas: replicas, commands: 150, outstanding: 3)
    configuration.parameters.window = 16
    configuration.parameters.checkpointInterval = 4
    var bench = try Bench(configuration, seed: seed)
    bench.link = { _, _, _, _, stream in (1_000 + stream.below(3_000), 1) }
    bench.storeDelay = { _, store, _ in store == 1 ? 30_000 : 2_000 }
    var stream = RandomStream(seed: seed, name: "crashes", index: 0)
    for round in 0..<UInt64(6) {
      for node in 0..<replicas where stream.below(2) == 0 {
        let time = round * 1_000_000 + 100_000 + stream.below(300_000)
        bench.crash(node, at: time)
        bench.restart(node, at: time + 1 + stream.below(400_000))
      }
    }
    bench.start()
    bench.run(until: 400_000_000)
    #expect(bench.count("shownFinal") == 150)
    #expect(Judgements.violated(bench) == [])
    Judgements.expectEqualLedgers(bench, replicas: replicas)
  }

  @Test("At a boot the properties hear of everything that the ledger kept, told before or not")
  func foundDurable() throws {
    var bench = try Bench(Self.configuration(replicas: 4, commands: 20))
    bench.start()
    bench.run()
    let told = bench.facts.filter { entry in
      guard entry.node == 2 else { return false }
      return switch entry.fact {
      case .executed, .durable, .bound: true
      default: false
      }
    }.map(\.fact)
    #expect(told.count == 60, "20 slots of a command each")
    bench.facts = []
    bench.crash(2, at: bench.now + 1)
    bench.restart(2, at: bench.now + 2)
    bench.run()
    let again = bench.facts.map(\.fact)
    #expect(told.allSatisfy(again.contains))
  }

  @Test("The anchor that a replica missed last is asked for, and then all is still")
  func lastAnchor() throws {
    var bench = try Bench(Self.configuration(replicas: 4, commands: 20))
    bench.link = { message, from, to, now, _ in
      if case .anchor = message, from == 1, to == 3, now < 400_000 { return (0, 0) }
      return (1_000, 1)
    }
    bench.start()
    bench.run()
    #expect(bench.count("shownFinal") == 20)
    #expect(bench.seats.allSatisfy { $0.timers.isEmpty })
    #expect(bench.sent[7] > 0, "somebody had to help")
  }

  @Test("Thinking clients send as many requests as they were told to")
  func thinking() throws {
    var configuration = Self.configuration(replicas: 1, commands: 50)
    configuration.workload.arrivals = .closed(
      outstanding: 5, think: .milliseconds(7), commands: 50)
    configuration.workload.lanes = 3
    var bench = try Bench(configuration)
    bench.link = { _, _, _, _, stream in (stream.below(9_000), 1) }
    bench.start()
    bench.run()
    #expect(bench.count("offered") == 50)
    #expect(bench.count("shownFinal") == 50)
  }

  @Test("An idle cluster is still: no timers, no messages")
  func idle() throws {
    var bench = try Bench(Self.configuration(replicas: 4, commands: 5))
    bench.start()
    bench.run()
    let steps = bench.steps
    #expect(bench.seats.allSatisfy { $0.timers.isEmpty })
    bench.run(until: bench.now + 1_000_000_000)
    #expect(bench.steps == steps)
  }

  @Test("Every node comes back from its bytes, in the middle of a run")
  func nodeBytes() throws {
    var configuration = Self.configuration(replicas: 4, commands: 40, outstanding: 4)
    configuration.subscriptions = [LedgerSubscription(session: Name(known: "main"), client: 0)]
    var bench = try Bench(configuration)
    bench.link = { _, _, _, _, stream in (stream.below(9_000), 1) }
    bench.storeDelay = { _, _, _ in 3_000 }
    bench.start()
    for time in stride(from: UInt64(5_000), to: 200_000, by: 15_000) {
      bench.run(until: time)
      for seat in bench.seats {
        let copy = try LedgerNode(canonicalBytes: seat.node.canonicalBytes)
        #expect(copy == seat.node)
        #expect(copy.canonicalBytes == seat.node.canonicalBytes)
      }
    }
  }

  @Test("A subscriber takes every event of its session in order")
  func delivery() throws {
    var configuration = Self.configuration(replicas: 4, commands: 50, outstanding: 5)
    configuration.clients = 2
    configuration.subscriptions = [LedgerSubscription(session: Name(known: "main"), client: 1)]
    var bench = try Bench(configuration)
    bench.link = { _, _, _, _, stream in (stream.below(20_000), 1) }
    bench.start()
    bench.run()
    let taken = bench.facts.compactMap {
      if case .delivered(1, _, let sequence, _, _) = $0.fact { sequence } else { nil }
    }
    #expect(taken == Array(1...100))
  }

  @Test("Open loop: requests wait for a lane and are counted when due")
  func openLoop() throws {
    var configuration = Self.configuration(replicas: 4, commands: 0)
    configuration.workload.arrivals = .open
    configuration.workload.lanes = 2
    var bench = try Bench(configuration)
    bench.link = { _, _, _, _, _ in (1_000, 1) }
    bench.start()
    for _ in 0..<5 { bench.fire(.due, at: 4) }
    #expect(bench.count("offered") == 5)
    #expect(bench.count("admitted") == 2)
    bench.run()
    #expect(bench.count("shownFinal") == 5)
  }
}
