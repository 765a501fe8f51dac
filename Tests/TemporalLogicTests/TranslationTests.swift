import Testing

@testable import TemporalLogic

@Suite("Automata of formulas")
struct TranslationTests {
  /// The smaller formulas, which many words can be tried on without optimisation too.
  static func quickRows() throws -> [[String: String]] {
    let rows = try Vectors.rows("formulas")
    #expect(rows.count == 241)
    return rows.filter { row in
      row["ba_s"].flatMap(Int.init) ?? 0 <= 6 && row["spot"]?.utf8.count ?? 0 <= 80
    }
  }

  @Test("Of formulas from elsewhere they are right, and in all no larger than Spot's")
  func vectors() throws {
    let rows = try Self.quickRows()
    #expect(rows.count > 150)
    var (states, spot, larger) = ((0, 0), (0, 0), 0)
    for (number, row) in rows.enumerated() {
      var random = RandomFormulas(seed: UInt64(number))
      let formula = try Vectors.formula(row["spot"] ?? "", .spot, into: &random.store)
      let (general, buchi) = try #require(Automaton.translate(formula, in: random.store))
      #expect(general.isEmpty == (row["satisfiable"] == "0"), "\(row)")
      let opposite = random.store.make(.not, formula)
      let negation = try #require(Automaton.translate(opposite, in: random.store))
      #expect(negation.generalised.isEmpty == (row["valid"] == "1"), "\(row)")
      if row["valid"] == "1" { #expect(general.stateCount == 1 && general.edgeCount == 1) }
      if row["satisfiable"] == "0" { #expect(general.stateCount == 1 && general.edgeCount == 0) }
      for leaving in buchi.edges { #expect(leaving.allSatisfy { $0.marks == leaving[0].marks }) }
      guard row["satisfiable"] == "1", let tgba = row["tgba_s"].flatMap(Int.init),
        let ba = row["ba_s"].flatMap(Int.init)
      else { continue }
      states = (states.0 + general.stateCount, states.1 + buchi.stateCount)
      spot = (spot.0 + tgba, spot.1 + ba)
      if buchi.stateCount > ba { larger += 1 }
      #expect(buchi.stateCount <= 2 * ba, "\(row)")
    }
    #expect(states.0 <= spot.0 && states.1 <= spot.1, "\(states) states, Spot \(spot)")
    #expect(larger == 0)
  }

  /// Words over the propositions of a formula.
  static func word(_ names: [String], _ random: inout RandomFormulas) -> Word {
    func letters(_ count: Int) -> [[String]] {
      (0..<count).map { _ in names.filter { _ in random.below(2) == 0 } }
    }
    return Word(prefix: letters(random.below(4)), cycle: letters(1 + random.below(4)))
  }

  @Test("They accept the words on which the formula holds, and no other")
  func words() throws {
    for (number, row) in try Self.quickRows().enumerated() {
      var random = RandomFormulas(seed: UInt64(number))
      let formula = try Vectors.formula(row["spot"] ?? "", .spot, into: &random.store)
      let names = random.store.atoms
      let (general, buchi) = try #require(Automaton.translate(formula, in: random.store))
      for _ in 0..<4 {
        let word = Self.word(names, &random)
        let holds = WordEvaluator(formula, in: random.store, on: word).holds
        #expect(general.accepts(word) == holds, "\(row) on \(word)")
        #expect(buchi.accepts(word) == holds, "\(row) on \(word)")
      }
    }
  }

  @Test("So do those of random formulas")
  func random() throws {
    for seed in UInt64(1)...100 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 9)
      let (general, buchi) = try #require(Automaton.translate(formula, in: random.store))
      for _ in 0..<6 {
        let word = random.word()
        let holds = WordEvaluator(formula, in: random.store, on: word).holds
        #expect(general.accepts(word) == holds, "\(random.store.text(formula)) on \(word)")
        #expect(buchi.accepts(word) == holds, "\(random.store.text(formula)) on \(word)")
      }
    }
  }

  @Test("What looks back is translated too")
  func past() throws {
    for row in try Vectors.rows("lasso") where row["past"] == "1" {
      var store = FormulaStore()
      let formula = try Vectors.formula(row["formula"] ?? "", into: &store)
      let (general, buchi) = try #require(Automaton.translate(formula, in: store))
      let word = Word(
        prefix: try #require(Word.letters(row["prefix"] ?? "")),
        cycle: try #require(Word.letters(row["cycle"] ?? "")))
      #expect(String(general.accepts(word)) == row["verdict"], "\(row)")
      #expect(String(buchi.accepts(word)) == row["verdict"], "\(row)")
    }
  }

  @Test("A word that is said to be accepted is one on which the formula holds")
  func witnesses() throws {
    var found = 0
    for seed in UInt64(1)...100 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 8)
      let (general, _) = try #require(Automaton.translate(formula, in: random.store))
      let word = general.acceptedWord()
      #expect((word == nil) == general.isEmpty)
      guard let word else { continue }
      found += 1
      #expect(WordEvaluator(formula, in: random.store, on: word).holds, "\(word)")
    }
    #expect(found > 50)
  }

  @Test("A wrong automaton would be found out")
  func wrong() throws {
    var store = FormulaStore()
    let formula = try Vectors.formula("G (a -> F b)", into: &store)
    var (general, _) = try #require(Automaton.translate(formula, in: store))
    for state in general.edges.indices {
      for edge in general.edges[state].indices {
        general.edges[state][edge].marks = general.allMarks
      }
    }
    var random = RandomFormulas(seed: 1)
    let agrees = (0..<100).allSatisfy { _ in
      let word = random.word()
      return general.accepts(word) == WordEvaluator(formula, in: store, on: word).holds
    }
    #expect(!agrees)
  }

  @Test("What is far too large is given up, and takes neither the memory nor the process")
  func tooLarge() throws {
    let formulas = [
      // Too many diagrams while edges are listed.
      (0..<8).map { "(G F p\($0))" }.joined(separator: " <-> "),
      // Too many products, each of them long.
      (0..<70).map { "G F p\($0)" }.joined(separator: " & "),
    ]
    for text in formulas {
      var store = FormulaStore()
      let formula = try Vectors.formula(text, into: &store)
      #expect(Automaton.translate(formula, in: store, effort: .quick) == nil)
    }
  }

  @Test("A cover that would be too large is none")
  func covers() {
    var diagrams = DecisionDiagrams()
    // Of twelve variables, an even number: no two of the 2,048 products can be made one.
    let even = (1..<12).reduce(diagrams.literal(0, false)) {
      diagrams.xor($0, diagrams.literal($1))
    }
    #expect(diagrams.cover(even)?.count == 2_048)
    #expect(diagrams.cover(even, limit: 2_048)?.count == 2_048)
    #expect(diagrams.cover(even, limit: 2_047) == nil)
  }

  @Test("A simplified formula means the same")
  func simplified() {
    for seed in UInt64(1)...800 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 10)
      let normal = random.store.normal(formula)
      var simplifier = Simplifier(random.store)
      let simple = simplifier.simplify(normal.formula)
      for _ in 0..<6 {
        let word = random.word()
        let holds = WordEvaluator(formula, in: random.store, on: word).holds
        #expect(
          WordEvaluator(simple, in: simplifier.store, on: word).holds == holds,
          "\(random.store.text(formula)) as \(simplifier.store.text(simple)) on \(word)")
        #expect(WordEvaluator(normal.negation, in: random.store, on: word).holds != holds)
      }
    }
  }
}
