import Cryptography
import Determinism
import Machine
import NocturneLedger
import TemporalLogic
import Testing

/// What monitors let go of when replicas forget: it must change no verdict, and find what is lost all the same.
@Suite("Forgetting monitors")
struct ForgettingTests {
  typealias Facts = MonitorTests

  /// A run in which four replicas forget, crash, miss messages and take each other's state.
  static func forgetting(seed: UInt64) throws -> Bench {
    var bench = try ViewChangeTests.bench(
      StateTransferTests.configuration(commands: 400, retention: 1), seed: seed)
    bench.link = { _, from, to, now, stream in
      let isCut = now >= 1_000_000 && now < 3_000_000 && (from == 3) != (to == 3)
      return (1_000 + stream.below(4_000), isCut || stream.below(100) == 0 ? 0 : 1)
    }
    bench.storeDelay = { _, store, _ in store == 1 ? 8_000 : 1_000 }
    bench.crash(Int(seed % 3), at: 4_000_000 + seed * 37_000)
    bench.restart(Int(seed % 3), at: 4_600_000)
    bench.start()
    bench.run(until: 60_000_000)
    return bench
  }

  @Test("Monitors that let go judge as those that keep all", arguments: 0..<UInt64(6))
  func sameVerdicts(seed: UInt64) throws {
    let bench = try Self.forgetting(seed: seed)
    #expect(bench.count("snapshot") > 20)
    let verdicts = Judgements.verdicts(bench)
    #expect(verdicts == Judgements.verdicts(bench, forgets: false))
    #expect(verdicts["Durability"] == .holds && verdicts["Integrity"] == .holds)
  }

  @Test("What they hold is a small part of what those that keep all hold")
  func memory() throws {
    let bench = try Self.forgetting(seed: 1)
    for property in Ledger.properties where property.published == nil {
      let held = [true, false].map { forgets in
        var monitor = property.monitor()
        if forgets { monitor.began(correct: NodeSet(bench.seats.indices.map(NodeID.init))) }
        for (step, (fact, time, node)) in bench.facts.enumerated() {
          let moment = Moment(step: UInt64(step) + 1, microseconds: time, node: UInt16(node))
          #expect(monitor.observe(fact, .latch, at: moment) == nil)
        }
        return monitor.memory
      }
      switch property.name {
      case "QuorumIntersection", "ViewMonotone":
        #expect(held[0].window == 0 && held[0].history <= 1_024, "as much as there are views")
      case "LagBound", "SummaryRate", "S5":
        #expect(held[0].window <= 1_024 && held[0].history == 0, "as much as there are replicas")
      case "Validity", "OutcomeUnique": #expect(held[0].history > 0 && held[0].history < 16_384)
      case "L1", "L1t": #expect(held[0].window > 0)
      default: #expect(held[0].window < held[1].window, "\(property.name): \(held)")
      }
    }
  }

  @Test("A ledger that is lost behind its snapshot is missed", arguments: [false, true])
  func forgetsLedger(honest: Bool) throws {
    var configuration = LedgerConfiguration()
    (configuration.replicas, configuration.faults) = (1, 0)
    configuration.mutant = honest ? nil : LedgerMutant.forgetsLedger.name
    configuration.parameters.window = 2
    configuration.parameters.checkpointInterval = 2
    configuration.retention = 3
    configuration.workload.arrivals = .closed(outstanding: 1, think: .zero, commands: 40)
    let bench = try MutantTests.finished(configuration) {
      $0.crash(0, at: 1_000_000)
      $0.restart(0, at: 1_100_000)
    }
    #expect(bench.count("snapshot") > 3)
    #expect(Judgements.verdicts(bench)["Durability"] == (honest ? .holds : .violated))
  }

  /// Stores that give back less than they have acknowledged: what two of four replicas keep is in any
  /// three ledgers, and what one keeps is not.
  @Test("Stores that lose snapshots are found out", arguments: [2, 3])
  func lyingStores(count: Int) throws {
    var bench = try ViewChangeTests.bench(
      StateTransferTests.configuration(commands: 400, retention: 1))
    bench.link = { _, _, _, _, _ in (1_000, 1) }
    bench.start()
    bench.run(until: 3_000_000)
    for replica in 0..<3 { bench.crash(replica, at: 3_000_000) }
    bench.run(until: 3_100_000)
    for replica in 0..<count { bench.seats[replica].durable.removeAll { $0.store.index == 1 } }
    for replica in 0..<3 { bench.restart(replica, at: 3_200_000) }
    bench.run(until: 3_200_000)
    #expect(Judgements.verdicts(bench)["Durability"] == (count == 2 ? .holds : .violated))
  }

