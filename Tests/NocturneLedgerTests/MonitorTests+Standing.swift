import Cryptography
import Determinism
import NocturneLedger

/// Histories of what replicas tell of themselves: their views, and what they reject.
extension MonitorTests {
  static func view(_ replica: UInt16, _ view: UInt32) -> LedgerFact {
    .view(replica: replica, view: view)
  }

  static func rejected(
    _ replica: UInt16 = 0, _ reason: Refusal.Reason = .badSignature
  ) -> LedgerFact {
    .rejected(replica: replica, command: digest(1), reason: reason)
  }

  /// A summary at 7 us, by a clock whose intervals are 4 us.
  static func summary(
    _ interval: UInt64, _ count: UInt64, of replica: UInt16 = 0
  ) -> LedgerFact {
    .summarised(.init(replica: replica, interval: interval, length: 4, count: count))
  }

  static let standingHistories: [History] = [
    History(
      "ViewMonotone", "back to the first view", breaksAt: 3, [view(0, 0), view(0, 2), view(0, 0)]),
    History("ViewMonotone", "back by one", breaksAt: 2, [view(3, 2), view(3, 1)]),
    History(
      "ViewMonotone", "others are in other views", breaksAt: nil,
      [view(0, 2), view(1, 0), view(0, 2), view(1, 1), view(0, 3)]),
    History(
      "SummaryRate", "two of one interval", breaksAt: 4,
      [rejected(), summary(0, 1), rejected(), summary(0, 1)]),
    History(
      "SummaryRate", "of an interval before the last one", breaksAt: 4,
      [rejected(), summary(1, 1), rejected(), summary(0, 1)]),
    History(
      "SummaryRate", "of an interval that is not over", breaksAt: 2, [rejected(), summary(2, 1)]),
    History(
      "SummaryRate", "one too few", breaksAt: 3, [rejected(), rejected(), summary(0, 1)]),
    History("SummaryRate", "one too many", breaksAt: 2, [rejected(), summary(0, 2)]),
    History(
      "SummaryRate", "counted twice", breaksAt: 4,
      [rejected(), summary(0, 1), rejected(), summary(1, 2)]),
    History(
      "SummaryRate", "again what was durable before a crash", breaksAt: 5,
      [
        rejected(), summary(0, 1), .kept(.init(replica: 0, outcomes: [], interval: 1)),
        rejected(), summary(0, 1),
      ]),
    History(
      "SummaryRate", "again what was lost in a crash", breaksAt: nil,
      [
        rejected(), summary(0, 1), .kept(.init(replica: 0, outcomes: [])), rejected(),
        summary(0, 1),
      ]),
    History(
      "SummaryRate", "a crash loses the count", breaksAt: nil,
      [rejected(), .kept(.init(replica: 0, outcomes: [])), rejected(), summary(0, 1)]),
    History(
      "SummaryRate", "each replica for itself, and authors that are known apart", breaksAt: nil,
      [
        rejected(), rejected(1), rejected(0, .unknownKey), rejected(0, .busy),
        summary(0, 2), summary(1, 1, of: 1), rejected(0, .malformed), summary(1, 1),
      ]),
  ]
}
