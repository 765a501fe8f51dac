import Diagnostics
import Testing

@testable import TemporalLogic

@Suite("Parts of formulas that do not matter")
struct VacuityTests {
  private static func read(_ text: String, _ dialect: Dialect = .nocturne) throws -> LocatedFormula
  {
    let source = SourceText(name: "formula", text: text)
    let (located, findings) = FormulaParser.readLocated(source, dialect: dialect, isLenient: true)
    #expect(findings.isEmpty, "\(findings.rendered)")
    return try #require(located)
  }

  @Test("Each part has its place, as often as it is written")
  func places() throws {
    let located = try Self.read("G ((a & b) -> F a) | !(p=1)")
    let texts = located.occurrences.map {
      String(decoding: located.text.bytes[$0.range], as: UTF8.self)
    }
    #expect(
      texts == [
        "a", "b", "a & b", "a", "F a", "(a & b) -> F a", "G ((a & b) -> F a)", "p=1", "!(p=1)",
        "G ((a & b) -> F a) | !(p=1)",
      ])
    for dialect in Dialect.allCases {
      let chain = try Self.read("a && b -> c U d -> e", dialect)
      var store = FormulaStore()
      let formula = try Vectors.formula("a && b -> c U d -> e", dialect, into: &store)
      #expect(
        chain.store.text(chain.formula, .full) == store.text(formula, .full) || dialect == .spot)
      for occurrence in chain.occurrences {
        let text = String(decoding: chain.text.bytes[occurrence.range], as: UTF8.self)
        let again = try Self.read(text, dialect)
        #expect(
          again.store.text(again.formula, .full) == chain.store.text(occurrence.formula, .full))
      }
    }
  }

  /// A loop of letters: bit 0 is p, bit 1 q, bit 2 r.
  private static func ring(_ letters: UInt64...) -> SmallGraph {
    var graph = SmallGraph(
      letters.enumerated().map { number, letter in
        [GraphStep(to: (number + 1) % letters.count, letter: letter)]
      })
    graph.propositions = ["p", "q", "r"]
    return graph
  }

  private static func idle(_ text: String, _ graph: SmallGraph) throws -> [String] {
    var graph = graph
    switch try Self.read(text).vacuity(on: &graph, stuttering: .never) {
    case .idle(let parts): return parts.map { "\($0.range.lowerBound) \($0.text) \($0.meaning)" }
    case .matters: return ["matters"]
    case .fails: return ["fails"]
    case .undecided: return ["undecided"]
    }
  }

  @Test("A premise that never holds, and other things that are not meant")
  func caught() throws {
    let quiet = Self.ring(0, 4)
    #expect(try Self.idle("G (p -> F q)", quiet) == ["8 F q premiseNeverHolds"])
    #expect(
      try Self.idle("G (r -> (F r | X q))", quiet) == [
        "15 X q doesNotMatter", "3 r conclusionAlwaysHolds",
      ])
    #expect(
      try Self.idle("G (p -> F r)", quiet) == [
        "8 F r premiseNeverHolds", "3 p conclusionAlwaysHolds",
      ])
    #expect(
      try Self.idle("(p U r) | G F r", Self.ring(4)) == [
        "1 p U r doesNotMatter", "10 G F r doesNotMatter",
      ])
    // The same part twice, of which one matters.
    #expect(
      try Self.idle("G (p -> F r) & G F r", quiet) == [
        "8 F r premiseNeverHolds", "3 p conclusionAlwaysHolds",
      ])
    let located = try Self.read("G (p -> F q)")
    guard case .idle(let parts) = located.vacuity(on: [Word(prefix: [], cycle: [["r"]])]) else {
      Issue.record("p never holds")
      return
    }
    let finding = located.finding(parts[0])
    #expect(
      finding.description.hasPrefix("formula:1:9: warning: 'F q' is never asked for [idle-part]"))
  }

  @Test("Where everything matters, nothing is said; nor where the formula fails")
  func interesting() throws {
    // p, then q, then nothing for ever.
    var once = Self.ring(1, 2, 0)
    once.steps[2] = [GraphStep(to: 2)]
    #expect(try Self.idle("G (p -> F q)", once) == ["matters"])
    #expect(try Self.idle("G (p -> X q)", once) == ["matters"])
    #expect(try Self.idle("!(p -> X !q) & F G !q", once) == ["matters"])
    #expect(try Self.idle("G p", Self.ring(1, 2)) == ["fails"])
    // There may be no run at all.
    var none = Self.ring(1)
    none.fairness = [.strong("never taken")]
    none.enabled = [1]
    #expect(try Self.idle("F q", none) == ["0 F q nothingThere"])
    var limited = Self.ring(1, 2, 0, 4)
    guard
      case .undecided = try Self.read("F q").vacuity(on: &limited, stuttering: .never, statesMax: 1)
    else {
      Issue.record("a limit was reached")
      return
    }
  }

  /// Whether a formula holds on all fair runs, by the slow search.
  private static func holds(
    _ formula: FormulaID, _ store: FormulaStore, _ graph: SmallGraph
  ) throws -> Bool? {
    var store = store
    let opposite = store.make(.not, formula)
    let automaton = try #require(Automaton.generalised(opposite, in: store))
    return GraphOracle(graph, automaton, .everywhere).map { !$0.hasRun() }
  }

  @Test("A part is idle if and only if neither constant in its place makes a difference")
  func random() throws {
    var (idle, interesting) = (0, 0)
    for seed in UInt64(1)...120 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 5, past: seed % 3 == 0)
      let located = try Self.read(random.store.text(formula))
      for _ in 0..<3 {
        var graph = SmallGraph.random(&random)
        graph.stutters = graph.stutters.map { $0 ?? 0 }
        guard try Self.holds(located.formula, located.store, graph) == true else { continue }
        var parts: [Int] = []
        let found = try located.vacuity(on: &graph, stuttering: .everywhere)
        if case .idle(let told) = found { parts = told.map(\.occurrence) }
        var expected: [Int] = []
        var pending = [located.occurrences.count - 1]
        while let number = pending.popLast() {
          let occurrence = located.occurrences[number]
          if occurrence.operands.isEmpty, located.store.atomNumber(occurrence.formula) == nil {
            continue
          }
          var kept: [Bool] = []
          for constant in [FormulaStore.false, FormulaStore.true] {
            var store = located.store
            let changed = located.replacing(number, by: constant, in: &store)
            kept.append(try Self.holds(changed, store, graph) ?? false)
          }
          if kept == [true, true] {
            expected.append(number)
          } else if ![.xor, .iff].contains(located.store.form(occurrence.formula)) {
            pending += occurrence.operands
          }
        }
        #expect(parts.sorted() == expected.sorted(), "\(located.text.text), seed \(seed)")
        if expected.isEmpty { interesting += 1 } else { idle += 1 }
      }
    }
    #expect(idle > 20 && interesting > 20, "\(idle) \(interesting)")
  }
}
