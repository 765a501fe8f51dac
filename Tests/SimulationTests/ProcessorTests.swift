import Determinism
import Faults
import Machine
import Simulation
import TemporalLogic
import Testing
import Traces

@Suite("Cores and queues")
struct ProcessorTests {
  /// Five messages arrive at 10, 20, … 50; each is 100 µs of work.
  static func five(cores: Int) -> Outcome<ToyNode> {
    simulate([
      ToyNode([.anyMessage: [.work(100), .reply]]), .beacon(at: [0, 10, 20, 30, 40], to: 0),
    ]) { $0.cores = { $0 == NodeID(0) ? cores : 1 } }
  }

  @Test("An input starts when a core is free, and its effects leave when its work is done")
  func cores() {
    #expect(Self.five(cores: 1).nodes[1].arrivals == [120, 220, 320, 420, 520])
    #expect(Self.five(cores: 2).nodes[1].arrivals == [120, 130, 220, 230, 320])
    #expect(Self.five(cores: 3).nodes[1].arrivals == [120, 130, 140, 220, 230])
    #expect(Self.five(cores: 5).nodes[1].arrivals == [120, 130, 140, 150, 160])
    #expect(Self.five(cores: .max).nodes[1].arrivals == [120, 130, 140, 150, 160])
    #expect(Self.five(cores: -1).nodes[1].arrivals == [120, 220, 320, 420, 520])
  }

  @Test("Queues are counted at their longest")
  func queues() {
    #expect((1...5).map { Self.five(cores: $0).record.longestQueue } == [4, 3, 2, 1, 0])
  }

  @Test("An input of no cost waits for a core too, and takes none")
  func free() {
    let node = ToyNode([.message(1): [.work(100)], .anyMessage: [.reply]])
    for (cores, arrivals) in [(1, [120, 120]), (2, [22, 23])] {
      let outcome = simulate([
        node,
        ToyNode([
          .start: [.send(1, to: 0), .set(2, after: 2), .set(4, after: 3)],
          .anyTimer: [.forward(to: 0)],
        ]),
      ]) { $0.cores = { _ in cores } }
      #expect(outcome.nodes[1].arrivals == arrivals.map(UInt64.init))
    }
  }

  @Test("Effects of one step leave together, timers count from then, and later work may overtake")
  func effects() {
    let outcome = simulate([
      ToyNode([
        .message(100): [
          .set(1, after: 5), .work(60), .write(1, to: 0), .work(40), .send(7, to: 1),
        ],
        .message(20): [.work(20), .write(2, to: 0), .send(8, to: 1)],
      ]), ToyNode([.start: [.send(100, to: 0), .send(20, to: 0)]]),
    ]) { $0.cores = { _ in 2 } }
    #expect(
      outcome.log(0) == [
        "0: start", "10: 100 from 1", "10: 20 from 1", "30: stored 1", "110: stored 0",
        "115: timer 1",
      ])
    #expect(outcome.log(1) == ["0: start", "40: 8 from 0", "120: 7 from 0"])
  }

  @Test("A fact is told when its work is done, and belongs to the event that began it")
  func facts() {
    let seen = FactLog()
    let outcome = simulate(
      [
        ToyNode([.anyMessage: [.work(50), .observeNumber { .note($0) }]]),
        .beacon(at: [0, 20], to: 0), .beacon(at: [33, 34], to: 1),
      ], properties: [seen.property]
    ) { $0.cores = { _ in 2 } }
    let steps = [4, 5].map { number in
      outcome.entries.first { $0.action == "deliver" && $0.slot == (number == 4 ? 0 : 20) }?.step
    }
    #expect(
      seen.entries == [
        .init(fact: .note(0), change: .pulse, step: steps[0] ?? 0, microseconds: 60, node: 0),
        .init(fact: .note(20), change: .pulse, step: steps[1] ?? 0, microseconds: 80, node: 0),
      ])
    #expect(outcome.lines.contains("10 0: deliver EVEN 0 from 1 {note(0)}"))
    #expect(outcome.lines.contains("30 0: deliver EVEN 20 from 1 {note(20)}"))
  }

  @Test("Work without end keeps a core for ever, and the run ends quietly")
  func endless() {
    let outcome = simulate([
      ToyNode([.anyMessage: [.work(.max), .work(.max), .reply]]), .beacon(at: [0, 1], to: 0),
    ])
    #expect(outcome.log(0) == ["0: start", "10: 0 from 1"])
    #expect(outcome.record.ending == .quiet)
    #expect(outcome.record.virtualUs == 11)
  }
}
