import Testing

@testable import TemporalLogic

@Suite("Small automata, fast")
struct AutomatonSizeTests {
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

  @Test(
    "Wide formulas, of which a careless order of variables is exponentially large",
    arguments: [
      (right(40, "U"), 40, 820), (left(40, "R"), 40, 820),
      ("(" + joined(24) { "G F p\($0)" } + ") -> G F z", 26, 52),
      ("!(" + joined(24) { "G (p\($0) -> F q\($0))" } + ")", 25, 49),
      (right(10, "R"), 10, 55), (joined(7) { "G F p\($0)" }, 1, 128),
      (left(7, "U"), 64, 1_352), (joined(7) { "F p\($0)" }, 128, 2_187),
    ])
  func families(formula: String, states: Int, edges: Int) throws {
    var store = FormulaStore()
    let id = try Vectors.formula(formula, .spot, into: &store)
    let (general, _) = try #require(Automaton.translate(id, in: store))
    #expect(general.stateCount == states)
    #expect(general.edgeCount == edges)
  }

  @Test("Simulation merges what a search letter by letter finds to be alike")
  func simulation() throws {
    var merged = 0
    for seed in UInt64(1)...150 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 8)
      let normal = random.store.normal(formula).formula
      var translator = Translator(random.store, atoms: random.store.atoms)
      let made = translator.translate(normal)
      var automaton = try #require(made)
      automaton.prune()
      let alike = Self.alike(automaton)
      let before = automaton
      automaton.mergeSimilar(.forward)
      #expect(automaton.stateCount == alike, "\(random.store.text(formula))")
      merged += before.stateCount - alike
      for _ in 0..<6 {
        let word = random.word()
        #expect(automaton.accepts(word) == before.accepts(word))
      }
    }
    #expect(merged > 10)
  }

  /// How many classes of states there are that simulate each other, by the definition.
  private static func alike(_ automaton: Automaton) -> Int {
    let states = automaton.edges.indices
    let letters = (0..<1 << automaton.atoms.count).map { bits in
      automaton.atoms.indices.map { bits >> $0 & 1 == 1 }
    }
    func steps(_ state: Int, _ letter: [Bool]) -> [Automaton.Edge] {
      automaton.edges[state].filter { automaton.diagrams.isTrue($0.label) { letter[$0] } }
    }
    var above = states.map { _ in states.map { _ in true } }
    func simulates(_ upper: Int, _ lower: Int) -> Bool {
      letters.allSatisfy { letter in
        steps(lower, letter).allSatisfy { edge in
          steps(upper, letter).contains {
            $0.marks & edge.marks == edge.marks && above[edge.target][$0.target]
          }
        }
      }
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for lower in states {
        for upper in states where above[lower][upper] && !simulates(upper, lower) {
          above[lower][upper] = false
          hasChanged = true
        }
      }
    }
    let classes = states.filter { state in
      !states.prefix(state).contains { above[state][$0] && above[$0][state] }
    }
    return classes.count
  }
}
