@testable import NocturneLedger
import TemporalLogic

/// □(submitted(c, m) → ◇(final(m) ∨ discarded(m))): on a finite run, nothing is open at its end.
struct ProgressMonitor: Monitor {
  private var commands = OpenCommands()

  var memory: MonitorMemory { MonitorMemory(window: commands.bytes) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    commands.observe(fact, at: moment)
    return nil
  }

  func judge(end moment: Moment) -> Judgement {
    if commands.isEmpty { return Judgement(.vacuous) }
    guard let oldest = commands.oldest else { return Judgement(.holds) }
    return Judgement(.presumablyViolated, obligation: oldest.words(at: moment))
  }
}
