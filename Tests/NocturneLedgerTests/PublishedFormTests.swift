import NocturneLedger
import TemporalLogic
import Testing

/// What the paper prints: judged as it stands, and refuted where it is wrong.
@Suite("Published forms")
struct PublishedFormTests {
  typealias Facts = MonitorTests

  /// What a published form says of a history.
  struct Reading: Sendable, CustomStringConvertible {
    let property: String
    let facts: [LedgerFact]
    /// The step that refutes it, or what is said at the end.
    var refutedAt: UInt64?
    var verdict: Verdict

    var description: String { "\(property), \(verdict)" }
  }

  static let submitted = LedgerFact.submitted(request: 1, command: Facts.digest(1))
  static let finalised = LedgerFact.finalised(
    replica: 0, command: Facts.digest(1), event: Facts.digest(1))

  /// The receipt of a command that has the number of event 1's.
  static func declined(_ command: UInt8) -> LedgerFact {
    .declined(
      .init(client: Facts.key, lane: 0, number: 1, command: Facts.digest(command)))
  }

  static let readings: [Reading] = [
    // Nothing is ever final, and only the demand that was meant notices.
    Reading(property: "L1", facts: [submitted], verdict: .presumablyViolated),
    Reading(property: "L1_pub_latched", facts: [submitted], verdict: .presumablyViolated),
    Reading(property: "L1_pub_transient", facts: [submitted], verdict: .holds),
    Reading(property: "L1_pub_latched", facts: [submitted, finalised], verdict: .holds),
    Reading(property: "L1_pub_transient", facts: [submitted, finalised], verdict: .holds),
    // A second session may begin late.
    Reading(
      property: "L2_pub",
      facts: [
        Facts.bound(0, sequence: 2, time: 10),
        Facts.bound(0, session: "t", hash: 2, command: 2, time: 20),
      ], refutedAt: 2, verdict: .violated),
    Reading(
      property: "L2",
      facts: [
        Facts.bound(0, sequence: 2, time: 10),
        Facts.bound(0, session: "t", hash: 2, command: 2, time: 20),
      ], verdict: .vacuous),
    Reading(
      property: "L2_pub",
      facts: [
        Facts.bound(0, time: 10), Facts.bound(0, sequence: 2, hash: 2, command: 2, time: 20),
      ], verdict: .holds),
    // Whoever signs twice refutes it, though the second command has a receipt.
    Reading(
      property: "S1_pub", facts: [Facts.bound(0), declined(2)], refutedAt: 2, verdict: .violated),
    Reading(property: "S1", facts: [Facts.bound(0), declined(2)], verdict: .holds),
    Reading(property: "S1_pub", facts: [Facts.bound(0), declined(1)], verdict: .holds),
    // A tie below the greatest utility, of which no choice keeps it, and a tie of three.
    Reading(
      property: "S5_pub", facts: [Facts.resolved(3, of: (1, 1), (1, 2), (2, 3))], refutedAt: 1,
      verdict: .violated),
    Reading(
      property: "S5", facts: [Facts.resolved(3, of: (1, 1), (1, 2), (2, 3))], verdict: .holds),
    Reading(
      property: "S5_pub", facts: [Facts.resolved(1, of: (1, 1), (1, 2), (1, 3))], refutedAt: 1,
      verdict: .violated),
    Reading(property: "S5_pub", facts: [Facts.resolved(1, of: (1, 1), (1, 2))], verdict: .holds),
    // One replica after the other.
    Reading(
      property: "S4_pub",
      facts: [
        .height(replica: 0, slot: 0, lag: 4), .height(replica: 1, slot: 0, lag: 4),
        .height(replica: 0, slot: 1, lag: 4),
      ], refutedAt: 3, verdict: .violated),
    Reading(
      property: "S4_pub",
      facts: [.height(replica: 0, slot: 0, lag: 4), .height(replica: 0, slot: 1, lag: 4)],
      verdict: .holds),
  ]

  @Test("Say what they say", arguments: readings)
  func judged(reading: Reading) throws {
    let property = try #require(Ledger.properties.first { $0.name == reading.property })
    var monitor = property.monitor()
    var refutedAt: UInt64?
    for (number, fact) in reading.facts.enumerated() where refutedAt == nil {
      let moment = Moment(
        step: UInt64(number) + 1, microseconds: UInt64(number) * 1_000, node: 0)
      if monitor.observe(fact, .latch, at: moment) != nil { refutedAt = moment.step }
    }
    #expect(refutedAt == reading.refutedAt)
    if refutedAt != nil { return }
    let end = Moment(step: 100, microseconds: 1_000_000, node: 0)
    #expect(monitor.judge(end: end).verdict == reading.verdict)
  }

  @Test("Are all read")
  func coverage() {
    let published = Ledger.properties.filter { $0.published != nil }.map(\.name)
    #expect(published.count == 6)
    #expect(Set(published).isSubset(of: Self.readings.map(\.property)))
  }
}
