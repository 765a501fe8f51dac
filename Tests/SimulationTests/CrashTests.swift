import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Crash and restart")
struct CrashTests {
  static let peer = ToyNode()

  @Test("A crash loses timers, memory and what arrives meanwhile; what was sent arrives")
  func memory() {
    let outcome = simulate([
      ToyNode([
        .start: [.set(1, after: 95), .set(2, after: 105), .set(3, after: 200)],
        .timer(1): [.send(9, to: 1)],
      ]),
      .beacon(at: [50, 90, 91, 110], to: 0),
    ]) { $0.faults.crashes = [Crash(NodeID(0), at: Ticks(100), restart: Ticks(120))] }
    #expect(outcome.nodes[1].arrivals == [105, 225], "the first was on its way")
    // 90 arrives at the instant of the crash, and 110 at that of the restart.
    #expect(
      outcome.log(0) == [
        "120: start", "120: 110 from 1", "215: timer 1", "225: timer 2", "320: timer 3",
      ])
    #expect(outcome.record.messages.dropped == 2)
    #expect(outcome.fault(.crash) == FaultCount(1, 1, 1))
    #expect(outcome.fault(.restart) == FaultCount(1, 1, 1))
    #expect(outcome.lines.contains("100 0: crash") && outcome.lines.contains("120 0: start"))
  }

  @Test("A crash that comes again and again does so until the end, each time for as long")
  func again() {
    let outcome = simulate([ToyNode()]) { plan in
      plan.duration = Ticks(100)
      plan.faults.crashes = [
        Crash(NodeID(0), at: Ticks(10), restart: Ticks(15), every: Ticks(30)),
        // Down already, or up before the other one's restart.
        Crash(NodeID(0), at: Ticks(42), restart: Ticks(43), every: Ticks(60)),
      ]
    }
    #expect(
      outcome.lines.filter { $0.contains("crash") || $0.contains("start") } == [
        "0 0: start", "10 0: crash", "15 0: start", "40 0: crash", "42 0: crash", "43 0: start",
        "70 0: crash", "75 0: start", "100 0: crash",
      ])
    #expect(outcome.fault(.crash) == FaultCount(5, 4, 4))
    #expect(outcome.fault(.restart) == FaultCount(5, 3, 3))
  }

  @Test("A crash loses unfinished work and the inputs that wait")
  func work() {
    let outcome = simulate([
      ToyNode([.anyMessage: [.work(30), .reply, .write(1, to: 0)]]), .beacon(at: [0, 1, 2], to: 0),
    ]) { $0.faults.crashes = [Crash(NodeID(0), at: Ticks(45), restart: Ticks(60))] }
    // 0 is worked on from 10 to 40; 1 from 40 on; 2 waits.
    #expect(outcome.nodes[1].received == [1])
    #expect(outcome.log(0) == ["60: start [1]"])
    #expect(outcome.record.messages.dropped == 1)
    #expect(outcome.record.messages.delivered == 3)
    #expect(outcome.underWay == 0)
  }

  @Test("Work of an earlier life does not disturb the next one")
  func earlierWork() {
    let outcome = simulate([
      ToyNode([.anyMessage: [.work(100), .reply]]), .beacon(at: [0, 30, 31], to: 0),
    ]) { $0.faults.crashes = [Crash(NodeID(0), at: Ticks(20), restart: Ticks(25))] }
    // The work begun at 10 would have ended at 110, in the middle of that of 31.
    #expect(outcome.log(0) == ["25: start", "40: 30 from 1", "140: 31 from 1"])
    #expect(outcome.nodes[1].arrivals == [150, 250])
  }

  @Test("A restart gives back what was durable, over all stores, in the order of writing")
  func durable() {
    let outcome = simulate([
      ToyNode([
        .start: [.set(1, after: 1), .set(2, after: 2), .set(3, after: 3)],
        .timer(1): [.write(11, to: 0), .write(12, to: 1)],
        .timer(2): [.write(13, to: 0), .write(14, to: 1), .write(15, to: 0)],
        .timer(3): [.write(16, to: 1), .write(17, to: 0)],
      ])
    ]) { plan in
      plan.stores = { _, store in .init(delay: .always(Ticks(store.index == 0 ? 50 : 5))) }
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(53), restart: Ticks(54))]
      plan.duration = Ticks(54)
    }
    // Store 0 has 11, 13 and 15; 17 would be durable at the instant of the crash.
    #expect(outcome.log(0) == ["54: start [11, 12, 13, 14, 15, 16]"])
  }

  @Test("What a store was told to forget does not come back; other stores keep theirs")
  func forgotten() {
    let outcome = simulate([
      ToyNode([
        .start: [.set(1, after: 1), .set(2, after: 2), .set(3, after: 40)],
        .timer(1): [.write(11, to: 0), .write(12, to: 1), .write(13, to: 0)],
        .timer(2): [.write(14, to: 0), .write(15, to: 0), .forget(3, in: 0)],
        .timer(3): [.forget(1, in: 0), .write(16, to: 0)],
      ])
    ]) { plan in
      plan.stores = { _, _ in .init(delay: .always(Ticks(10))) }
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(60), restart: Ticks(70))]
      plan.duration = Ticks(70)
    }
    // 14 was under way: it is acknowledged, and gone; a lower ticket takes nothing back.
    #expect(outcome.log(0) == ["70: start [12, 15, 16]"])
    #expect(outcome.lines.count { $0.contains("stored") } == 6)
  }

  @Test("Forgetting reaches what was written in earlier lives")
  func forgottenLives() {
    let outcome = simulate([
      ToyNode([
        .start: [.write(1, to: 0), .set(1, after: 15)],
        .timer(1): [.forget(1, in: 0)],
      ])
    ]) { plan in
      plan.stores = { _, _ in .init(delay: .always(Ticks(5))) }
      plan.faults.crashes = [
        Crash(NodeID(0), at: Ticks(10), restart: Ticks(20)),
        Crash(NodeID(0), at: Ticks(50), restart: Ticks(60)),
      ]
      plan.duration = Ticks(60)
    }
    // The first life has no time to forget anything; the second forgets both its write and the first.
    #expect(outcome.log(0) == ["60: start"])
    #expect(outcome.lines.contains("20 0: start"))
  }

  @Test("A write that a crash has lost does not hold later ones up", arguments: UInt64(1)...8)
  func lostWrites(seed: UInt64) throws {
    let delay = try Sampler.uniform(low: 10, high: 100_000)
    let outcome = simulate([ToyNode([.start: [.write(1, to: 0)]])], seed: seed) { plan in
      plan.stores = { _, _ in .init(delay: delay) }
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(5), restart: Ticks(6))]
    }
    var stream = RandomStream(seed: seed, name: "store", index: 0)
    _ = delay.draw(from: &stream)
    #expect(outcome.log(0) == ["6: start", "\(6 + delay.draw(from: &stream)): stored 1"])
  }

  @Test("Tickets are never used again")
  func tickets() {
    let outcome = simulate([ToyNode([.start: [.write(1, to: 0), .write(2, to: 1)]])]) { plan in
      plan.stores = { _, store in .init(delay: .always(Ticks(store.index == 0 ? 1_000 : 5))) }
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(10), restart: Ticks(20))]
    }
    #expect(outcome.log(0) == ["20: start [2]", "25: stored 3", "1020: stored 2"])
  }

  @Test("Crashes of a node that is down, and restarts of one that is up, do nothing")
  func idle() {
    let outcome = simulate([ToyNode()]) { plan in
      plan.faults.crashes = [
        Crash(NodeID(0), at: Ticks(10), restart: Ticks(30)),
        Crash(NodeID(0), at: Ticks(20), restart: Ticks(40)),
        Crash(NodeID(0), at: .never, restart: Ticks(50)),
      ]
    }
    #expect(outcome.log(0) == ["30: start"])
    #expect(outcome.fault(.crash) == FaultCount(3, 1, 1))
    #expect(outcome.fault(.restart) == FaultCount(3, 1, 1))
  }

  @Test("A restart before its crash comes right after it")
  func inverted() {
    let outcome = simulate([ToyNode()]) { plan in
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(10), restart: Ticks(5))]
    }
    #expect(outcome.log(0) == ["10: start"])
  }

  @Test("A node that restarts during its pause starts when the pause ends")
  func pausedStart() {
    let outcome = simulate([ToyNode(), .beacon(at: [60, 80], to: 0)]) { plan in
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(50), restart: Ticks(75))]
      plan.faults.pauses = [Pause(NodeID(0), at: Ticks(40), until: Ticks(100))]
    }
    #expect(outcome.log(0) == ["100: start", "100: 80 from 1"])
    #expect(outcome.record.messages.dropped == 1, "60 found nobody")
  }

  @Test("A write is durable though the node was too busy to hear of it")
  func unheard() {
    let outcome = simulate([
      ToyNode([.start: [.write(1, to: 0), .set(1, after: 5)], .timer(1): [.work(100)]])
    ]) { plan in
      plan.stores = { _, _ in .init(delay: .always(Ticks(10))) }
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(50), restart: Ticks(60))]
      plan.duration = Ticks(60)
    }
    #expect(outcome.log(0) == ["60: start [1]"])
    #expect(!outcome.lines.contains { $0.contains("stored") })
  }
}
