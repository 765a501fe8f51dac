import Determinism
import Diagnostics
import TemporalLogic

/// What following a run by a formula costs.
enum LogicKernel {
  static let rows = [
    Benchmark(
      name: "monitor-table", unit: "event", measure: .perSecond(limit: 200_000_000),
      gateMilli: 1_000, rival: nil, run: tableEvents),
    program("monitor-program", large, gateMilli: 1_000),
    // Lists of obligations are kept where one may be met in place of another.
    program("monitor-program-lists", "G (p -> F (q & F r)) & G (s -> F (t & F u))", gateMilli: nil),
  ]

  /// A formula of 25 propositions: ten responses, a fair one, and three that look back.
  private static let large =
    "(" + (1...10).map { "G (p\($0) -> F q\($0))" }.joined(separator: " & ")
    + ") & (G F a -> G F b) & G (c -> O z) & G (d -> (d S z)) & H (z | Y z)"

  /// Events a CPU second that a table takes.
  private static func tableEvents() -> UInt64 {
    let (formula, store) = read("G (p -> (q U r)) & G F s")
    guard let table = MonitorTable(formula, in: store) else {
      preconditionFailure("a formula of our own has a table")
    }
    let letters = letters(16).map { $0 | 2 }
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

  /// Events a CPU second, times the formula's operators and propositions, that a program takes; 3 ns is the limit.
  private static func program(_ name: String, _ text: String, gateMilli: UInt64?) -> Benchmark {
    Benchmark(
      name: name, unit: "node and event", measure: .perSecond(limit: 1_000_000_000 / 3),
      gateMilli: gateMilli, rival: nil,
      run: {
        let (formula, store) = read(text)
        guard let program = MonitorProgram(formula, in: store) else {
          preconditionFailure("a formula of our own has a program")
        }
        let letters = letters(.max).map { $0 | program.letter(["z"]) }
        let rounds: UInt64 = 100
        var monitor = ProgramMonitor(program)
        let start = ProcessClock.cpuMicroseconds
        for _ in 0..<rounds {
          for letter in letters { monitor.take(letter) }
        }
        let elapsed = max(ProcessClock.cpuMicroseconds - start, 1)
        precondition(monitor.verdict?.isFinal == false, "the letters keep the formula open")
        return rounds * UInt64(letters.count * program.nodeCount) * 1_000_000 / elapsed
      })
  }

  private static func read(_ text: String) -> (FormulaID, FormulaStore) {
    var store = FormulaStore()
    let source = SourceText(name: "formula", text: text)
    guard let formula = FormulaParser.read(source, dialect: .nocturne, into: &store).formula else {
      preconditionFailure("a formula of our own can be read")
    }
    return (formula, store)
  }

  private static func letters(_ bound: UInt64) -> [UInt64] {
    var random = RandomStream(seed: 1, name: "letters", index: 0)
    return (0..<4_096).map { _ in random.below(bound) }
  }
}
