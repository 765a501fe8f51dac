import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Faults of stores")
struct StoreFaultTests {
  static let first = StoreID(0)
  static let me: NodeSet = [NodeID(0)]

  /// A node that writes at 1, 2, …, 9 to a store that takes 3 µs, crashes at 8 and boots at 10 for
  /// good.
  static func crashed(
    _ faults: [StoreFault], delay: UInt64 = 3, hasChecksums: Bool = true, crash: UInt64 = 8
  ) -> Outcome<ToyNode> {
    simulate([.writer(at: 1...9)]) { plan in
      plan.stores = { _, _ in
        StoreProfile(delay: .always(Ticks(delay)), hasChecksums: hasChecksums)
      }
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(crash), restart: Ticks(10))]
      plan.faults.stores = faults
      plan.duration = Ticks(10)
    }
  }

  @Test("Without faults a crash leaves what was acknowledged before it")
  func none() {
    // 5 would be durable at 8.
    #expect(Self.crashed([]).log(0) == ["10: start [1, 2, 3, 4]"])
  }

  @Test("A delay makes writes take longer while it is in force")
  func delay() {
    let fault = StoreFault(
      .delay, of: Self.first, at: Self.me, from: Ticks(2), until: Ticks(4), by: Ticks(100))
    let outcome = simulate([.writer(at: 1...4)]) { $0.faults.stores = [fault] }
    #expect(
      outcome.log(0).filter { $0.contains("stored") } == [
        "1: stored 0", "102: stored 1", "103: stored 2", "103: stored 3",
      ])
    #expect(outcome.fault(.storeDelay) == FaultCount(2, 2, 2))
  }

  @Test("Writes to an unavailable store fail when they would have been durable, and are not kept")
  func unavailable() {
    let fault = StoreFault(
      .unavailable, of: Self.first, at: Self.me, from: Ticks(2), until: Ticks(4))
    let node = ToyNode([
      .start: [.set(1, after: 1), .set(2, after: 2), .set(3, after: 3), .set(4, after: 4)],
      .anyTimer: [.writeNumber(to: 0), .write(7, to: 1)], .failed: [.write(50, to: 0)],
    ])
    let outcome = simulate([node]) { plan in
      plan.stores = { _, _ in .init(delay: .always(Ticks(3))) }
      plan.faults.stores = [fault]
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(20), restart: Ticks(30))]
      plan.duration = Ticks(30)
    }
    #expect(outcome.lines.filter { $0.contains("failed") }.count == 2)
    #expect(outcome.lines.contains("5 0: failed log 2"))
    #expect(outcome.log(0) == ["30: start [1, 7, 7, 7, 4, 7, 50, 50]"])
    #expect(outcome.fault(.storeUnavailable) == FaultCount(2, 2, 2))
  }

  @Test("What is acknowledged early is lost by a crash until it is durable")
  func early() {
    let fault = StoreFault(.ackBeforeDurable, of: Self.first, at: Self.me, by: Ticks(2))
    let outcome = Self.crashed([fault])
    // All seven are acknowledged at once; what is written from 4 on would be durable from 9 on.
    #expect(outcome.lines.filter { $0.contains("stored") }.count == 7)
    #expect(outcome.lines.contains("7 0: stored log 6"))
    #expect(outcome.log(0) == ["10: start [1, 2, 3]"])
    #expect(outcome.fault(.ackBeforeDurable) == FaultCount(7, 7, 4))
  }

  @Test("Early acknowledgements never overtake those of earlier writes")
  func earlyInOrder() {
    let fault = StoreFault(
      .ackBeforeDurable, of: Self.first, at: Self.me, from: Ticks(2), until: Ticks(3))
    let outcome = simulate([.writer(at: 1...3)]) { plan in
      plan.stores = { _, _ in .init(delay: .always(Ticks(10))) }
      plan.faults.stores = [fault]
    }
    #expect(
      outcome.log(0).filter { $0.contains("stored") } == [
        "11: stored 0", "11: stored 1", "13: stored 2",
      ])
  }

  @Test("A crash in the middle of the last write leaves those before it, and half of that one")
  func torn() {
    let fault = StoreFault(.torn, of: Self.first, at: Self.me)
    let outcome = Self.crashed([fault])
    #expect(outcome.log(0) == ["10: start [1, 2, 3, 4, 5, 6]"])
    #expect(outcome.lines.filter { $0.contains("stored") }.count == 4, "nobody was told of more")
    #expect(outcome.fault(.torn) == FaultCount(1, 1, 1))
    // Half of a toy's record decodes to nothing, and one write alone leaves nothing else.
    #expect(Self.crashed([fault], hasChecksums: false).log(0) == outcome.log(0))
    let alone = Self.crashed([fault], delay: 1)
    #expect(alone.log(0) == ["10: start [1, 2, 3, 4, 5, 6]"])
    #expect(alone.fault(.torn) == FaultCount(1, 1, 0))
    #expect(Self.crashed([fault], delay: 0).fault(.torn) == FaultCount(1, 0, 0))
  }

  @Test("A torn end saves what was acknowledged too early")
  func tornCache() {
    let faults = [
      StoreFault(.torn, of: Self.first, at: Self.me),
      StoreFault(.ackBeforeDurable, of: Self.first, at: Self.me),
    ]
    let outcome = Self.crashed(faults)
    #expect(outcome.log(0) == ["10: start [1, 2, 3, 4, 5, 6]"])
    #expect(outcome.fault(.ackBeforeDurable).effective == 1)
  }

  @Test(
    "A crash cuts the end of the store off", arguments: [(0, 3), (1, 3), (2, 3), (3, 2), (99, 0)])
  func truncated(by: UInt64, left: UInt64) {
    let fault = StoreFault(.truncateTail, of: Self.first, at: Self.me, by: Ticks(by))
    let outcome = Self.crashed([fault])
    // 4 was durable at 7, 3 at 6.
    let expected = left == 0 ? "10: start" : "10: start \(Array(1...max(1, left)))"
    #expect(outcome.log(0) == [expected])
    #expect(outcome.fault(.truncateTail) == FaultCount(1, 1, 1))
  }

  @Test("A crash leaves the store as it was, with what was forgotten since")
  func rolledBack() {
    let node = ToyNode([
      .start: (1...9).map { .set($0, after: $0) },
      .timer(6): [.forget(1, in: 0), .writeNumber(to: 0)], .anyTimer: [.writeNumber(to: 0)],
    ])
    let run = { (by: UInt64) in
      simulate([node]) { plan in
        plan.stores = { _, _ in .init(delay: .always(Ticks(1))) }
        plan.faults.crashes = [Crash(NodeID(0), at: Ticks(9), restart: Ticks(10))]
        plan.faults.stores = [
          StoreFault(.rollback, of: Self.first, at: Self.me, by: Ticks(by))
        ]
        plan.duration = Ticks(10)
      }
    }
    // 1 and 2 were forgotten at 6; 7 was durable at 8.
    #expect(run(0).log(0) == ["10: start [3, 4, 5, 6, 7]"])
    #expect(run(0).fault(.rollback) == FaultCount(1, 1, 0))
    #expect(run(3).log(0) == ["10: start [3, 4, 5]"])
    #expect(run(4).log(0) == ["10: start [1, 2, 3, 4]"])
    #expect(run(4).fault(.rollback) == FaultCount(1, 1, 1))
    #expect(run(7).log(0) == ["10: start [1]"])
    #expect(run(100).log(0) == ["10: start"])
  }

  @Test("A flipped bit costs the record, or without checksums its truth")
  func rotten() throws {
    let fault = StoreFault(
      .bitRot, of: Self.first, at: Self.me, from: Ticks(2), until: Ticks(4))
    let outcome = Self.crashed([fault])
    #expect(outcome.log(0) == ["10: start [1, 4]"])
    #expect(outcome.fault(.bitRot) == FaultCount(2, 2, 2))
    let trusting = Self.crashed([fault], hasChecksums: false)
    let start = try #require(trusting.log(0).first)
    let numbers = start.split { !$0.isNumber }.compactMap { UInt64($0) }.dropFirst()
    try #require(numbers.count == 4)
    #expect(numbers.first == 1 && numbers.last == 4)
    let flipped = zip(numbers, 1...4).map { ($0 ^ $1).nonzeroBitCount }
    #expect(flipped == [0, 1, 1, 0])
  }

  @Test("Nobody notices rot before a boot", arguments: [true, false])
  func unread(hasChecksums: Bool) {
    let fault = StoreFault(.bitRot, of: Self.first, at: Self.me)
    let run = { (faults: [StoreFault]) in
      simulate([.writer(at: 1...5)]) { plan in
        plan.stores = { _, _ in StoreProfile(hasChecksums: hasChecksums) }
        plan.faults.stores = faults
      }
    }
    let outcome = run([fault])
    #expect(outcome.fault(.bitRot) == FaultCount(5, 5, 0))
    #expect(outcome.record.traceDigest == run([]).record.traceDigest)
  }

  @Test(
    "Other stores, other nodes, other times and no chance at all change nothing",
    arguments: StoreFault.Kind.allCases)
  func elsewhere(kind: StoreFault.Kind) {
    let crashed = { (faults: [StoreFault]) in Self.crashed(faults).record.traceDigest }
    let plain = crashed([])
    let by = Ticks(2)
    #expect(crashed([StoreFault(kind, of: StoreID(1), at: Self.me, by: by)]) == plain)
    #expect(crashed([StoreFault(kind, of: StoreID(9), at: Self.me, by: by)]) == plain)
    #expect(crashed([StoreFault(kind, of: Self.first, at: [], by: by)]) == plain)
    let late = StoreFault(kind, of: Self.first, at: Self.me, from: Ticks(9), by: by)
    #expect(crashed([late]) == plain)
    var never = StoreFault(kind, of: Self.first, at: Self.me, chance: .never, by: by)
    #expect(crashed([never]) == plain)
    never.chance = .always
    #expect(crashed([never]) != plain)
  }

  @Test("One more fault shifts no other's draws", arguments: StoreFault.Kind.allCases)
  func streams(kind: StoreFault.Kind) {
    let rare = StoreFault(.bitRot, of: Self.first, at: Self.me, chance: .percent(40))
    let rotten = { (faults: [StoreFault]) in
      simulate([.writer(at: 1...200)]) { $0.faults.stores = faults }.fault(.bitRot).requested
    }
    let other = StoreFault(kind, of: Self.first, at: Self.me, until: Ticks(2), by: Ticks(1))
    #expect(rotten([rare]) > 40 && rotten([rare]) < 120)
    #expect(rotten([rare, other]) == rotten([rare]) + (kind == .bitRot ? 1 : 0))
    if kind != .bitRot { #expect(rotten([other, rare]) == rotten([rare])) }
  }

  @Test("The facts of a node with a lying store are not judged; a slow or full one lies not")
  func liars() {
    let node = ToyNode([.start: [.observe(.note(1), .latch)]])
    for kind in StoreFault.Kind.allCases {
      let log = FactLog()
      _ = simulate([node, node, node], properties: [log.property]) { plan in
        plan.faults.stores = [
          StoreFault(kind, of: Self.first, at: [NodeID(1)]),
          StoreFault(kind, of: Self.first, at: [NodeID(2)], chance: .never),
          // Nobody has such a store.
          StoreFault(kind, of: StoreID(2), at: [NodeID(0)]),
        ]
      }
      #expect(log.entries.map(\.node) == (kind.isLie ? [0, 2] : [0, 1, 2]), "\(kind)")
    }
  }
}