  // MARK: Histories

  /// Two replicas of one cluster, with snapshots that stand for all up to a slot.
  static func over(_ slot: UInt64) -> [LedgerFact] {
    [.snapshot(replica: 0, slot: slot), .snapshot(replica: 1, slot: slot)]
  }

  static let cluster = Facts.cluster(2, 0, 2)
  static let submitted = LedgerFact.submitted(request: 1, command: Facts.digest(1))
  static let early = [cluster, submitted, Facts.bound(0), Facts.bound(1), Facts.final()] + over(4)

  struct Ending: Sendable, CustomStringConvertible {
    let property: String
    let facts: [LedgerFact]
    let verdict: Verdict
    let description: String

    init(_ property: String, _ description: String, _ verdict: Verdict, _ facts: [LedgerFact]) {
      (self.property, self.facts, self.verdict) = (property, facts, verdict)
      self.description = "\(property): \(description)"
    }
  }

  static let endings: [Ending] = [
    Ending(
      "S1", "a number bound again", .violated, early + [Facts.bound(0, hash: 2, slot: 5)]),
    Ending(
      "S1", "a slot bound again", .inconclusive, early + [Facts.bound(0, hash: 2, slot: 4)]),
    Ending(
      "S1", "the next number", .holds, early + [Facts.bound(0, sequence: 2, hash: 2, slot: 5)]),
    Ending(
      "L2", "an earlier time", .violated,
      early + [Facts.bound(0, sequence: 2, hash: 2, time: 9, slot: 5)]),
    Ending(
      "L2", "a later time", .holds,
      early + [Facts.bound(0, sequence: 2, hash: 2, time: 11, slot: 5)]),
    Ending(
      "L2", "a number before the last one", .violated,
      [cluster, Facts.bound(0), Facts.bound(0, sequence: 2, hash: 2, time: 20)] + over(4)
        + [Facts.bound(0, sequence: 1, hash: 3, time: 30, slot: 5)]),
    Ending(
      "L2c", "a number again", .violated, early + [Facts.bound(0, hash: 2, slot: 5)]),
    Ending(
      "L2c", "a number before the last one", .violated,
      [cluster, Facts.bound(0), Facts.bound(0, slot: 2, number: 2)] + over(4)
        + [Facts.bound(0, hash: 2, slot: 5, number: 1)]),
    Ending(
      "Integrity", "a second outcome", .violated,
      early + [Facts.refused(0, slot: 5, receipt: 7)]),
    Ending(
      "Integrity", "another command", .holds,
      early + [Facts.bound(0, sequence: 2, hash: 2, command: 2, slot: 5)]),
    Ending(
      "Validity", "a command bound again", .holds,
      [.joined(client: Facts.key)] + early + [Facts.bound(0, hash: 2, slot: 5)]),
    Ending(
      "Validity", "one of nobody", .violated,
      [.joined(client: Facts.key)] + early + [Facts.bound(0, command: 9, slot: 5)]),
    Ending(
      "OutcomeUnique", "the other proof", .violated,
      early + [
        .finalised(replica: 0, command: Facts.digest(1), event: Facts.digest(1)),
        .discarded(replica: 1, command: Facts.digest(1), receipt: Facts.digest(2)),
      ]),
    Ending(
      "S4", "a slot judged again", .inconclusive,
      [cluster, Facts.executed(0, 1)] + over(4) + [Facts.executed(1, 2)]),
    Ending(
      "S4", "a later slot judged in two ways", .violated,
      [cluster, Facts.executed(0, 1)] + over(4)
        + [Facts.executed(1, 2, slot: 5), Facts.executed(0, 3, slot: 5)]),
    Ending(
      "Agreement", "a slot ordered again", .inconclusive,
      [cluster] + over(4) + [.ordered(replica: 0, slot: 4, batch: Facts.digest(1))]),
    Ending(
      "S2", "shown while its client waits", .holds,
      [cluster, submitted, Facts.bound(0), Facts.bound(1)] + over(4) + [
        .shown(Facts.showing(1))
      ]),
    Ending(
      "S2", "another one shown while its client waits", .inconclusive,
      [cluster, submitted, Facts.bound(0), Facts.bound(1)] + over(4) + [
        .shown(Facts.showing(2))
      ]),
    Ending(
      "S2f", "a snapshot stands for it", .holds,
      [cluster, submitted, Facts.bound(0), .snapshot(replica: 1, slot: 1), Facts.final()]),
    Ending(
      "S2f", "a snapshot of a slot before does not", .violated,
      [
        cluster, submitted, Facts.bound(0, slot: 2), .snapshot(replica: 1, slot: 1),
        Facts.final(),
      ]),
    Ending(
      "S4", "a slot judged again by replicas that keep all", .violated,
      [
        cluster, Facts.executed(0, 1), .snapshot(replica: 0, slot: 4, forgets: false),
        .snapshot(replica: 1, slot: 4, forgets: false), Facts.executed(1, 2),
      ]),
    Ending(
      "Durability", "a snapshot lost by one of two", .holds,
      early + [.kept(.init(replica: 0, outcomes: []))]),
    Ending(
      "Durability", "snapshots lost by both", .violated,
      early + [.kept(.init(replica: 0, outcomes: [])), .kept(.init(replica: 1, outcomes: []))]),
    Ending(
      "Durability", "lost by one, and the other once it has it again", .holds,
      early + [
        .kept(.init(replica: 0, outcomes: [])), .snapshot(replica: 0, slot: 9),
        .kept(.init(replica: 1, outcomes: [])),
      ]),
    Ending(
      "Durability", "slots in place of the snapshot", .holds,
      early + [
        .kept(.init(replica: 0, through: 4, outcomes: [])),
        .kept(.init(replica: 1, snapshot: 2, through: 6, outcomes: [])),
      ]),
    Ending(
      "Durability", "slots with one missing", .violated,
      [cluster, submitted, Facts.bound(0, slot: 4), Facts.bound(1, slot: 4), Facts.final()]
        + over(4)
        + [
          .kept(.init(replica: 0, through: 3, outcomes: [])),
          .kept(.init(replica: 1, snapshot: 2, through: 3, outcomes: [])),
        ]),
  ]

