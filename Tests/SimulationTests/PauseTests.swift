import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Pauses")
struct PauseTests {
  @Test("A paused node takes what came afterwards, in order, and keeps its memory")
  func inputs() {
    let outcome = simulate([
      ToyNode([.start: [.set(1, after: 55), .write(1, to: 0)]]),
      .beacon(at: [10, 45, 50, 95], to: 0),
    ]) { plan in
      plan.stores = { _, _ in .init(delay: .always(Ticks(52))) }
      plan.faults.pauses = [Pause(NodeID(0), at: Ticks(50), until: Ticks(100))]
    }
    #expect(
      outcome.log(0) == [
        "0: start", "20: 10 from 1", "100: stored 0", "100: 45 from 1", "100: timer 1",
        "100: 50 from 1", "105: 95 from 1",
      ])
    #expect(outcome.fault(.pause) == FaultCount(1, 1, 1))
    #expect(outcome.record.longestQueue == 4)
    #expect(outcome.record.messages.dropped == 0)
  }

  @Test("Pauses that overlap end with the last; one that holds nothing back is not effective")
  func overlapping() {
    let outcome = simulate([ToyNode(), .beacon(at: [55, 85], to: 0)]) { plan in
      plan.faults.pauses = [
        Pause(NodeID(0), at: Ticks(50), until: Ticks(70)),
        Pause(NodeID(0), at: Ticks(60), until: Ticks(80)),
        Pause(NodeID(0), at: Ticks(200), until: Ticks(300)),
        Pause(NodeID(0), at: Ticks(400), until: Ticks(350)),
      ]
    }
    #expect(outcome.log(0) == ["0: start", "80: 55 from 1", "95: 85 from 1"])
    #expect(outcome.fault(.pause) == FaultCount(4, 4, 1))
  }

  @Test("A pause for ever keeps everything waiting")
  func forever() {
    let outcome = simulate([ToyNode(), .beacon(at: [0, 60], to: 0)]) { plan in
      plan.faults.pauses = [Pause(NodeID(0), at: Ticks(50), until: .never)]
    }
    #expect(outcome.log(0) == ["0: start", "10: 0 from 1"])
    #expect(outcome.underWay == 1)
    #expect(outcome.record.ending == .quiet)
    let working = simulate([
      ToyNode([.anyMessage: [.work(100), .reply]]), .beacon(at: [0], to: 0),
    ]) { $0.faults.pauses = [Pause(NodeID(0), at: Ticks(50), until: .never)] }
    #expect(working.nodes[1].received.isEmpty)
    #expect(working.fault(.pause) == FaultCount(1, 1, 1), "it has kept the work from its end")
  }

  @Test("Work stands still during a pause", arguments: [1, 2])
  func work(cores: Int) {
    // Each input is 100 µs of work: one from 10 to 110, were it not for the pauses.
    let outcome = simulate([
      ToyNode([.anyMessage: [.work(100), .reply]]), .beacon(at: [0, 1], to: 0),
    ]) { plan in
      plan.cores = { _ in cores }
      plan.faults.pauses = [
        // In the midst of the work, over its planned end, and at its very end.
        Pause(NodeID(0), at: Ticks(20), until: Ticks(25)),
        Pause(NodeID(0), at: Ticks(105), until: Ticks(205)),
        Pause(NodeID(0), at: Ticks(215), until: Ticks(220)),
      ]
    }
    // 90 of 100 are done by 105 and the rest by 215, where the third pause begins first: it ends at
    // 220, and the answer takes 10. With two cores the other message is one behind; with one it follows.
    #expect(outcome.nodes[1].arrivals == (cores == 1 ? [230, 330] : [230, 231]))
    #expect(outcome.fault(.pause) == FaultCount(3, 3, 3))
  }

  @Test("A pause in the midst of work puts its end off by just as long", arguments: [1, 2])
  func shortPauses(count: UInt64) {
    let outcome = simulate([
      ToyNode([.anyMessage: [.work(100), .reply]]), .beacon(at: [0], to: 0),
    ]) { plan in
      plan.faults.pauses = (0..<count).map {
        Pause(NodeID(0), at: Ticks(20 + 30 * $0), until: Ticks(27 + 30 * $0))
      }
    }
    #expect(outcome.nodes[1].arrivals == [120 + 7 * count])
    #expect(outcome.fault(.pause) == FaultCount(count, count, count))
  }

  @Test("A crash ends what a pause held, also after the pause")
  func crash() {
    let outcome = simulate([
      ToyNode([.anyMessage: [.work(100), .reply]]), .beacon(at: [0, 100], to: 0),
    ]) { plan in
      plan.faults.pauses = [Pause(NodeID(0), at: Ticks(100), until: Ticks(200))]
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(150), restart: Ticks(160))]
    }
    #expect(outcome.log(0) == ["200: start"])
    #expect(outcome.nodes[1].received.isEmpty)
    #expect(outcome.underWay == 0)
  }
}
