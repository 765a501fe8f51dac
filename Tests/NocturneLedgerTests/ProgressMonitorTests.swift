import Cryptography
import Determinism
import NocturneLedger
import TemporalLogic
import Testing

/// The properties that are judged at the end of a run, on histories with times.
@Suite("Monitors of progress")
struct ProgressMonitorTests {
  struct Ending: Sendable, CustomStringConvertible {
    let property: String
    let description: String
    let verdict: Verdict
    var healed: (at: UInt64, within: UInt64)?
    var end: UInt64 = 1_000
    let facts: [(at: UInt64, fact: LedgerFact)]
  }

  static func submitted(
    _ byte: UInt8, at time: UInt64 = 10, again: Bool = false
  ) -> (at: UInt64, fact: LedgerFact) {
    (
      time,
      .submitted(
        request: 1 << 40 | UInt64(byte), command: MonitorTests.digest(byte), again: again)
    )
  }

  static func final(_ byte: UInt8, at time: UInt64) -> (at: UInt64, fact: LedgerFact) {
    (time, .finalised(replica: 0, command: MonitorTests.digest(byte), event: .zero))
  }

  static func rejected(_ byte: UInt8) -> (at: UInt64, fact: LedgerFact) {
    (20, .rejected(replica: 3, command: MonitorTests.digest(byte), reason: .busy))
  }

  /// Λ is 4.
  static func height(
    _ replica: UInt16, _ slot: UInt64, at time: UInt64 = 10
  ) -> (at: UInt64, fact: LedgerFact) {
    (time, .height(replica: replica, slot: slot, lag: 4))
  }

  static let endings: [Ending] =
    [
      Ending(
        property: "L1", description: "one is left", verdict: .presumablyViolated,
        facts: [submitted(1), submitted(2), final(1, at: 30)]),
      Ending(
        property: "L1", description: "all came, in any order", verdict: .holds,
        facts: [
          submitted(1), submitted(2), final(2, at: 30),
          (40, .discarded(replica: 1, command: MonitorTests.digest(1), receipt: .zero)),
        ]),
      Ending(
        property: "L1", description: "told again at a boot when it is final", verdict: .holds,
        facts: [submitted(1), final(1, at: 20), submitted(1, at: 30, again: true)]),
      Ending(
        property: "L1", description: "told at a boot for the first time",
        verdict: .presumablyViolated,
        facts: [submitted(1, again: true)]),
      Ending(
        property: "L1t", description: "nobody heals", verdict: .vacuous, facts: [submitted(1)]),
      Ending(
        property: "L1t", description: "all was done before", verdict: .vacuous, healed: (100, 50),
        facts: [submitted(1), final(1, at: 90), (200, .offered(request: 1))]),
      Ending(
        property: "L1t", description: "too late from before", verdict: .violated, healed: (100, 50),
        facts: [submitted(1), final(1, at: 151)]),
      Ending(
        property: "L1t", description: "just in time from before", verdict: .holds,
        healed: (100, 50),
        facts: [submitted(1), final(1, at: 150)]),
      Ending(
        property: "L1t", description: "too late from after", verdict: .violated, healed: (100, 50),
        facts: [submitted(1), final(1, at: 110), submitted(2, at: 300), final(2, at: 351)]),
      Ending(
        property: "L1t", description: "in time from after", verdict: .holds, healed: (100, 50),
        facts: [submitted(1), final(1, at: 110), submitted(2, at: 300), final(2, at: 350)]),
      Ending(
        property: "L1t", description: "never, and the time is over", verdict: .violated,
        healed: (100, 50), facts: [submitted(1)]),
      Ending(
        property: "L1t", description: "open, and the time is not over",
        verdict: .presumablyViolated,
        healed: (100, 50), end: 150, facts: [submitted(1)]),
      Ending(
        property: "ReceiptComplete", description: "no outcome", verdict: .presumablyViolated,
        facts: [submitted(1), rejected(1)]),
      Ending(
        property: "ReceiptComplete", description: "an event", verdict: .holds,
        facts: [submitted(1), rejected(1), (30, MonitorTests.bound(0))]),
      Ending(
        property: "ReceiptComplete", description: "a receipt", verdict: .holds,
        facts: [submitted(1), rejected(1), (30, MonitorTests.refused(0, receipt: 2))]),
      Ending(
        property: "ReceiptComplete", description: "of nobody", verdict: .vacuous,
        facts: [submitted(1), rejected(2)]),
    ] + lags

