import Diagnostics
import Testing

@testable import TemporalLogic

@Suite("What is known of a formula by itself")
struct FormulaCheckTests {
  static func check(_ text: String) throws -> FormulaCheck {
    var store = FormulaStore()
    let formula = try Vectors.formula(text, into: &store)
    return try #require(FormulaCheck(formula, in: store))
  }

  @Test(
    "Formulas of every class, as the textbook has them",
    arguments: [
      ("p", PropertyClass.safety), ("1", .safety), ("0", .safety), ("X p", .safety),
      ("G p", .safety), ("p W q", .safety), ("H p -> G (p -> O q)", .safety),
      ("F p", .guarantee), ("p U q", .guarantee), ("F (p & O q)", .guarantee),
      ("G p | F q", .obligation), ("G p & F q", .obligation), ("p & X F q | G r", .obligation),
      ("G F p", .recurrence), ("G (p -> F q)", .recurrence), ("G (p -> F q) & F p", .recurrence),
      ("F G p", .persistence), ("F (p & X G q)", .persistence), ("G F p -> F q", .persistence),
      ("G F p -> G F q", .reactivity), ("F G p | G F q", .reactivity),
      ("G F p & F G q", .reactivity),
    ])
  func classes(text: String, expected: PropertyClass) throws {
    #expect(try Self.check(text).propertyClass == expected)
  }

  /// What a formula says is of the class that its negation mirrors, and no higher than its shape.
  @Test("Classes of random formulas fit their negations and their shapes")
  func duals() throws {
    var seen: [PropertyClass] = []
    for seed in UInt64(1)...150 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 9)
      let opposite = random.store.make(.not, formula)
      let one = try #require(FormulaCheck(formula, in: random.store)?.propertyClass)
      let other = try #require(FormulaCheck(opposite, in: random.store)?.propertyClass)
      seen.append(one)
      let text = random.store.text(formula)
      switch one {
      case .safety: #expect([.safety, .guarantee].contains(other), "\(text)")
      case .guarantee: #expect(other == .safety, "\(text)")
      case .obligation: #expect(other == .obligation, "\(text)")
      case .recurrence: #expect(other == .persistence, "\(text)")
      case .persistence: #expect(other == .recurrence, "\(text)")
      case .reactivity: #expect(other == .reactivity, "\(text)")
      }
      var store = random.store
      let normal = store.normal(formula).formula
      var simplifier = Simplifier(store)
      let tendency = simplifier.tendency(normal)
      if tendency.isSafety { #expect(one == .safety, "\(text)") }
      if tendency.isGuarantee { #expect([.safety, .guarantee].contains(one), "\(text)") }
      if tendency.isObligation {
        #expect([.safety, .guarantee, .obligation].contains(one), "\(text)")
      }
    }
    #expect(PropertyClass.allCases.filter { seen.contains($0) }.count >= 5, "\(seen)")
  }

  @Test(
    "Whether repetitions matter",
    arguments: [
      ("G F p", true), ("p U q", true), ("X p", false), ("G (p -> X q)", false),
      // With X, and yet the same for all.
      ("F (p & X !p)", true), ("G (p & X !p -> X q)", true), ("G (p -> X (p | q))", true),
      ("X F p", false),
      ("p | X F p", true), ("X p <-> X p", true), ("G (p -> q & X q)", true),
      ("F (p & Y !p)", true), ("F (p & Y Y !p)", false), ("G (p -> O q)", true),
    ])
  func repetitions(text: String, expected: Bool) throws {
    let check = try Self.check(text)
    #expect(check.isStutterInvariant == expected)
    #expect((check.stutterWitness == nil) == expected)
  }

  /// A word with some letters said again.
  private static func stretched(_ word: Word, _ random: inout RandomFormulas) -> Word {
    func stretched(_ letters: [[String]]) -> [[String]] {
      letters.flatMap { letter in Array(repeating: letter, count: 1 + random.below(3)) }
    }
    return Word(prefix: stretched(word.prefix), cycle: stretched(word.cycle))
  }

  /// A word without the repetitions in its prefix and in its cycle.
  private static func shortened(_ word: Word) -> [[String]] {
    var letters: [[String]] = []
    for letter in word.prefix + word.cycle + word.cycle + word.cycle where letters.last != letter {
      letters.append(letter)
    }
    return letters
  }

  @Test("Of random formulas repeated letters are told from their words, or two words tell them")
  func stretching() throws {
    var sensitive = 0
    for seed in UInt64(1)...150 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 8)
      let check = try #require(FormulaCheck(formula, in: random.store))
      let text = random.store.text(formula)
      func holds(_ word: Word) -> Bool {
        WordEvaluator(formula, in: random.store, on: word).holds
      }
      if let witness = check.stutterWitness {
        sensitive += 1
        #expect(holds(witness.holds) && !holds(witness.fails), "\(text)")
        // The shorter one may have taken several rounds of the cycle to repeat.
        let (one, other) = (Self.shortened(witness.holds), Self.shortened(witness.fails))
        let length = min(one.count, other.count)
        #expect(one.prefix(length) == other.prefix(length), "\(text): \(witness)")
      } else {
        for _ in 0..<5 {
          let word = random.word()
          let longer = Self.stretched(word, &random)
          #expect(holds(word) == holds(longer), "\(text) on \(word) and \(longer)")
        }
      }
    }
    #expect(sensitive > 20)
  }

  @Test("Letters that take very large functions are given up")
  func largeLetters() throws {
    var store = FormulaStore()
    let all = (0..<40).map { "a\($0)" }.joined(separator: " | ")
    let pairs = (0..<40).map { "a\($0) & b\($0)" }.joined(separator: " | ")
    let formula = try Vectors.formula("(\(all)) & (\(pairs))", into: &store)
    #expect(FormulaCheck(formula, in: store) == nil)
  }

  @Test("Where the automata would be too large nothing is claimed")
  func limits() throws {
    var store = FormulaStore()
    let formula = try Vectors.formula("G F a & F G b", into: &store)
    let opposite = store.make(.not, formula)
    let holds = try #require(Automaton.unreduced(formula, in: store))
    let fails = try #require(Automaton.unreduced(opposite, in: store))
    let few = Automaton.ClassLimits(obligationSets: 1, sets: 1)
    #expect(holds.propertyClass(negation: fails, limits: few) == nil)
    #expect(holds.propertyClass(negation: fails) == .reactivity)
    if case .undecided = holds.stuttering(negation: fails, limit: 0) {
    } else {
      Issue.record("nothing can be decided without a step")
    }
  }
}
