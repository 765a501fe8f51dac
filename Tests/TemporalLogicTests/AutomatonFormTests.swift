import Diagnostics
import Testing

@testable import TemporalLogic

@Suite("Automata written down")
struct AutomatonFormTests {
  static func read(_ text: String) throws -> Automaton {
    let (automaton, findings) = HOAReader.read(SourceText(name: "a.hoa", text: text))
    #expect(findings.isEmpty, "\(findings.rendered)")
    return try #require(automaton)
  }

  /// Of formulas from elsewhere, and of random ones.
  private static func formulas() throws -> [(random: RandomFormulas, formula: FormulaID)] {
    var formulas: [(RandomFormulas, FormulaID)] = []
    for (number, row) in try TranslationTests.quickRows().enumerated() where number % 3 == 0 {
      var random = RandomFormulas(seed: UInt64(number))
      let formula = try Vectors.formula(row["spot"] ?? "", .spot, into: &random.store)
      formulas.append((random, formula))
    }
    for seed in UInt64(1)...60 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 9)
      formulas.append((random, formula))
    }
    return formulas
  }

  @Test(
    "In the HOA format: read again they are the same, and accept the words on which the formula holds"
  )
  func hoa() throws {
    for (random, formula) in try Self.formulas() {
      var random = random
      let text = random.store.text(formula)
      let (general, buchi) = try #require(Automaton.translate(formula, in: random.store))
      for automaton in [general, buchi] {
        let written = automaton.hoa(.init(name: text))
        let again = try Self.read(written)
        #expect(again.hoa(.init(name: text)) == written, "\(text)")
        for _ in 0..<4 {
          let word = TranslationTests.word(random.store.atoms, &random)
          let holds = WordEvaluator(formula, in: random.store, on: word).holds
          #expect(again.accepts(word) == holds, "\(text) on \(word)")
        }
      }
    }
  }

  @Test("As never claims: a reader of our own finds in them the words on which the formula holds")
  func neverClaims() throws {
    for (random, formula) in try Self.formulas() {
      var random = random
      let text = random.store.text(formula)
      let (_, buchi) = try #require(Automaton.translate(formula, in: random.store))
      let again = try NeverClaim.read(buchi.neverClaim(.init(name: text)), random.store.atoms)
      for _ in 0..<4 {
        let word = TranslationTests.word(random.store.atoms, &random)
        let holds = WordEvaluator(formula, in: random.store, on: word).holds
        #expect(again.accepts(word) == holds, "\(text) on \(word)")
      }
    }
  }

  private static func translation(_ text: String) throws -> (Automaton, Automaton) {
    var store = FormulaStore()
    let formula = try Vectors.formula(text, into: &store)
    return try #require(Automaton.translate(formula, in: store))
  }

  @Test("What is said of an automaton in the HOA format is so")
  func properties() throws {
    let response = try Self.translation("G (a -> F b)").0
    #expect(
      response.hoa(.init(name: "a \"name\"", isStutterInvariant: true)) == """
        HOA: v1
        tool: "nocturne"
        name: "a \\"name\\""
        States: 2
        Start: 0
        AP: 2 "a" "b"
        acc-name: Buchi
        Acceptance: 1 Inf(0)
        properties: trans-labels explicit-labels trans-acc complete deterministic stutter-invariant
        --BODY--
        State: 0
        [!0 | 1] 0 {0}
        [0&!1] 1
        State: 1
        [1] 0 {0}
        [!1] 1
        --END--

        """)
    let general = try Self.translation("G F a & G F b").0.hoa()
    #expect(general.contains("acc-name: generalized-Buchi 2\nAcceptance: 2 Inf(0)&Inf(1)\n"))
    #expect(!general.contains("stutter-invariant") && !general.contains("name: \""))
    let open = try Self.translation("F (a & X G b)").0.hoa()
    #expect(!open.contains("deterministic") && !open.contains("complete"))
    #expect(try Self.translation("1").0.hoa().contains("acc-name: all\nAcceptance: 0 t\n"))
    // Past operators leave no propositions behind.
    #expect(try Self.translation("G (a -> O b)").0.hoa().contains("AP: 2 \"a\" \"b\"\n"))
  }

  @Test("A claim that everything matches stands last, and a name that is none in parentheses")
  func claims() throws {
    #expect(
      try Self.translation("F \"x > 0\"").1.neverClaim(.init(name: "F */")) == """
        never { /* F * / */
        T0_init:
          do
          :: (!(x > 0)) -> goto T0_init
          :: ((x > 0)) -> goto accept_all
          od;
        accept_all:
          skip
        }

        """)
    #expect(try Self.translation("1").1.neverClaim().contains("accept_init:\n  skip\n"))
    #expect(try Self.translation("0").1.neverClaim().contains("T0_init:\n  false;\n"))
    // Two states of which everything is accepted: only one can stand last.
    let twice = try Self.read(
      """
      HOA: v1 States: 3 Start: 0 AP: 1 "a" Acceptance: 0 t --BODY--
      State: 0 [0] 1 [!0] 2 State: 1 [t] 1 State: 2 [t] 2 --END--
      """)
    #expect(
      twice.neverClaim().hasSuffix(
        "accept_S1:\n  do\n  :: (1) -> goto accept_S1\n  od;\naccept_all:\n  skip\n}\n"))
  }

  @Test("As a graph")
  func dot() throws {
    #expect(
      try Self.translation("F \"a\\b\"").0.dot(.init(name: "F p")) == """
        digraph automaton {
          rankdir=LR
          node [shape=circle]
          label="F p\\naccepting: Inf(0)"
          start [shape=point]
          start -> 0
          0
          0 -> 0 [label="!(a\\\\b)"]
          0 -> 1 [label="(a\\\\b)"]
          1
          1 -> 1 [label="1\\n{0}"]
        }

        """)
  }
}

