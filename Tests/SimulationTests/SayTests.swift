import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("What liars say by steps of a schedule")
struct SayTests {
  /// Node 0 lies, and nobody says anything by itself.
  private static func run(
    _ steps: [Schedule.Step], _ change: (inout SimulationPlan<Toy>) -> Void = { _ in }
  ) throws(ScheduleError) -> (outcome: Outcome<ToyNode>, journal: RunJournal?) {
    try JournalTests.run([ToyNode(), ToyNode([.anyMessage: [.reply]]), ToyNode()]) { plan in
      plan.faults.coalitions = [NodeSet(0)]
      plan.schedule = Schedule(steps)
      // Seven can be said by nobody, and nine only by itself.
      plan.speech = { liar, message, _ in
        message.number == 7 ? nil : message.number == 9 ? ToyMessage(11) : message
      }
      change(&plan)
    }
  }

  private static func say(
    _ number: UInt64, from liar: Int = 0, to hearer: Int = 1, label: UInt8? = nil
  ) -> Schedule.Step {
    Schedule.Step(
      .say(
        label: label ?? UInt8(number & 1), from: NodeID(liar), to: NodeID(hearer),
        message: ToyMessage(number).canonicalBytes))
  }

  @Test("It arrives at once, is told as a lie, and counts as one")
  func said() throws {
    var later = Self.say(9)
    later.at = Ticks(30)
    let (outcome, _) = try Self.run([Self.say(4), later])
    #expect(outcome.log(1) == ["0: start", "0: 4 from 0", "30: 11 from 0"])
    let lies = outcome.entries.filter { $0.action == "deliver" }
    #expect(lies.map(\.forged) == ["say", "say"])
    #expect(lies.map(\.from) == ["node 0", "node 0"] && lies.allSatisfy(\.isLiars))
    // The answers are on their way.
    #expect(outcome.record.messages.sent == 4 && outcome.record.messages.delivered == 2)
    let count = try #require(outcome.record.faults.first { $0.kind == "say" })
    #expect(count.requested == 2 && count.injected == 2 && count.effective == 2)
  }

  @Test("The journal has the step, and no event has caused it")
  func journal() throws {
    let steps = [Self.say(4), Self.say(6, to: 2)]
    let (outcome, journal) = try Self.run(steps)
    #expect(journal?.steps.map(\.step.action) == steps.map(\.action))
    let lies = outcome.entries.filter { $0.action == "deliver" }
    #expect(lies.map { $0.causes?.origin } == [0, 0])
  }

  @Test("Of a doubled node the copy that talks with the liar hears it")
  func twin() throws {
    let (outcome, _) = try Self.run([Self.say(4), Self.say(6, from: 2)]) { plan in
      plan.faults.twins = [Twin(NodeID(1), side: NodeSet(0))]
      plan.faults.coalitions = [NodeSet(0), NodeSet(2)]
    }
    #expect(outcome.log(1) == ["0: start", "0: 6 from 2"])
  }

  @Test("A node that is down does not hear it")
  func down() throws {
    let (outcome, _) = try Self.run([.init(.crash(NodeID(1))), Self.say(4)])
    #expect(outcome.record.messages.delivered == 0 && outcome.record.messages.dropped == 1)
  }

  @Test("What a node cannot say is refused")
  func refused() {
    let unsayable = [
      Self.say(4, from: 2), Self.say(7), Self.say(4, label: 1),
      .init(.say(label: 0, from: NodeID(0), to: NodeID(1), message: [4])),
    ]
    for step in unsayable {
      let error = #expect(throws: ScheduleError.self) { _ = try Self.run([Self.say(4), step]) }
      #expect(error?.reason == .unsayable && error?.step == 1)
    }
    for step in [Self.say(4, from: 3), Self.say(4, to: 3)] {
      let error = #expect(throws: ScheduleError.self) { _ = try Self.run([step]) }
      #expect(error?.reason == .unknownNode)
    }
    let mute = #expect(throws: ScheduleError.self) {
      _ = try Self.run([Self.say(4)]) { $0.speech = nil }
    }
    #expect(mute?.reason == .unsayable)
    #expect(mute.map { "\($0)" }?.contains("lets a node say what it cannot say") ?? false)
  }
}
