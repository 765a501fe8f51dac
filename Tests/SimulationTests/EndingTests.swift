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

  @Test("The limit on virtual time ends a run undecided, unless the duration is over too")
  func timeLimit() {
    let ending = { (duration: UInt64, limit: UInt64) in
      simulate([Self.clock]) { plan in
        plan.duration = Ticks(duration)
        plan.timeLimit = Ticks(limit)
      }.record
    }
    #expect(ending(50, 30).ending == .timeLimit)
    #expect(ending(50, 30).virtualUs == 30)
    #expect(ending(30, 30).ending == .duration)
    #expect(ending(30, 50).ending == .duration)
    #expect(ending(30, 50).traceDigest == ending(50, 30).traceDigest)
    let quiet = simulate([.beacon(at: [0], to: 0)]) { $0.timeLimit = Ticks(100) }
    #expect(quiet.record.ending == .quiet)
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
    let late = simulate([node], properties: properties) { $0.timeLimit = Ticks(100) }
    #expect(late.record.properties.map(\.judgement.verdict) == [.violated, .inconclusive])
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
    #expect(outcome.record.ending == .memoryLimit)
    #expect(outcome.record.longestQueue == 4_194_304)
  }

  @Test("More messages under way than may be end the run")
  func queue() {
    let flood = ToyNode([
      .start: [.set(1, after: 1)], .timer(1): [.send(1, to: 0), .set(1, after: 1)],
    ])
    let run = { (limit: Int) in
      simulate([flood]) { plan in
        plan.captured = 0..<0
        plan.profiles = [LinkProfile(delay: .always(.seconds(1)))]
        plan.profile = { _, _ in 0 }
        plan.queueLimit = limit
        plan.duration = Ticks(10_000)
      }
    }
    #expect(run(1 << 23).record.ending == .duration)
    #expect(run(4_000).record.ending == .memoryLimit)
    #expect(run(4_000).record.events == 4_096)
    #expect(run(5_000).record.events == 8_192)
  }

  @Test(
    "A run that holds more than it may ends undecided, whatever it holds",
    arguments: ["messages", "timers", "records", "state", "effects", "inputs"])
  func memory(what: String) {
    let (ticks, answers): ([ToyNode.Act], [ToyNode.Act]) =
      switch what {
      case "messages": ([.sendBytes(1, 500, to: 0)], [])
      case "timers": ((0..<20).map { .set($0 << 32, after: 1 << 40) }, [])
      case "records": ((0..<20).map { .write($0, to: 0) }, [])
      case "effects": ([], [.work(1 << 40), .flood(20, to: 0)])
      case "inputs": ([], [.work(1 << 40)])
      default: ([], [])
      }
    let node = ToyNode([
      .start: [.set(1, after: 1)], .timer(1): ticks + [.set(1, after: 1)], .message(7): answers,
    ])
    let sender = ToyNode([
      .start: [.set(1, after: 1)], .timer(1): [.send(7, to: 0), .set(1, after: 1)],
    ])
    let run = { (limit: UInt64) in
      simulate([node, sender]) { plan in
        plan.captured = 0..<0
        plan.profiles = [LinkProfile(delay: .always(Ticks(what == "messages" ? 1 << 40 : 1)))]
        plan.memoryLimit = limit
        plan.cores = { _ in what == "effects" ? 65_000 : 1 }
        plan.duration = Ticks(5_000)
      }.record
    }
    let (free, bound, tight) = (run(.max), run(50_000), run(20_000))
    #expect(free.ending == .duration)
    #expect(bound.ending == .memoryLimit)
    #expect(tight.ending == .memoryLimit && tight.events <= bound.events)
    #expect(bound.events < free.events && bound.events % 4_096 == 0)
    #expect(run(50_000).traceDigest == bound.traceDigest)
  }

  @Test("More open requests than may be end the run; those settled are none of them")
  func openRequests() {
    let run = { (settled: ToyFact) in
      simulate([
        ToyNode([
          .timer(1): [.observe(.offered(1), .pulse)], .timer(2): [.observe(.offered(2), .pulse)],
          .timer(3): [.observe(settled, .pulse), .observe(.offered(3), .pulse)],
        ])
      ]) { plan in
        plan.requestLimit = 2
        plan.loads = (1...4).map {
          LoadPlan(
            node: NodeID(0), timer: ToyTimer($0), arrivals: .steady(1, per: Ticks(1)),
            first: Ticks($0 * 10), count: 1)
        }
      }
    }
    #expect(run(.seen(1)).record.ending == .memoryLimit)
    #expect(run(.seen(1)).log(0).last == "30: timer 3")
    #expect(run(.done(1)).record.ending == .quiet)
    #expect(run(.rejected(2)).record.ending == .quiet)
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
