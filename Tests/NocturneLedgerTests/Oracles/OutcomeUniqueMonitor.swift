@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □¬(final(m) ∧ discarded(m)).
///
/// The other proof may come at any time, so that 64 bits of every command's hash are kept for good, in
/// about ten bytes; the steps only of the last ones.
struct OutcomeUniqueMonitor: Monitor {
  /// The commands with an event that is final, and those with a receipt.
  private var events = FingerprintSet()
  private var receipts = FingerprintSet()
  /// The steps that showed the last ones, in two halves: the older one is dropped once the younger is full.
  private var steps = (young: DigestTable<UInt64>(), old: DigestTable<UInt64>())
  private var kept = 0

  /// How many steps one half has.
  private static let half = 1 << 12

  var memory: MonitorMemory {
    MonitorMemory(
      window: steps.young.bytes + steps.old.bytes, history: events.bytes + receipts.bytes)
  }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    let (command, final): (Digest, Bool)
    switch fact {
    case .finalised(_, let settled, _): (command, final) = (settled, true)
    case .discarded(_, let settled, _): (command, final) = (settled, false)
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .bound, .refused,
      .durable, .anchored, .shown, .shownFinal, .delivered, .cluster, .kept, .snapshot, .summarised,
      .view, .height, .resolved, .declined:
      return nil  // It does not speak of them.
    }
    let other = final ? receipts : events
    if other.contains(command.raw.word0) {
      return Violation(
        at: moment, "command \(command.short) is both final and discarded",
        against: steps.young[command] ?? steps.old[command] ?? 0)
    }
    let isNew =
      final ? events.insert(command.raw.word0) : receipts.insert(command.raw.word0)
    if isNew { note(command, moment.step) }
    return nil
  }

  private mutating func note(_ command: Digest, _ step: UInt64) {
    if kept == Self.half { (steps, kept) = ((DigestTable(), steps.young), 0) }
    steps.young[command] = step
    kept += 1
  }

  func judge(end moment: Moment) -> Judgement {
    Judgement(events.count + receipts.count > 0 ? .holds : .vacuous)
  }
}
