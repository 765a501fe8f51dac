import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Clocks")
struct ClockTests {
  static let me: NodeSet = [NodeID(0)]

  static func clock(_ faults: [ClockFault], _ node: ToyNode, twin: Bool = false)
    -> Outcome<ToyNode>
  {
    simulate([node, .beacon(at: [90], to: 0)]) { $0.faults.clocks = faults }
  }

  @Test("A skewed clock shows another time and runs as fast; behind, it shows zero at first")
  func skew() {
    let node = ToyNode([.start: [.set(1, after: 20)]])
    let ahead = Self.clock([ClockFault(Self.me, skew: 1_000)], node)
    #expect(ahead.log(0) == ["1000: start", "1020: timer 1", "1100: 90 from 1"])
    #expect(ahead.lines.contains("20 0: timer tick 1"))
    #expect(ahead.fault(.clock) == FaultCount(1, 1, 1))
    let behind = Self.clock([ClockFault(Self.me, skew: -30)], node)
    #expect(behind.log(0) == ["0: start", "0: timer 1", "70: 90 from 1"])
  }

  @Test("Timers count a drifting clock's own time")
  func drift() {
    let node = ToyNode([.start: [.set(1, after: 30)], .timer(1): [.set(2, after: 45)]])
    let fast = Self.clock([ClockFault(Self.me, drift: 500_000_000)], node)
    #expect(fast.log(0) == ["0: start", "30: timer 1", "75: timer 2", "150: 90 from 1"])
    #expect(fast.lines.contains("20 0: timer tick 1"))
    #expect(fast.lines.contains("50 0: timer tick 2"))
    let slow = Self.clock([ClockFault(Self.me, drift: -500_000_000)], node)
    #expect(slow.log(0) == ["0: start", "30: timer 1", "50: 90 from 1", "75: timer 2"])
    #expect(slow.lines.contains("60 0: timer tick 1"))
  }

  @Test(
    "A timer runs out at the first instant at which its time is over",
    arguments: [
      -999_999_999, -500_000_001, -123_457, -1, 1, 777, 50_000, 333_333_333, 999_999_999,
      3_000_000_000,
    ])
  func exact(drift: Int64) throws {
    let rate = UInt64(1_000_000_000 + drift)
    for delay: UInt64 in [0, 1, 2, 3, 999, 1_000_000] {
      let outcome = simulate([ToyNode([.start: [.set(1, after: delay)]])]) {
        $0.faults.clocks = [ClockFault(Self.me, drift: drift)]
      }
      let due = try #require(outcome.entries.last).microseconds
      // The oracle in wider numbers: the clock has gone far enough then, and not a moment before.
      let gone = { (time: UInt64) in UInt128(time) * UInt128(rate) / 1_000_000_000 }
      #expect(gone(due) >= UInt128(delay))
      #expect(due == 0 || gone(due - 1) < UInt128(delay))
    }
  }

  @Test("A step changes what the clock shows and no timer; the latest to begin counts")
  func step() {
    let node = ToyNode([.start: [.set(1, after: 40), .set(2, after: 60), .set(3, after: 200)]])
    let outcome = Self.clock(
      [
        ClockFault(Self.me, skew: -1_000, from: Ticks(50)),
        ClockFault(Self.me, skew: 7, from: Ticks(50)), ClockFault(Self.me, skew: 5),
        ClockFault([NodeID(1)], skew: 999, from: Ticks(99)),
      ], node)
    #expect(
      outcome.log(0) == [
        "5: start", "45: timer 1", "67: timer 2", "107: 90 from 1", "207: timer 3",
      ])
    #expect(outcome.fault(.clock) == FaultCount(2, 2, 1), "node 1 takes no step after 99")
  }

  @Test("A timer across a change of drift counts each part at its rate")
  func eras() {
    let node = ToyNode([.start: [.set(1, after: 100)]])
    let outcome = Self.clock(
      [
        ClockFault(Self.me, drift: 1_000_000_000, from: Ticks(40)),
        ClockFault(Self.me, drift: -500_000_000, from: Ticks(60)),
      ], node)
    // 40 until 40, 40 more until 60, and the other 20 take 40.
    #expect(outcome.lines.contains("100 0: timer tick 1"))
    #expect(outcome.log(0) == ["0: start", "100: 90 from 1", "100: timer 1"])
  }

  @Test("Clocks without an error, and those of others, change nothing")
  func exactClocks() {
    let node = ToyNode([.start: [.set(1, after: 40), .set(2, after: .max)]])
    let plain = Self.clock([], node).record.traceDigest
    let outcome = Self.clock([ClockFault(Self.me)], node)
    #expect(outcome.record.traceDigest == plain)
    #expect(outcome.fault(.clock) == FaultCount(1, 1, 0))
    let late = Self.clock([ClockFault(Self.me, skew: 5, from: .never)], node)
    #expect(late.record.traceDigest == plain && late.fault(.clock) == FaultCount())
  }

  @Test("Requests, links and stores go by true time")
  func others() {
    let outcome = simulate([ToyNode([.anyTimer: [.send(1, to: 1), .write(1, to: 0)]]), ToyNode()]) {
      plan in
      plan.stores = { _, _ in .init(delay: .always(Ticks(6))) }
      plan.loads = [
        LoadPlan(
          node: NodeID(0), timer: ToyTimer(9), arrivals: .steady(1, per: Ticks(50)), count: 2)
      ]
      plan.faults.clocks = [ClockFault(Self.me, drift: 1_000_000_000)]
    }
    #expect(
      outcome.log(0) == ["0: start", "0: timer 9", "12: stored 0", "100: timer 9", "112: stored 1"])
    #expect(outcome.nodes[1].arrivals == [10, 60])
  }
}
