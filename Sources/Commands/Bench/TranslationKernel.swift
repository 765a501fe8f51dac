import Diagnostics
import TemporalLogic

/// What it costs to make automata of formulas, from their text on.
enum TranslationKernel {
  static let rows = table + families

  private static let table = [
    row("translate-241-full", limit: 200_000) {
      for text in FormulaList.formulas { _ = automaton(of: text, .full) }
    },
    row("translate-241-quick", limit: 35_000) {
      for text in FormulaList.formulas { _ = automaton(of: text, .quick) }
    },
  ]

  /// Formulas of which a careless translation is exponentially slow, with the states that they have.
  private static let families = [
    family("u-right-40", right(40, "U"), states: 40, limit: 50_000),
    family("r-left-40", left(40, "R"), states: 40, limit: 50_000),
    family(
      "recurring-premise-24", "(" + joined(24) { "G F p\($0)" } + ") -> G F z", states: 26,
      limit: 50_000),
    family(
      "no-response-24", "!(" + joined(24) { "G (p\($0) -> F q\($0))" } + ")", states: 25,
      limit: 50_000),
    family("r-right-15", right(15, "R"), states: 15, limit: 1_500_000),
    family("recurring-13", joined(13) { "G F p\($0)" }, states: 1, limit: 4_000_000),
    family("u-left-11", left(11, "U"), states: 1_024, limit: 4_000_000),
    family("eventual-11", joined(11) { "F p\($0)" }, states: 2_048, limit: 4_000_000),
  ]

  private static func row(
    _ name: String, limit: UInt64, _ body: @escaping @Sendable () -> Void
  ) -> Benchmark {
    Benchmark(
      name: name, unit: "round", measure: .microseconds(limit: limit), gateMilli: 1_000,
      rival: nil,
      run: {
        let start = ProcessClock.cpuMicroseconds
        body()
        return max(ProcessClock.cpuMicroseconds - start, 1)
      })
  }

  private static func family(
    _ name: String, _ text: String, states: Int, limit: UInt64
  ) -> Benchmark {
    row("translate-" + name, limit: limit) {
      let made = automaton(of: text, .full)
      precondition(made.stateCount == states, "the automaton has \(made.stateCount) states")
    }
  }

  private static func automaton(of text: String, _ effort: TranslationEffort) -> Automaton {
    var store = FormulaStore()
    let source = SourceText(name: "formula", text: text)
    guard let formula = FormulaParser.read(source, dialect: .spot, into: &store).formula,
      let made = Automaton.generalised(formula, in: store, effort: effort)
    else { preconditionFailure("a formula of our own has an automaton") }
    return made
  }

  private static func joined(_ count: Int, _ part: (Int) -> String) -> String {
    (1...count).map(part).joined(separator: " & ")
  }

  /// `((p1 U p2) U p3)` and so on.
  private static func left(_ count: Int, _ form: String) -> String {
    (2...count).reduce("p1") { "(\($0) \(form) p\($1))" }
  }

  /// `(p1 U (p2 U p3))` and so on.
  private static func right(_ count: Int, _ form: String) -> String {
    (1..<count).reversed().reduce("p\(count)") { "(p\($1) \(form) \($0))" }
  }
}