/// Reads never claims that ``Automaton/neverClaim(_:)`` writes.
enum NeverClaim {
  static func read(_ text: String, _ atoms: [String]) throws -> Automaton {
    let lines = text.split(separator: "\n").dropFirst().dropLast()
    let names = lines.filter { $0.hasSuffix(":") }.map { String($0.dropLast()) }
    var automaton = Automaton(
      atoms: atoms, markCount: 1, edges: [], initial: 0, diagrams: DecisionDiagrams())
    for line in lines {
      let words = line.split(separator: " ")
      let isMarked = names[max(0, automaton.edges.count - 1)].hasPrefix("accept")
      if line.hasSuffix(":") {
        automaton.edges.append([])
      } else if words.first == "::" {
        let label = try automaton.label(words[1..<words.count - 3].joined(separator: " "))
        let target = try #require(names.firstIndex(of: String(words[words.count - 1])))
        automaton.edges[automaton.edges.count - 1].append(
          .init(label, isMarked ? 1 : 0, to: target))
      } else if words.first == "skip" {
        let last = automaton.edges.count - 1
        try #require(last == names.count - 1, "what comes after a skip would be come to")
        automaton.edges[last].append(.init(.always, 1, to: last))
      }
    }
    return automaton
  }
}

extension Automaton {
  /// The label that an expression is, over our propositions.
  fileprivate mutating func label(_ text: String) throws -> Diagram {
    var store = FormulaStore()
    let formula = try Vectors.formula(text, into: &store)
    return label(formula, store)
  }

  private mutating func label(_ formula: FormulaID, _ store: FormulaStore) -> Diagram {
    switch store.form(formula) {
    case .true: return .always
    case .false: return .never
    case .not: return diagrams.not(label(store.left(formula), store))
    case .and, .or:
      let (one, other) = (label(store.left(formula), store), label(store.right(formula), store))
      return store.form(formula) == .and ? diagrams.and(one, other) : diagrams.or(one, other)
    default:
      let name = store.atomNumber(formula).map { store.atoms[$0] } ?? ""
      return diagrams.literal(atoms.firstIndex(of: name) ?? atoms.count)
    }
  }
}
