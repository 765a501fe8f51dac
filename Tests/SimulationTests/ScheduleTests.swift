import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Schedules")
struct ScheduleTests {
  /// Node 0 sends 1, 2, 3 and 5 to node 1, which answers each.
  static let nodes = [
    ToyNode([.start: [.send(1, to: 1), .send(2, to: 1), .send(3, to: 1), .send(5, to: 1)]]),
    ToyNode([.anyMessage: [.reply]]),
  ]

  static func run(
    _ nodes: [ToyNode], _ steps: [Schedule.Step], goesOn: Bool = false,
    _ change: (inout SimulationPlan<Toy>) -> Void = { _ in }
  ) throws(ScheduleError) -> Outcome<ToyNode> {
    var plan = SimulationPlan<Toy>(seed: 1)
    plan.profiles = [LinkProfile(delay: .always(Ticks(10)))]
    plan.captured = 1..<10_000
    plan.schedule = Schedule(steps, goesOn: goesOn)
    change(&plan)
    return try SimulationTests.run(Cluster(toys: nodes), plan)
  }

  static func deliver(
    _ label: UInt8, _ from: Int, _ to: Int, nth: Int = 1
  ) -> Schedule.Action {
    .deliver(label: label, from: NodeID(from), to: NodeID(to), nth: nth)
  }

  @Test("Only the steps happen, in their order, each the nth of its kind in order of departure")
  func steps() throws {
    let outcome = try Self.run(
      Self.nodes,
      [
        .init(Self.deliver(1, 0, 1, nth: 3)), .init(Self.deliver(0, 0, 1)),
        .init(Self.deliver(0, 1, 0)), .init(Self.deliver(1, 0, 1, nth: 2)),
      ])
    #expect(outcome.log(1) == ["0: start", "10: 5 from 0", "10: 2 from 0", "20: 3 from 0"])
    #expect(outcome.log(0) == ["0: start", "20: 6 from 1"])
    #expect(outcome.record.ending == .schedule)
    #expect(outcome.underWay == 3)
  }

  @Test("The limit on events ends a schedule undecided, wherever it stands", arguments: 0...5)
  func limit(events: UInt64) throws {
    let steps = (0..<4).map { _ in Schedule.Step(Self.deliver(1, 0, 1)) }.prefix(3)
    let outcome = try Self.run(Self.nodes, Array(steps)) { $0.eventLimit = events }
    #expect(outcome.record.ending == (events < 5 ? .eventLimit : .schedule))
    #expect(outcome.record.events == events)
  }

  @Test("The nth message is told by departure, not by the delay that it drew")
  func departure() throws {
    let delay = try Sampler.uniform(low: 10, high: 1_000_000)
    for seed in UInt64(0)..<10 {
      let outcome = try Self.run(
        Self.nodes, [.init(Self.deliver(1, 0, 1), at: Ticks(5))]
      ) { plan in
        plan.seed = seed
        plan.profiles[0].delay = delay
      }
      #expect(outcome.log(1) == ["0: start", "5: 1 from 0"])
    }
  }

