import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Timers")
struct TimerTests {
  @Test("A timer runs out once; each name counts for itself, at each node")
  func names() {
    let node = ToyNode([.start: [.set(1, after: 30), .set(2, after: 20), .set(3, after: 0)]])
    let outcome = simulate([node, node])
    for position in 0..<2 {
      #expect(outcome.log(position) == ["0: start", "0: timer 3", "20: timer 2", "30: timer 1"])
    }
  }

  @Test("Setting a timer again replaces it, earlier or later")
  func replace() {
    let outcome = simulate([
      ToyNode([
        .start: [
          .set(1, after: 10), .set(1, after: 50), .set(2, after: 50), .set(2, after: 10),
        ]
      ])
    ])
    #expect(outcome.log(0) == ["0: start", "10: timer 2", "50: timer 1"])
  }

  @Test("A cancelled timer does not run out, and may be set again")
  func cancel() {
    let outcome = simulate([
      ToyNode([
        .start: [.set(1, after: 10), .set(2, after: 10), .cancel(1), .cancel(9)],
        .timer(2): [.set(1, after: 5)],
      ])
    ])
    #expect(outcome.log(0) == ["0: start", "10: timer 2", "15: timer 1"])
    #expect(outcome.record.virtualUs == 15)
  }

  @Test("A timer that waits for its busy node can still be cancelled or replaced")
  func waiting() {
    let outcome = simulate([
      ToyNode([
        .start: [.set(1, after: 10), .set(2, after: 20), .set(3, after: 20), .set(4, after: 20)],
        .timer(1): [.work(50), .cancel(2), .set(3, after: 7)],
      ])
    ])
    #expect(outcome.log(0) == ["0: start", "10: timer 1", "60: timer 4", "67: timer 3"])
  }

  @Test("The name of a cancelled timer that still waits may be taken by another")
  func reused() {
    let outcome = simulate([
      ToyNode([
        .start: [.set(1, after: 10), .set(2, after: 20)],
        .timer(1): [.work(50), .cancel(2), .set(5, after: 1)],
      ])
    ])
    #expect(outcome.log(0) == ["0: start", "10: timer 1", "61: timer 5"])
  }

  @Test("Twenty thousand replacements leave one timer, and time ends with it")
  func stale() {
    let resets: [ToyNode.Act] = (0..<20_000).map { .set(1, after: 1_000_000 - $0) }
    let outcome = simulate([ToyNode([.start: resets + [.set(1, after: 7), .set(2, after: 3)]])])
    #expect(outcome.log(0) == ["0: start", "3: timer 2", "7: timer 1"])
    #expect(outcome.record.virtualUs == 7, "what does not happen takes no time")
    #expect(outcome.record.ending == .quiet)
    #expect(outcome.record.events == 3)
  }

  @Test("Replacing timers round and round loses none")
  func compaction() {
    // Each tick sets 40 long timers again: 20,000 stale entries in all, of which the queue bears 4,096.
    let acts: [ToyNode.Act] = (100..<140).map { .set($0, after: 1_000_000) } + [.set(1, after: 1)]
    let node = ToyNode([.start: acts, .timer(1): acts])
    let outcome = simulate([node]) { $0.duration = Ticks(500) }
    #expect(outcome.log(0) == ["0: start"] + (1...500).map { "\($0): timer 1" })
    #expect(outcome.record.ending == .duration)
    let longer = simulate([ToyNode([.start: acts])])
    #expect(longer.log(0).count == 42)
  }

  @Test("A timer for never does not run out")
  func never() {
    let outcome = simulate([
      ToyNode([
        .start: [.set(1, after: .max), .set(2, after: .max - 1), .set(3, after: 1)],
        .timer(3): [.set(4, after: .max - 1)],
      ])
    ])
    #expect(outcome.log(0) == ["0: start", "1: timer 3", "\(UInt64.max - 1): timer 2"])
    #expect(outcome.record.ending == .quiet)
    #expect(outcome.record.virtualUs == UInt64.max - 1)
  }
}
