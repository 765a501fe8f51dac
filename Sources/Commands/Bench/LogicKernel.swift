import Determinism
import Diagnostics
import TemporalLogic

/// What following a run by a formula costs.
enum LogicKernel {
  static let rows = [
    Benchmark(
      name: "monitor-table", unit: "event", measure: .perSecond(limit: 200_000_000),
      gateMilli: 1_000, rival: nil, run: tableEvents)
  ]

  /// Events a CPU second that a table takes.
  private static func tableEvents() -> UInt64 {
    var store = FormulaStore()
    let text = SourceText(name: "formula", text: "G (p -> (q U r)) & G F s")
    guard let formula = FormulaParser.read(text, dialect: .nocturne, into: &store).formula,
      let table = MonitorTable(formula, in: store)
    else { preconditionFailure("a formula of our own has a table") }
    var random = RandomStream(seed: 1, name: "letters", index: 0)
    let letters = (0..<4_096).map { _ in random.below(16) | 2 }
    let rounds: UInt64 = 20_000
    var monitor = TableMonitor(table)
    var open: UInt64 = 0
    let start = ProcessClock.cpuMicroseconds
    for _ in 0..<rounds {
      for letter in letters { monitor.take(letter) }
      if monitor.verdict == .presumablyFalse { open += 1 }
    }
    let elapsed = max(ProcessClock.cpuMicroseconds - start, 1)
    precondition(!monitor.verdict.isFinal && open <= rounds, "the letters keep the formula open")
    return rounds * UInt64(letters.count) * 1_000_000 / elapsed
  }
}
