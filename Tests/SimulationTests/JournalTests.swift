import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Testing
import Traces

@Suite("The journal of a run")
struct JournalTests {
  /// Runs toys with a journal.
  static func run(
    _ nodes: [ToyNode], _ change: (inout SimulationPlan<Toy>) -> Void = { _ in }
  ) throws(ScheduleError) -> (outcome: Outcome<ToyNode>, journal: RunJournal?) {
    var plan = SimulationPlan<Toy>(seed: 1)
    plan.profiles = [LinkProfile(delay: .always(Ticks(10)))]
    plan.captured = 1..<100_000
    plan.isJournalled = true
    change(&plan)
    var simulator = Simulator(
      Cluster(toys: nodes), cryptographer: .init(mode: .ideal, seed: plan.seed), plan: plan,
      properties: [])
    let record = try simulator.record()
    let states = nodes.indices.map { simulator[NodeID($0)] }
    return (
      Outcome(record: record, nodes: states, entries: simulator.captured), simulator.journal
    )
  }

  /// Each event with its causes: `3 deliver < 1 2` came of event 2 at another node, and of 1 at its own.
  private static func causes(_ outcome: Outcome<ToyNode>) -> [String] {
    outcome.entries.map { entry in
      "\(entry.step) \(entry.action) < \(entry.causes?.previous ?? 99) "
        + "\(entry.causes?.origin ?? 99)"
    }
  }

