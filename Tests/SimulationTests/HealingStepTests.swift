import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Testing
import Traces

@Suite("Healing by a step of a schedule")
struct HealingStepTests {
  private static func healing(at time: UInt64) -> Healing {
    Healing(
      core: NodeSet(0, 1), company: NodeSet(), at: Ticks(time), within: Ticks(50), bound: Ticks(20))
  }

  /// Node 0 sends 1 and 3 to node 1, which answers each.
  private static let nodes = [
    ToyNode([
      .start: [.send(1, to: 1), .send(3, to: 1), .set(7, after: 40)], .timer(7): [.send(5, to: 1)],
    ]),
    ToyNode([.anyMessage: [.reply]]),
  ]

  private static func run(
    _ steps: [Schedule.Step], goesOn: Bool = true,
    _ change: (inout SimulationPlan<Toy>) -> Void = { _ in }
  ) throws(ScheduleError) -> Outcome<ToyNode> {
    try ScheduleTests.run(nodes, steps, goesOn: goesOn) { plan in
      plan.healing = healing(at: 1_000)
      change(&plan)
    }
  }

  @Test("What no step has delivered by then is lost; what leaves later arrives within the bound")
  func loss() throws {
    let outcome = try Self.run([
      .init(ScheduleTests.deliver(1, 0, 1)), .init(.heal, at: Ticks(38)),
    ]) { $0.profiles = [LinkProfile(delay: .always(Ticks(35)))] }
    // The answer to 1 and the message 3 were under way at 35; 5 leaves when the timer runs out.
    #expect(outcome.log(1) == ["0: start", "35: 1 from 0", "60: 5 from 0"])
    #expect(outcome.log(0).last == "80: 6 from 1")
  }

  @Test("The core's nodes boot, once, and the plan's own instant says nothing more")
  func boots() throws {
    let outcome = try Self.run([
      .init(.crash(NodeID(1))), .init(.heal), .init(.crash(NodeID(1)), at: Ticks(50)),
    ])
    #expect(outcome.entries.filter { $0.action == "heal core" }.count == 1)
    #expect(outcome.entries.filter { $0.action == "start" && $0.node == "node 1" }.count == 2)
    let byTime = try Self.run([.init(.crash(NodeID(1)))])
    #expect(byTime.entries.filter { $0.action == "heal core" }.map(\.microseconds) == [1_000])
  }

  @Test("A core heals once, and only if there is one")
  func once() throws {
    let twice = #expect(throws: ScheduleError.self) {
      try Self.run([.init(.heal), .init(.heal)])
    }
    #expect(twice?.step == 1)
    #expect(twice?.reason == .nothingHeals)
    #expect(twice?.description.hasPrefix("step 2 heals a core that does not wait to heal") == true)
    #expect(throws: ScheduleError.self) {
      try Self.run([.init(.heal)]) { $0.healing = nil }
    }
  }

  @Test("Properties hear of the core when the step says so")
  func monitors() throws {
    // A journal of a run in which a core heals by time has the step for it.
    let (outcome, journal) = try JournalTests.run(Self.nodes) { $0.healing = Self.healing(at: 25) }
    #expect(outcome.entries.contains { $0.action == "heal core" })
    let healed = journal?.steps.filter { $0.step.action == .heal } ?? []
    #expect(healed.map(\.step.at) == [Ticks(25)])
  }
}