  @Test("A step may say when, earlier or later than the input would come by itself")
  func instants() throws {
    let outcome = try Self.run(
      Self.nodes,
      [
        .init(Self.deliver(1, 0, 1), at: Ticks(3)), .init(Self.deliver(0, 0, 1), at: Ticks(500)),
        .init(Self.deliver(1, 0, 1)),
      ])
    #expect(outcome.log(1) == ["0: start", "3: 1 from 0", "500: 2 from 0", "500: 3 from 0"])
    #expect(throws: ScheduleError.self) {
      _ = try Self.run(
        Self.nodes,
        [.init(Self.deliver(1, 0, 1), at: Ticks(30)), .init(Self.deliver(0, 0, 1), at: Ticks(29))])
    }
  }

  @Test("Timers, stores, clients, crashes and restarts are steps too")
  func kinds() throws {
    let node = ToyNode([.start: [.set(2, after: 20), .set(1, after: 10), .write(8, to: 1)]])
    let outcome = try Self.run(
      [node],
      [
        .init(.timer(label: 0, node: NodeID(0), nth: 2)), .init(.client(node: NodeID(0))),
        .init(.stored(node: NodeID(0), store: StoreID(1))), .init(.crash(NodeID(0))),
        .init(.restart(NodeID(0)), at: Ticks(90)), .init(.client(node: NodeID(0))),
      ]
    ) { plan in
      plan.stores = { _, _ in .init(delay: .always(Ticks(70))) }
      plan.loads = [
        LoadPlan(node: NodeID(0), timer: ToyTimer(9), arrivals: .steady(1, per: Ticks(100)))
      ]
    }
    #expect(
      outcome.lines == [
        "0 0: start", "20 0: timer tick 2", "20 0: client tick 9", "70 0: stored disk 0",
        "70 0: crash", "90 0: start", "120 0: client tick 9",
      ])
    #expect(outcome.log(0) == ["90: start [8]", "120: timer 9"])
    #expect(outcome.fault(.crash) == FaultCount(1, 1, 1))
  }

  @Test("A step that cannot happen says which, why, and what waits instead")
  func missing() throws {
    let error = #expect(throws: ScheduleError.self) {
      _ = try Self.run(
        Self.nodes, [.init(Self.deliver(0, 0, 1)), .init(Self.deliver(0, 0, 1))]
      ) { $0.faults.crashes = [Crash(NodeID(0), at: Ticks(1_000))] }
    }
    let waiting = [
      "deliver ODD from node 0 to node 1", "deliver ODD from node 0 to node 1",
      "deliver ODD from node 0 to node 1", "deliver ODD from node 1 to node 0", "planned crash",
    ]
    #expect(error == ScheduleError(step: 1, reason: .nothingWaits, pending: waiting))
    #expect(error?.description.hasPrefix("step 2 names an input that does not wait") == true)
    for nth in [0, -1, 4, Int.max] {
      let wrong = #expect(throws: ScheduleError.self) {
        _ = try Self.run(Self.nodes, [.init(Self.deliver(1, 0, 1, nth: nth))])
      }
      #expect(wrong?.reason == .nothingWaits)
    }
    let stranger = #expect(throws: ScheduleError.self) {
      _ = try Self.run(Self.nodes, [.init(.crash(NodeID(2)))])
    }
    #expect(stranger?.reason == .unknownNode)
    let past = #expect(throws: ScheduleError.self) {
      _ = try Self.run(
        Self.nodes, [.init(Self.deliver(0, 0, 1)), .init(.crash(NodeID(0)), at: Ticks(9))])
    }
    #expect(past?.reason == .past(now: Ticks(10)))
  }

  @Test("Everything that can wait has words")
  func words() {
    let error = #expect(throws: ScheduleError.self) {
      _ = try Self.run(
        [ToyNode([.start: [.set(1, after: 5), .write(1, to: 0), .set(2, after: 5), .cancel(2)]])],
        [.init(.restart(NodeID(7)))]
      ) { plan in
        plan.loads = [
          LoadPlan(node: NodeID(0), timer: ToyTimer(9), arrivals: .steady(1, per: Ticks(100)))
        ]
        plan.faults.pauses = [Pause(NodeID(0), at: Ticks(1), until: Ticks(2))]
      }
    }
    #expect(
      error?.pending == [
        "stored at node 0, store log", "client node 0", "planned pause", "timer tick of node 0",
      ])
  }

  @Test("Work that a step begins is finished with it")
  func work() throws {
    let outcome = try Self.run(
      [Self.nodes[0], ToyNode([.anyMessage: [.work(100), .reply]])],
      [
        .init(Self.deliver(1, 0, 1)), .init(Self.deliver(0, 1, 0)), .init(Self.deliver(0, 0, 1)),
      ])
    #expect(outcome.log(1) == ["0: start", "10: 1 from 0", "120: 2 from 0"])
    #expect(outcome.log(0) == ["0: start", "120: 2 from 1"])
  }

  @Test("Planned faults happen when a step reaches their time, and may take its input away")
  func faults() throws {
    let cut = Partition(
      .symmetric, sides: [NodeSet(0), NodeSet(1)], from: Ticks(20), until: Ticks(40))
    let outcome = try Self.run(
      Self.nodes,
      [
        .init(Self.deliver(1, 0, 1), at: Ticks(30)), .init(Self.deliver(0, 0, 1), at: Ticks(50)),
        .init(Self.deliver(1, 1, 0)),
      ]
    ) { $0.faults.partitions = [cut] }
    #expect(outcome.log(0) == ["0: start", "60: 3 from 1"], "the answer at 30 was lost")
    let taken = #expect(throws: ScheduleError.self) {
      _ = try Self.run(
        [ToyNode([.start: [.set(1, after: 50)]])],
        [.init(.timer(label: 0, node: NodeID(0), nth: 1))]
      ) { $0.faults.crashes = [Crash(NodeID(0), at: Ticks(20))] }
    }
    #expect(taken?.pending == [])
  }

  @Test("After the last step a run may go on by itself; what was left behind happens at once")
  func goesOn() throws {
    let outcome = try Self.run(
      Self.nodes, [.init(Self.deliver(1, 0, 1, nth: 3), at: Ticks(100))], goesOn: true)
    #expect(
      outcome.log(1) == [
        "0: start", "100: 5 from 0", "100: 1 from 0", "100: 2 from 0", "100: 3 from 0",
      ])
    #expect(outcome.nodes[0].received.sorted() == [2, 3, 4, 6])
    #expect(outcome.record.ending == .quiet)
  }

  @Test("A schedule gives the same digest every time, and no steps nothing but boots")
  func digests() throws {
    let steps: [Schedule.Step] = [.init(Self.deliver(1, 0, 1)), .init(Self.deliver(0, 1, 0))]
    let (first, second) = (try Self.run(Self.nodes, steps), try Self.run(Self.nodes, steps))
    #expect(first.record.traceDigest == second.record.traceDigest)
    #expect(try Self.run(Self.nodes, []).lines == ["0 0: start", "0 1: start"])
  }

  @Test(
    "Of inputs that are equally like the mark a lenient schedule takes the one nearest to the nth")
  func nearest() throws {
    // Three copies of one message are under way, and none has the payload of the mark.
    let nodes = [
      ToyNode([.start: [.send(1, to: 1), .send(1, to: 1), .send(1, to: 1)]]), ToyNode([:]),
    ]
    for nth in 1...4 {
      var step = Schedule.Step(Self.deliver(1, 0, 1, nth: nth))
      step.mark = Schedule.Mark(view: 0, slot: 1, payload: 7, seat: 1)
      var plan = SimulationPlan<Toy>(seed: 1)
      plan.schedule = Schedule([step])
      plan.schedule?.isLenient = true
      var simulator = Simulator(
        Cluster(toys: nodes), cryptographer: .init(mode: .ideal, seed: 1), plan: plan,
        properties: [])
      _ = try simulator.record()
      let performed = try #require(simulator.performed.first)
      #expect(performed.step.action == Self.deliver(1, 0, 1, nth: min(nth, 3)))
    }
  }
}
