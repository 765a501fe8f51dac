import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Testing
import Traces

@Suite("Ends of runs")
struct EndingTests {
  /// A node that ticks every 10 µs for ever.
  static let clock = ToyNode([.start: [.set(1, after: 10)], .timer(1): [.set(1, after: 10)]])

  @Test("A run without anything left to happen is quiet, at its last event")
  func quiet() {
    let outcome = simulate([.beacon(at: [0, 70], to: 0)]) { $0.duration = Ticks(500) }
    #expect(outcome.record.ending == .quiet)
    #expect(outcome.record.virtualUs == 80)
  }

  @Test("The duration's last instant still happens")
  func duration() {
    let outcome = simulate([Self.clock]) { $0.duration = Ticks(30) }
    #expect(outcome.record.ending == .duration)
    #expect(outcome.record.virtualUs == 30)
    #expect(outcome.log(0).last == "30: timer 1")
    let later = simulate([Self.clock]) { $0.duration = Ticks(39) }
    #expect(later.log(0) == outcome.log(0))
    #expect(later.record.virtualUs == 39)
  }

  @Test("Timers that were cancelled, and what is put off for ever, do not keep a run going")
  func nothingReal() {
    let outcome = simulate([
      ToyNode([.start: [.set(1, after: 900), .set(2, after: .max), .cancel(1)]])
    ]) { $0.duration = Ticks(500) }
    #expect(outcome.record.ending == .quiet)
    #expect(outcome.record.virtualUs == 0)
  }

  @Test("The limit on events ends a run undecided, unless nothing was left")
  func limit() {
    let outcome = simulate([Self.clock]) { $0.eventLimit = 4 }
    #expect(outcome.record.ending == .eventLimit)
    #expect(outcome.record.events == 4)
    #expect(outcome.log(0).last == "30: timer 1")
    let exact = simulate([.beacon(at: [0], to: 0)]) { $0.eventLimit = 3 }
    #expect(exact.record.ending == .quiet)
    #expect(exact.record.events == 3)
  }

  @Test("A cut run leaves open what is not violated yet")
  func inconclusive() {
    let properties = [
      Property<ToyFact>("Never 1", "No note is 1.") { NoteMonitor(forbidden: 1) },
      Property<ToyFact>("Never 9", "No note is 9.") { NoteMonitor(forbidden: 9) },
    ]
    let node = ToyNode([
      .start: [.observe(.note(1), .pulse), .set(1, after: 10)], .timer(1): [.set(1, after: 10)],
    ])
    let cut = simulate([node], properties: properties) { $0.eventLimit = 10 }
    #expect(cut.record.properties.map(\.judgement.verdict) == [.violated, .inconclusive])
    let timed = simulate([node], properties: properties) { $0.duration = Ticks(100) }
    #expect(timed.record.properties.map(\.judgement.verdict) == [.violated, .holds])
  }

  @Test("Requests without end at a node that cannot take them end the run")
  func overload() {
    let outcome = simulate([ToyNode()]) { plan in
      plan.captured = 0..<0
      plan.faults.pauses = [Pause(NodeID(0), at: .zero, until: .never)]
      plan.loads = [
        LoadPlan(
          node: NodeID(0), timer: ToyTimer(1), arrivals: .bursts(of: .max, 1, per: Ticks(1)))
      ]
    }
    #expect(outcome.record.ending == .eventLimit)
    #expect(outcome.record.longestQueue == 4_194_304)
  }

  @Test("The window of captured events is what was asked for, and changes nothing else")
  func capture() {
    let run = { (window: Range<UInt64>) in
      simulate([Self.clock]) { plan in
        plan.captured = window
        plan.duration = Ticks(1_000)
      }
    }
    let whole = run(1..<1_000)
    #expect(whole.entries.map(\.step) == Array(1...101))
    let part = run(20..<30)
    #expect(part.entries == Array(whole.entries[19..<29]))
    #expect(run(0..<0).entries.isEmpty)
    #expect(run(90..<UInt64.max).entries.count == 12)
    #expect(part.record.traceDigest == whole.record.traceDigest)
  }

  @Test("A record can be asked for again")
  func twice() {
    var simulator = Simulator(
      Cluster(toys: [Self.clock]), cryptographer: .init(mode: .ideal, seed: 1),
      plan: {
        var plan = SimulationPlan<Toy>(seed: 1)
        plan.duration = Ticks(200)
        return plan
      }(), properties: [])
    let ending = simulator.run()
    let first = simulator.finish(ending)
    #expect(simulator.finish(ending).traceDigest == first.traceDigest)
    #expect(first.events == 21)
  }
}

/// Complains of one note.
struct NoteMonitor: Monitor {
  var forbidden: UInt64

  mutating func observe(_ fact: ToyFact, _ change: FactChange, at moment: Moment) -> Violation? {
    fact == .note(forbidden) ? Violation(at: moment, "a note is \(forbidden)") : nil
  }

  func judge(end moment: Moment) -> Judgement { Judgement(.holds) }
}
