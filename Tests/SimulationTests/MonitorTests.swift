import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Testing
import Traces

@Suite("Properties of runs")
struct MonitorTests {
  @Test("The first violation is kept, with its step, time and words")
  func first() throws {
    let node = ToyNode([
      .start: [.set(1, after: 10)],
      .timer(1): [.observe(.note(1), .latch), .observe(.note(2), .latch), .set(1, after: 5)],
    ])
    let outcome = simulate(
      [node, ToyNode()],
      properties: [
        Property("Two", "No note is 2.", tla: "Toy!Two") { NoteMonitor(forbidden: 2) },
        Property("Three", "No note is 3.") { NoteMonitor(forbidden: 3) },
      ]
    ) { $0.duration = Ticks(50) }
    let violation = try #require(outcome.record.properties[0].judgement.violation)
    #expect(
      violation
        == Violation(at: Moment(step: 3, microseconds: 10, node: 0), "a note is 2"))
    #expect(outcome.record.properties[0].tla == "Toy!Two")
    #expect(outcome.record.properties[1].judgement == Judgement(.holds))
    #expect(outcome.record.properties.map(\.name) == ["Two", "Three"])
  }

  @Test("A monitor hears every fact in order, and nothing after its violation")
  func order() {
    let log = FactLog()
    let outcome = simulate(
      [
        ToyNode([
          .start: [
            .observe(.note(1), .pulse), .observe(.note(2), .latch), .observe(.note(2), .unlatch),
            .send(4, to: 1),
          ]
        ]), ToyNode([.message(4): [.observe(.note(3), .latch)]]),
      ], properties: [log.property])
    #expect(
      log.entries == [
        .init(fact: .note(1), change: .pulse, step: 1, microseconds: 0, node: 0),
        .init(fact: .note(2), change: .latch, step: 1, microseconds: 0, node: 0),
        .init(fact: .note(2), change: .unlatch, step: 1, microseconds: 0, node: 0),
        .init(fact: .note(3), change: .latch, step: 3, microseconds: 10, node: 1),
      ])
    #expect(outcome.lines[0] == "0 0: start {note(1)} {+note(2)} {-note(2)}")
  }

  @Test("Each run has monitors of its own, which judge at the end with the last moment")
  func judging() {
    let property = Property<ToyFact>("Count", "There is an even number of notes.") {
      CountMonitor()
    }
    let run = { (count: Int) in
      let acts = Array(repeating: ToyNode.Act.observe(.note(0), .pulse), count: count)
      return simulate(
        [ToyNode([.start: [.set(1, after: 9)], .timer(1): acts])], properties: [property]
      )
      .record.properties[0].judgement
    }
    #expect(run(2) == Judgement(.holds, obligation: "2 at 2, 9 us"))
    #expect(run(1) == Judgement(.presumablyViolated, obligation: "1 at 2, 9 us"))
    #expect(run(0) == Judgement(.vacuous, obligation: "0 at 2, 9 us"))
  }
}

/// Judges only at the end.
private struct CountMonitor: Monitor {
  var count = 0

  mutating func observe(_ fact: ToyFact, _ change: FactChange, at moment: Moment) -> Violation? {
    count += 1
    return nil
  }

  func judge(end moment: Moment) -> Judgement {
    Judgement(
      count == 0 ? .vacuous : count.isMultiple(of: 2) ? .holds : .presumablyViolated,
      obligation: "\(count) at \(moment.step), \(moment.microseconds) us")
  }
}