  @Test("What was let go of leaves the verdict right or open", arguments: endings)
  func ends(ending: Ending) throws {
    let property = try #require(Ledger.properties.first { $0.name == ending.property })
    var monitor = property.monitor()
    monitor.began(correct: [NodeID(0), NodeID(1)])
    var isViolated = false
    for (index, fact) in ending.facts.enumerated() where !isViolated {
      let moment = Moment(step: UInt64(index + 1), microseconds: 7, node: 0)
      isViolated = monitor.observe(fact, .latch, at: moment) != nil
    }
    let judgement = monitor.judge(end: Moment(step: 99, microseconds: 9, node: 0))
    #expect((isViolated ? .violated : judgement.verdict) == ending.verdict)
    if ending.verdict == .inconclusive { #expect(judgement.obligation != nil) }
  }

  @Test("A replica whose facts are not told does not hold the horizon back")
  func liars() throws {
    let property = try #require(Ledger.properties.first { $0.name == "S4" })
    var monitor = property.monitor()
    monitor.began(correct: [NodeID(0), NodeID(2), NodeID(9)])
    let moment = Moment(step: 1, microseconds: 1, node: 0)
    let facts: [LedgerFact] = [
      Facts.cluster(3, 1, 3), Facts.executed(0, 1, slot: 3), .snapshot(replica: 0, slot: 3),
    ]
    for fact in facts { #expect(monitor.observe(fact, .latch, at: moment) == nil) }
    #expect(monitor.judge(end: moment).verdict == .holds)
    _ = monitor.observe(Facts.executed(2, 1, slot: 3), .latch, at: moment)
    _ = monitor.observe(.snapshot(replica: 2, slot: 3), .latch, at: moment)
    _ = monitor.observe(Facts.executed(2, 2, slot: 3), .latch, at: moment)
    #expect(monitor.judge(end: moment).verdict == .inconclusive)
  }
}