  @Test("A message, a timer and a write come of the step that made them, and of the node's last")
  func causes() throws {
    let nodes = [
      ToyNode([
        .start: [.set(7, after: 5), .send(4, to: 1), .write(8, to: 1)],
        .timer(7): [.send(6, to: 1)],
      ]), ToyNode([.message(4): [.reply], .message(6): [.set(1, after: 1)]]),
    ]
    let outcome = try Self.run(nodes) { plan in
      plan.stores = { _, _ in .init(delay: .always(Ticks(30))) }
    }.outcome
    #expect(
      Self.causes(outcome) == [
        "1 start < 0 0", "2 start < 0 0", "3 timer < 1 1", "4 deliver < 2 1", "5 deliver < 4 3",
        "6 timer < 5 5", "7 deliver < 3 4", "8 stored < 7 1",
      ])
  }

  @Test("What leaves when priced work ends comes of the step that began it")
  func work() throws {
    let nodes = [
      ToyNode([.start: [.send(2, to: 1), .send(4, to: 1)]]),
      ToyNode([.message(2): [.work(100), .reply], .message(4): [.work(10), .reply]]),
    ]
    let outcome = try Self.run(nodes) { $0.cores = { _ in 2 } }.outcome
    #expect(
      Self.causes(outcome) == [
        "1 start < 0 0", "2 start < 0 0", "3 deliver < 2 1", "4 deliver < 3 1",
        // The second answer leaves first, and both are told apart.
        "5 deliver < 1 4", "6 deliver < 5 3",
      ])
  }

  @Test("A boot comes of the crash before it, and a request of nothing but the client's last step")
  func faults() throws {
    let outcome = try Self.run([ToyNode([.start: [.set(1, after: 1_000)]])]) { plan in
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(20), restart: Ticks(30))]
      plan.loads = [
        LoadPlan(
          node: NodeID(0), timer: ToyTimer(9), arrivals: .steady(1, per: Ticks(40)), count: 2)
      ]
    }.outcome
    #expect(
      Self.causes(outcome) == [
        "1 start < 0 0", "2 client < 1 0", "3 crash < 2 0", "4 start < 3 0", "5 client < 4 0",
        "6 timer < 5 4",
      ])
  }

  @Test("A write that fails is in the journal, too")
  func failedWrite() throws {
    let node = ToyNode([.start: [.write(1, to: 1)], .failed: [.write(2, to: 0)]])
    let (outcome, journal) = try Self.run([node]) { plan in
      plan.faults.stores = [
        StoreFault(.unavailable, of: StoreID(1), at: [NodeID(0)], until: Ticks(1))
      ]
    }
    #expect(outcome.nodes[0].log == ["0: start", "0: failed 0", "0: stored 1"])
    let steps = try #require(journal?.steps)
    #expect(
      steps.suffix(2).map(\.step.action) == [
        .stored(node: NodeID(0), store: StoreID(1), nth: 1),
        .stored(node: NodeID(0), store: StoreID(0), nth: 1),
      ])
  }

  @Test("A journal changes nothing, and without one entries have no causes")
  func observer() throws {
    let nodes = ScheduleTests.nodes
    let with = try Self.run(nodes).outcome
    let without = try Self.run(nodes) { $0.isJournalled = false }
    #expect(without.journal == nil)
    #expect(without.outcome.record.traceDigest == with.record.traceDigest)
    #expect(without.outcome.entries.allSatisfy { $0.causes == nil })
    let some = try Self.run(nodes) { $0.kept = [3, 5] }.outcome
    #expect(some.entries == [with.entries[2], with.entries[4]])
  }

  @Test("Entries tell what their steps changed, where a state can be told")
  func changes() throws {
    var plan = SimulationPlan<Toy>(seed: 1)
    plan.captured = 1..<100
    plan.schedule = Schedule([.init(ScheduleTests.deliver(1, 0, 1)), .init(.crash(NodeID(1)))])
    var simulator = Simulator(
      Cluster(toys: ScheduleTests.nodes), cryptographer: .init(mode: .ideal, seed: 1), plan: plan,
      properties: [])
    simulator.compare = { before, after in
      before.log.count == after.log.count
        ? [] : [StateChange("inputs", before: "\(before.log.count)", after: "\(after.log.count)")]
    }
    _ = try simulator.record()
    let changes = simulator.captured.map { $0.changes }
    let one = [StateChange("inputs", before: "0", after: "1")]
    #expect(changes == [one, one, [StateChange("inputs", before: "1", after: "2")], []])
  }

  @Test("A violation may end the run, and the node's step is still done")
  func stops() throws {
    let node = ToyNode([
      .start: [.observe(.note(2), .pulse), .send(4, to: 0)], .message(4): [.send(6, to: 0)],
    ])
    let outcome = simulate(
      [node],
      properties: [Property("Two", "No note is 2.") { NoteMonitor(forbidden: 2) }]
    ) { $0.stopsAtViolation = true }
    #expect(outcome.record.events == 1)
    #expect(outcome.record.messages.sent == 1)
    #expect(outcome.record.properties[0].judgement.verdict == .violated)
  }

  // MARK: From a run to a schedule

  /// Three nodes that do what a seed tells them to, for ever new reasons.
  private static func nodes(_ seed: UInt64) -> [ToyNode] {
    var stream = RandomStream(seed: seed, name: "test", index: 0)
    return (0..<3).map { _ in
      var acts: [ToyNode.Act] = [.send(stream.below(6), to: Int(stream.below(3)))]
      for _ in 0..<stream.below(4) {
        switch stream.below(5) {
        case 0: acts.append(.send(stream.below(1_000), to: Int(stream.below(3))))
        case 1: acts.append(.set(stream.below(3), after: stream.below(200)))
        case 2: acts.append(.write(stream.below(9), to: UInt8(stream.below(2))))
        case 3: acts.append(.broadcast(stream.below(1_000), to: [0, 1, 2]))
        default: acts.append(.choose(Int(stream.below(9)) + 1))
        }
      }
      return ToyNode([
        .start: acts + [.set(5, after: 50), .write(3, to: 0)],
        .anyTimer: acts + [.set(5, after: 90)],
        .stored: [.send(stream.below(1_000), to: Int(stream.below(3)))],
        .message(stream.below(6)): acts,
      ])
    }
  }

  /// Everything that can go wrong, a little of each.
  private static func spoil(_ plan: inout SimulationPlan<Toy>, _ seed: UInt64) throws {
    plan.seed = seed
    plan.eventLimit = 300
    plan.duration = Ticks(2_000)
    plan.profiles[0].delay = try .uniform(low: 0, high: 90)
    plan.profiles[0].loss = .percent(10)
    plan.profiles[0].duplicate = .percent(30)
    plan.profiles[0].corrupt = .percent(20)
    plan.stores = { _, _ in .init(delay: .always(Ticks(70))) }
    plan.faults.pauses = [Pause(NodeID(1), at: Ticks(100), until: Ticks(300))]
    plan.faults.crashes = [Crash(NodeID(2), at: Ticks(150), restart: Ticks(260))]
    plan.faults.partitions = [
      Partition(.symmetric, sides: [NodeSet(0), NodeSet(1)], from: Ticks(400), until: Ticks(600))
    ]
    plan.loads = [
      LoadPlan(node: NodeID(0), timer: ToyTimer(9), arrivals: .steady(1, per: Ticks(100)))
    ]
    if seed % 3 == 0 { plan.faults.twins = [Twin(NodeID(0), side: NodeSet(2))] }
  }

  /// What a scripted run keeps of a plan.
  private static func plain(_ plan: inout SimulationPlan<Toy>) {
    plan.profiles = [LinkProfile()]
    plan.stores = { _, _ in .init() }
    plan.faults.pauses = []
    plan.faults.crashes = []
    plan.faults.partitions = []
  }

  @Test(
    "The steps of a journal let the same happen over links that lose nothing",
    arguments: UInt64(1)...60)
  func script(seed: UInt64) throws {
    let nodes = Self.nodes(seed)
    let first = try Self.run(nodes) { try? Self.spoil(&$0, seed) }
    let entries = try #require(first.journal?.steps)
    let inputs = first.outcome.lines.filter { !$0.contains("pause") && !$0.contains("resume") }
      .filter { !$0.contains("network") }
    #expect(inputs.count > 20)
    func again(_ steps: [Schedule.Step], isLenient: Bool) throws -> [String] {
      let outcome = try Self.run(nodes) { plan in
        try? Self.spoil(&plan, seed)
        Self.plain(&plan)
        plan.schedule = Schedule(steps)
        plan.schedule?.isLenient = isLenient
      }.outcome
      return outcome.lines
    }
    #expect(try again(entries.map(\.step), isLenient: true) == inputs)

    // What the lenient schedule did is exact.
    var plan = SimulationPlan<Toy>(seed: seed)
    plan.captured = 1..<100_000
    try Self.spoil(&plan, seed)
    Self.plain(&plan)
    plan.schedule = Schedule(entries.map(\.step))
    plan.schedule?.isLenient = true
    var simulator = Simulator(
      Cluster(toys: nodes), cryptographer: .init(mode: .ideal, seed: seed), plan: plan,
      properties: [])
    _ = try simulator.record()
    let exact = simulator.performed.map { entry in
      var step = entry.step
      step.mark = nil
      return step
    }
    #expect(exact.count == entries.count)
    #expect(try again(exact, isLenient: false) == inputs)
  }

  @Test(
    "A lenient schedule passes over what does not wait, and takes the input that bears the mark")
  func lenient() throws {
    var third = Schedule.Step(ScheduleTests.deliver(1, 0, 1))
    third.mark = .init(view: 0, slot: 3, payload: 0, seat: 1)
    var missing = third
    missing.mark?.slot = 7
    let outcome = try Self.run(ScheduleTests.nodes) { plan in
      plan.schedule = Schedule([
        missing, .init(.crash(NodeID(9))), third,
        .init(ScheduleTests.deliver(0, 0, 1), at: Ticks(3)),
      ])
      plan.schedule?.isLenient = true
    }.outcome
    #expect(outcome.log(1) == ["0: start", "10: 3 from 0", "10: 2 from 0"])
  }

  @Test("A step may flip a bit of a message, and leave a copy of it under way")
  func copies() throws {
    var first = Schedule.Step(ScheduleTests.deliver(0, 0, 1))
    first.keeps = true
    first.flip = 1
    let outcome = try Self.run(ScheduleTests.nodes) { plan in
      plan.schedule = Schedule([first, .init(ScheduleTests.deliver(0, 0, 1))])
    }.outcome
    // Numbers are big-endian: the second bit of the first byte.
    #expect(outcome.log(1).count == 3)
    #expect(outcome.log(1).last == "10: 2 from 0")
    #expect(outcome.nodes[1].received.first != 2)
    #expect(outcome.fault(.duplicate) == FaultCount(1, 1, 1))
    #expect(outcome.fault(.corrupt) == FaultCount(1, 1, 1))
    first.flip = 1 << 20
    #expect(throws: ScheduleError.self) {
      _ = try Self.run(ScheduleTests.nodes) { $0.schedule = Schedule([first]) }
    }
  }
}
