import Testing

@testable import TemporalLogic

@Suite("Automata beside formulas")
struct AutomatonComparisonTests {
  private struct Tally {
    var (same, missing, extra, undecided, searched) = (0, 0, 0, 0, 0)
  }

  /// Compares as the emptiness of the two differences does.
  private static func compare(
    _ formula: FormulaID, _ other: FormulaID, _ store: FormulaStore, _ effort: TranslationEffort,
    _ tally: inout Tally
  ) throws {
    var store = store
    var automaton = try #require(Automaton.generalised(other, in: store, effort: effort))
    if !automaton.isDeterministic() { tally.searched += 1 }
    let place = "\(store.text(formula)) and \(store.text(other))"
    func isPossible(_ one: FormulaID, _ other: FormulaID) throws -> Bool {
      let difference = store.make(.and, one, store.make(.not, other))
      return try #require(Automaton.generalised(difference, in: store)).isEmpty == false
    }
    let (missing, extra) = (try isPossible(formula, other), try isPossible(other, formula))
    switch automaton.compared(with: formula, in: store) {
    case .same:
      tally.same += 1
      #expect(!missing && !extra, "\(place)")
    case .missing(let word):
      tally.missing += 1
      #expect(missing && !extra, "\(place): \(word)")
      #expect(WordEvaluator(formula, in: store, on: word).holds && !automaton.accepts(word))
    case .extra(let word):
      tally.extra += 1
      #expect(extra, "\(place): \(word)")
      #expect(!WordEvaluator(formula, in: store, on: word).holds && automaton.accepts(word))
    case .undecided: tally.undecided += 1
    }
  }

  @Test("What the automata of the differences say", arguments: TranslationEffort.allCases)
  func random(effort: TranslationEffort) throws {
    var tally = Tally()
    for seed in UInt64(1)...150 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 6, past: seed % 4 == 0)
      // The same, a weaker one, or any.
      let more = random.formula(size: 4)
      let other =
        switch seed % 3 {
        case 0: random.store.make(.not, random.store.make(.not, formula))
        case 1: random.store.make(.and, formula, more)
        default: random.formula(size: 6)
        }
      try Self.compare(formula, other, random.store, effort, &tally)
    }
    #expect(tally.same > 40 && tally.missing > 15 && tally.extra > 20, "\(tally)")
    #expect(tally.undecided < 8 && tally.searched > 5, "\(tally)")
  }

  @Test("Automata that cannot be made deterministic, and ones of which nothing is accepted")
  func few() throws {
    var store = FormulaStore()
    let persistent = try Vectors.formula("F G a", into: &store)
    let text = """
      HOA: v1 States: 2 Start: 0 AP: 1 "a" Acceptance: 1 Inf(0) --BODY--
      State: 0 [t] 0 [0] 1 State: 1 [0] 1 {0} --END--
      """
    let automaton = try AutomatonFormTests.read(text)
    guard case .same = automaton.compared(with: persistent, in: store) else {
      Issue.record("F G a is what it accepts")
      return
    }
    let again = try Vectors.formula("G F a", into: &store)
    guard case .missing(let word) = automaton.compared(with: again, in: store) else {
      Issue.record("it does not accept all words of G F a")
      return
    }
    #expect(WordEvaluator(again, in: store, on: word).holds && !automaton.accepts(word))
    let none = try AutomatonFormTests.read("HOA: v1 Acceptance: 0 t --BODY-- --END--")
    guard case .same = none.compared(with: FormulaStore.false, in: store) else {
      Issue.record("nothing is accepted")
      return
    }
    // Propositions that the automaton does not name.
    guard
      case .missing = none.compared(with: try Vectors.formula("x & F y", into: &store), in: store)
    else {
      Issue.record("something is missing")
      return
    }
  }

  @Test("What is too large is not decided")
  func large() throws {
    var store = FormulaStore()
    let formula = try Vectors.formula("G F a", into: &store)
    let states = (0..<70).map {
      "State: \($0) [t] \($0) [0] \(($0 + 1) % 70) {0} [0] \(($0 * 7 + 3) % 70)"
    }
    let automaton = try AutomatonFormTests.read(
      "HOA: v1 States: 70 Start: 0 AP: 1 \"a\" Acceptance: 1 Inf(0) --BODY-- \(states.joined(separator: " ")) --END--"
    )
    guard case .undecided = automaton.compared(with: formula, in: store) else {
      Issue.record("more than 64 states that are not deterministic")
      return
    }
  }
}
