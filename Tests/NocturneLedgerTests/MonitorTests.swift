import Cryptography
import Determinism
import NocturneLedger
import TemporalLogic
import Testing

/// Each monitor on histories made by hand: one that breaks it, one that keeps it, and none.
@Suite("Monitors")
struct MonitorTests {
  static func digest(_ byte: UInt8) -> Digest { Digest(bytes: Array(repeating: byte, count: 32)) }
  static let key = PublicKey(bytes: Array(repeating: 9, count: 32))

  static func bound(
    _ replica: UInt16, session: String = "s", sequence: UInt64 = 1, hash: UInt8 = 1,
    command: UInt8 = 1, time: UInt64 = 10, slot: UInt64 = 1, index: UInt32 = 0, lane: UInt16 = 0,
    number: UInt64 = 1, previous: UInt8 = 0
  ) -> LedgerFact {
    .bound(
      .init(
        replica: replica,
        event: LedgerEvent(
          epoch: 0, slot: slot, index: index, session: Name(known: session), sequence: sequence,
          previous: digest(previous), command: digest(command), client: key, kind: .stateTransition,
          payload: .zero, time: time), hash: digest(hash), lane: lane, clientSequence: number))
  }

  static func showing(_ hash: UInt8) -> LedgerFact.Showing {
    .init(
      client: 0, request: 1, slot: 1, command: digest(1),
      outcome: OutcomeDigest(kind: .event, hash: digest(hash)))
  }

  static func refused(_ replica: UInt16, slot: UInt64 = 1, receipt: UInt8) -> LedgerFact {
    .refused(replica: replica, slot: slot, index: 0, command: digest(1), receipt: digest(receipt))
  }

  struct History: Sendable, CustomStringConvertible {
    let property: String
    let facts: [LedgerFact]
    /// The fact that breaks the property, counted from 1; nil when none does.
    let breaksAt: Int?
    let description: String

    init(_ property: String, _ description: String, breaksAt: Int?, _ facts: [LedgerFact]) {
      self.property = property
      self.facts = facts
      self.breaksAt = breaksAt
      self.description = "\(property): \(description)"
    }
  }

  static let histories: [History] =
    [
      History("S1", "two events", breaksAt: 2, [bound(0), bound(1, hash: 2)]),
      History("S1", "even one replica's", breaksAt: 2, [bound(0), bound(0, hash: 2)]),
      History(
        "S1", "other sessions and numbers", breaksAt: nil,
        [bound(0), bound(1), bound(0, session: "t", hash: 2), bound(0, sequence: 2, hash: 3)]),
      History("S2", "shown before it is durable", breaksAt: 1, [.shown(showing(1)), bound(0)]),
      History(
        "S2", "another event is durable", breaksAt: 2, [bound(0, hash: 2), .shown(showing(1))]),
      History("S2", "shown after", breaksAt: nil, [bound(0), .shown(showing(1))]),
      History(
        "S2f", "one replica is too few", breaksAt: 3,
        [bound(0), bound(0), .shownFinal(showing(1), durable: 2)]),
      History(
        "S2f", "two are enough", breaksAt: nil,
        [bound(0), bound(3), .shownFinal(showing(1), durable: 2)]),
      History("L2", "equal times", breaksAt: 2, [bound(0), bound(1, sequence: 2, hash: 2)]),
      History(
        "L2", "found from below", breaksAt: 2,
        [bound(0, sequence: 5, time: 20), bound(0, sequence: 3, hash: 2, time: 30)]),
      History(
        "L2", "across replicas and a gap", breaksAt: 3,
        [bound(0, time: 10), bound(0, sequence: 4, time: 40), bound(1, sequence: 2, time: 40)]),
      History(
        "L2", "rising times; other sessions do not matter", breaksAt: nil,
        [bound(0), bound(0, sequence: 2, time: 11), bound(0, session: "t", sequence: 2, time: 5)]),
      History(
        "L2c", "the second before the first", breaksAt: 2,
        [bound(0, slot: 2, number: 1), bound(0, slot: 1, number: 2)]),
      History(
        "L2c", "within a batch", breaksAt: 2,
        [bound(0, index: 1, number: 1), bound(0, index: 0, number: 2)]),
      History(
        "L2c", "one number twice", breaksAt: 2,
        [bound(0, slot: 1, number: 1), bound(1, slot: 2, number: 1)]),
      History(
        "L2c", "in order; other lanes do not matter", breaksAt: nil,
        [
          bound(0, slot: 2, number: 1), bound(1, slot: 2, number: 1), bound(0, slot: 3, number: 2),
          bound(0, slot: 1, lane: 1, number: 9),
        ]),
      History(
        "Agreement", "two batches", breaksAt: 3,
        [
          .ordered(replica: 0, slot: 1, batch: digest(1)),
          .ordered(replica: 1, slot: 2, batch: digest(2)),
          .ordered(replica: 2, slot: 1, batch: digest(2)),
        ]),
      History(
        "Agreement", "one batch a slot", breaksAt: nil,
        [
          .ordered(replica: 0, slot: 1, batch: digest(1)),
          .ordered(replica: 1, slot: 1, batch: digest(1)),
        ]),
      History("Validity", "never submitted", breaksAt: 2, [.joined(client: key), bound(0)]),
      History(
        "Validity", "submitted too late", breaksAt: 2,
        [.joined(client: key), bound(0), .submitted(request: 1, command: digest(1))]),
      History(
        "Validity", "submitted before", breaksAt: nil,
        [.joined(client: key), .submitted(request: 1, command: digest(1)), bound(0)]),
      History("Integrity", "two events", breaksAt: 2, [bound(0), bound(1, hash: 2)]),
      History("Integrity", "event and receipt", breaksAt: 2, [bound(0), refused(0, receipt: 2)]),
      History(
        "Integrity", "one outcome everywhere", breaksAt: nil,
        [refused(0, receipt: 2), refused(1, receipt: 2)]),
      History(
        "OutcomeUnique", "final, then discarded", breaksAt: 2,
        [
          .finalised(replica: 0, command: digest(1), event: digest(2)),
          .discarded(replica: 1, command: digest(1), receipt: digest(3)),
        ]),
      History(
        "OutcomeUnique", "other commands", breaksAt: nil,
        [
          .finalised(replica: 0, command: digest(1), event: digest(2)),
          .discarded(replica: 1, command: digest(2), receipt: digest(3)),
          .finalised(replica: 1, command: digest(1), event: digest(2)),
        ]),
    ]
    + laterHistories + standingHistories

