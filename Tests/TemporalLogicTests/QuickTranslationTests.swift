import Testing

@testable import TemporalLogic

@Suite("Automata made quickly")
struct QuickTranslationTests {
  /// What both efforts make of a formula and of its negation.
  struct Pair {
    let (quick, full): (Automaton, Automaton)
    let (opposite, quickBuchi): (Automaton, Automaton)

    init(_ formula: FormulaID, _ store: FormulaStore) throws {
      var store = store
      (quick, quickBuchi) = try #require(
        Automaton.translate(formula, in: store, effort: .quick))
      full = try #require(Automaton.generalised(formula, in: store))
      opposite = try #require(
        Automaton.generalised(store.make(.not, formula), in: store, effort: .quick))
    }

    /// Both accept the same words if neither has one that the other one's negation accepts.
    ///
    /// - Parameter negation: The full automaton of the negation.
    func isSame(_ negation: Automaton) -> Bool {
      var (one, other) = (quick, full)
      return !one.intersects(negation) && !other.intersects(opposite)
    }
  }

  @Test("Of all formulas of the table they accept the same words as the small ones")
  func table() throws {
    var states = (quick: 0, full: 0)
    for (number, row) in try Vectors.rows("formulas").enumerated() {
      var random = RandomFormulas(seed: UInt64(number))
      let formula = try Vectors.formula(row["spot"] ?? "", .spot, into: &random.store)
      let pair = try Pair(formula, random.store)
      #expect(pair.quick.isEmpty == (row["satisfiable"] == "0"), "\(row)")
      #expect(pair.opposite.isEmpty == (row["valid"] == "1"), "\(row)")
      states = (states.quick + pair.quick.stateCount, states.full + pair.full.stateCount)
      // The two largest ones have products that take long without optimisation; words are tried on them.
      if pair.quick.edgeCount * pair.opposite.edgeCount < 20_000 {
        let negation = try #require(
          Automaton.generalised(random.store.make(.not, formula), in: random.store))
        #expect(pair.isSame(negation), "\(row)")
      }
      for _ in 0..<4 {
        let word = TranslationTests.word(random.store.atoms, &random)
        let holds = WordEvaluator(formula, in: random.store, on: word).holds
        #expect(pair.quick.accepts(word) == holds, "\(row) on \(word)")
        #expect(pair.quickBuchi.accepts(word) == holds, "\(row) on \(word)")
      }
    }
    // It is other work: nothing was made smaller.
    #expect(states.quick > 5 * states.full / 4, "\(states)")
  }

  @Test("So they do of random formulas, past included")
  func random() throws {
    var larger = 0
    for seed in UInt64(1)...120 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 9, past: seed % 3 == 0)
      let pair = try Pair(formula, random.store)
      let negation = try #require(
        Automaton.generalised(random.store.make(.not, formula), in: random.store))
      #expect(pair.isSame(negation), "\(random.store.text(formula))")
      if pair.quick.stateCount > pair.full.stateCount { larger += 1 }
      for leaving in pair.quickBuchi.edges {
        #expect(leaving.allSatisfy { $0.marks == leaving[0].marks })
      }
      for _ in 0..<4 {
        let word = random.word()
        let holds = WordEvaluator(formula, in: random.store, on: word).holds
        #expect(pair.quick.accepts(word) == holds, "\(random.store.text(formula)) on \(word)")
        #expect(pair.quickBuchi.accepts(word) == holds, "\(random.store.text(formula)) on \(word)")
      }
    }
    #expect(larger > 20, "\(larger) larger ones")
  }

  @Test("A formula that simplification makes small has more states")
  func larger() throws {
    var store = FormulaStore()
    let formula = try Vectors.formula("F G p & F G q", into: &store)
    let pair = try Pair(formula, store)
    #expect(pair.quick.stateCount > pair.full.stateCount)
  }
}