  static let lags: [Ending] = [
    Ending(
      property: "LagBound", description: "nobody heals", verdict: .vacuous,
      facts: [height(0, 9)]),
    Ending(
      property: "LagBound", description: "no more than the bound was executed", verdict: .vacuous,
      healed: (100, 50), facts: [height(0, 4)]),
    Ending(
      property: "LagBound", description: "one never comes", verdict: .violated, healed: (100, 50),
      facts: [height(0, 5), height(1, 5)]),
    Ending(
      property: "LagBound", description: "one comes too late", verdict: .violated,
      healed: (100, 50), facts: [height(0, 5), height(1, 5), height(2, 1, at: 151)]),
    Ending(
      property: "LagBound", description: "one comes just in time", verdict: .holds,
      healed: (100, 50), facts: [height(0, 5), height(1, 5), height(2, 1, at: 150)]),
    Ending(
      property: "LagBound", description: "one is behind, and the time is not over",
      verdict: .presumablyViolated, healed: (100, 50), end: 150,
      facts: [height(0, 5), height(1, 5)]),
    Ending(
      property: "LagBound", description: "all fall behind later, each for a time", verdict: .holds,
      healed: (100, 50),
      facts: [
        height(0, 9, at: 200), height(1, 9, at: 210), height(2, 9, at: 240),
        height(2, 18, at: 300), height(0, 18, at: 310), height(1, 18, at: 340),
      ]),
    Ending(
      property: "LagBound", description: "one stays behind while the others go on",
      verdict: .violated, healed: (100, 50),
      facts: [
        height(0, 9, at: 200), height(1, 9, at: 210), height(2, 4, at: 220),
        height(0, 12, at: 230), height(1, 12, at: 240), height(2, 7, at: 251),
      ]),
    Ending(
      property: "LagBound", description: "who does not heal may lag", verdict: .holds,
      healed: (100, 50),
      facts: [height(0, 9), height(1, 9), height(2, 9), height(3, 1)]),
  ]

  @Test("Judge a run at its end", arguments: endings)
  func judges(ending: Ending) throws {
    let property = try #require(Ledger.properties.first { $0.name == ending.property })
    var monitor = property.monitor()
    var healed = ending.healed
    var violation: Violation?
    func moment(_ time: UInt64) -> Moment { Moment(step: time, microseconds: time, node: 0) }
    for (time, fact) in ending.facts where violation == nil {
      if let phase = healed, time > phase.at {
        monitor.healed(core: NodeSet(0..<3), within: phase.within, at: moment(phase.at))
        healed = nil
      }
      violation = monitor.observe(fact, .latch, at: moment(time))
    }
    if let phase = healed {
      monitor.healed(core: NodeSet(0..<3), within: phase.within, at: moment(phase.at))
    }
    let judgement =
      violation.map { Judgement(.violated, violation: $0) }
      ?? monitor.judge(end: moment(ending.end))
    #expect(judgement.verdict == ending.verdict)
    #expect((judgement.violation != nil) == (ending.verdict == .violated))
    #expect((judgement.obligation != nil) == (ending.verdict == .presumablyViolated))
  }

  @Test("What is open is told with its age")
  func words() throws {
    var monitor = try #require(Ledger.properties.first { $0.name == "L1" }).monitor()
    let (time, fact) = Self.submitted(1, at: 2_000_000)
    _ = monitor.observe(fact, .latch, at: Moment(step: 1, microseconds: time, node: 0))
    let end = Moment(step: 9, microseconds: 5_500_000, node: 0)
    let words = try #require(monitor.judge(end: end).obligation)
    #expect(words.contains("is open since step 1 at 2000.000 ms"), "\(words)")
    #expect(words.contains("for 3500.000 ms"), "\(words)")
  }
}