  @Test("Tell a breach at its fact, and no other", arguments: histories)
  func judges(history: History) throws {
    let property = try #require(Ledger.properties.first { $0.name == history.property })
    var monitor = property.monitor()
    for (index, fact) in history.facts.enumerated() {
      let moment = Moment(step: UInt64(index + 1), microseconds: 7, node: 0)
      let violation = monitor.observe(fact, .latch, at: moment)
      #expect((violation != nil) == (index + 1 == history.breaksAt))
      if let violation {
        #expect(violation.step == UInt64(index + 1))
        #expect(!violation.explanation.isEmpty)
        return
      }
    }
    #expect(history.breaksAt == nil)
    let end = Moment(step: 9, microseconds: 9, node: 0)
    #expect(monitor.judge(end: end) == Judgement(.holds))
  }

  @Test("A run in which nothing happens is vacuous")
  func vacuous() {
    let end = Moment(step: 0, microseconds: 0, node: 0)
    for property in Ledger.properties where property.published == nil {
      #expect(property.monitor().judge(end: end) == Judgement(.vacuous))
      #expect(property.tla?.contains("!") == true)
    }
  }

  @Test("A stranger's command needs no submission")
  func strangers() throws {
    let property = try #require(Ledger.properties.first { $0.name == "Validity" })
    var monitor = property.monitor()
    let moment = Moment(step: 1, microseconds: 1, node: 0)
    #expect(monitor.observe(Self.bound(0), .latch, at: moment) == nil)
    #expect(monitor.judge(end: moment) == Judgement(.vacuous))
  }

  @Test("Every property has a history that breaks it")
  func coverage() {
    let broken = Set(Self.histories.filter { $0.breaksAt != nil }.map(\.property))
      .union(ProgressMonitorTests.endings.filter { $0.verdict != .holds }.map(\.property))
    #expect(broken == Set(Ledger.demanded))
  }

  @Test("Facts come back from their bytes")
  func factBytes() throws {
    let facts: [LedgerFact] =
      Self.histories.flatMap(\.facts) + [
        .offered(request: 1), .admitted(request: 2),
        .rejected(replica: 1, command: .zero, reason: .busy),
        .executed(replica: 1, slot: 2, execution: .zero),
        .durable(replica: 1, slot: 2, execution: .zero),
        .anchored(replica: 1, slot: 2, execution: .zero),
        .height(replica: 1, slot: 2, lag: 3),
        .delivered(client: 1, session: Name(known: "s"), sequence: 3, event: .zero),
        .snapshot(replica: 1, slot: 2),
        .declined(.init(client: Self.key, lane: 1, number: 2, command: .zero)),
      ]
    for fact in facts { #expect(try LedgerFact(canonicalBytes: fact.canonicalBytes) == fact) }
    #expect(Set(facts.map(\.label)).count == LedgerFact.labels.count)
  }
}
