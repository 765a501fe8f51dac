import Testing

@testable import TemporalLogic

/// All 241 formulas.
@Suite("The whole table of formulas")
struct FormulaTableTests {
  @Test("Satisfiable, valid, class, and whether repetitions matter: every row is right")
  func checks() throws {
    let rows = try Vectors.rows("formulas")
    #expect(rows.count == 241)
    for row in rows {
      var store = FormulaStore()
      let formula = try Vectors.formula(row["spot"] ?? "", .spot, into: &store)
      let check = try #require(FormulaCheck(formula, in: store))
      #expect(check.isSatisfiable == (row["satisfiable"] == "1"), "\(row)")
      #expect(check.isValid == (row["valid"] == "1"), "\(row)")
      #expect(check.propertyClass?.rawValue == row["mp_class"], "\(row)")
      let isInvariant = check.isStutterInvariant.map { $0 ? "1" : "0" }
      if row["stutter_invariant"] == "?" {
        // Spot gave up; two words decide it.
        #expect(isInvariant != nil, "\(row)")
      } else {
        #expect(isInvariant == row["stutter_invariant"], "\(row)")
      }
      guard let witness = check.stutterWitness else { continue }
      #expect(WordEvaluator(formula, in: store, on: witness.holds).holds, "\(row)")
      #expect(!WordEvaluator(formula, in: store, on: witness.fails).holds, "\(row)")
    }
  }

  /// Spot 2.12.1 with `--high` has 944 and 1,068 states in all.
  @Test("In all, automata have no more states than those of Spot")
  func sizes() throws {
    var (states, spot) = ((0, 0), (0, 0))
    for row in try Vectors.rows("formulas") {
      var store = FormulaStore()
      let formula = try Vectors.formula(row["spot"] ?? "", .spot, into: &store)
      let (general, buchi) = try #require(Automaton.translate(formula, in: store))
      let ours = (general.stateCount, buchi.stateCount)
      let tgba = try #require(row["tgba_s"].flatMap(Int.init))
      let ba = try #require(row["ba_s"].flatMap(Int.init))
      states = (states.0 + ours.0, states.1 + ours.1)
      spot = (spot.0 + tgba, spot.1 + ba)
    }
    #expect(states.0 <= spot.0 && states.1 <= spot.1, "\(states) states, Spot \(spot)")
  }
}
