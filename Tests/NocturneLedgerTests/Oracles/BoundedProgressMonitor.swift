@testable import NocturneLedger
import Determinism
import TemporalLogic

/// □(submitted(c, m) ∧ healed → ◇≤T(final(m) ∨ discarded(m))): once a core has healed, nothing stays
/// open for longer than the bound that the scenario sets.
struct BoundedProgressMonitor: Monitor {
  private var commands = OpenCommands()
  private var healing: (at: UInt64, bound: UInt64)?
  /// Whether something was open when the core healed.
  private var wasOpen = false

  var memory: MonitorMemory { MonitorMemory(window: commands.bytes) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    // Looked at before the fact is: an outcome that comes late is late.
    if let late = late(at: moment) { return late }
    commands.observe(fact, at: moment)
    return nil
  }

  mutating func healed(core: NodeSet, within bound: UInt64, at moment: Moment) {
    healing = (moment.microseconds, bound)
    wasOpen = commands.oldest != nil
  }

  /// The oldest open command, if its time is over.
  private func late(at moment: Moment) -> Violation? {
    guard let healing, let oldest = commands.oldest,
      moment.microseconds > max(oldest.since, healing.at) + healing.bound
    else { return nil }
    return Violation(
      at: moment,
      "\(oldest.words(at: moment)); the core has healed at \(Ticks(healing.at)), and the bound is "
        + "\(Ticks(healing.bound))")
  }

  func judge(end moment: Moment) -> Judgement {
    guard let healing else { return Judgement(.vacuous) }
    if let late = late(at: moment) { return Judgement(.violated, violation: late) }
    if let oldest = commands.oldest {
      return Judgement(.presumablyViolated, obligation: oldest.words(at: moment))
    }
    let isLater = commands.newest.map { $0.since >= healing.at } ?? false
    return Judgement(wasOpen || isLater ? .holds : .vacuous)
  }
}
