import TemporalLogic
import Testing

@Suite("Formulas on words")
struct WordEvaluatorTests {
  @Test("On words that go on for ever, past included, every row of the table is right")
  func lassos() throws {
    let rows = try Vectors.rows("lasso")
    #expect(rows.count == 1338)
    for row in rows {
      var store = FormulaStore()
      let formula = try Vectors.formula(row["formula"] ?? "", into: &store)
      let word = Word(
        prefix: try #require(Word.letters(row["prefix"] ?? "")),
        cycle: try #require(Word.letters(row["cycle"] ?? "")))
      let holds = WordEvaluator(formula, in: store, on: word).holds
      #expect(String(holds) == row["verdict"], "\(row)")
    }
  }

  @Test("On finite words, with both meanings of X at the end, every row is right")
  func finite() throws {
    let rows = try Vectors.rows("finite")
    #expect(rows.count == 721)
    for row in rows {
      var store = FormulaStore()
      let formula = try Vectors.formula(row["formula"] ?? "", into: &store)
      let word = Word(prefix: try #require(Word.letters(row["trace"] ?? "")))
      let strong = WordEvaluator(formula, in: store, on: word).holds
      let weak = WordEvaluator(formula, in: store, on: word, next: .weak).holds
      #expect(String(strong) == row["ltlf"] && String(weak) == row["ltlf_weaknext"], "\(row)")
    }
  }

  @Test(
    "A name with a sign of words in it stands between quotes",
    arguments: [
      ("\"p.q\"", [["p.q"]]), ("a+\"x+y\".-", [["a", "x+y"], []]), ("\"-\".p", [["-"], ["p"]]),
    ])
  func quoted(text: String, letters: [[String]]) {
    #expect(Word.letters(text) == letters)
    #expect(Word.text(letters) == text)
  }

  @Test(
    "What is no word",
    arguments: ["\"", "\"p", "\"\"", "\"p\"q", ".", "p.", "+p", "p+-", "-+p", "p..q"])
  func noWord(text: String) { #expect(Word.letters(text) == nil) }

  @Test("A letter of very many propositions is read once")
  func wideLetter() throws {
    var store = FormulaStore()
    let parts = (0..<20_000).map { store.atom("q\($0)") }
    let formula = store.make(.or, parts)
    let word = Word(prefix: [(0..<20_000).map { "p\($0)" } + ["q19999"]])
    #expect(WordEvaluator(formula, in: store, on: word).holds)
  }

  /// The meaning of a formula at a position, word for word as it is defined; `end` positions are enough to decide.
  private static func holds(
    _ formula: FormulaID, at position: Int, _ store: FormulaStore, _ letter: (Int) -> [String],
    end: Int
  ) -> Bool {
    func holds(_ part: FormulaID, _ place: Int) -> Bool {
      Self.holds(part, at: place, store, letter, end: end)
    }
    let parts = Array(store.operands(formula))
    let later = position..<max(end, position + 1)
    let before = stride(from: position, through: 0, by: -1)
    switch store.form(formula) {
    case .true: return true
    case .false: return false
    case .atom: return letter(position).contains(store.atoms[store.atomNumber(formula) ?? 0])
    case .not: return !holds(parts[0], position)
    case .and: return parts.allSatisfy { holds($0, position) }
    case .or: return parts.contains { holds($0, position) }
    case .xor: return holds(parts[0], position) != holds(parts[1], position)
    case .implies: return !holds(parts[0], position) || holds(parts[1], position)
    case .iff: return holds(parts[0], position) == holds(parts[1], position)
    case .next, .strongNext, .weakNext: return holds(parts[0], position + 1)
    case .eventually: return later.contains { holds(parts[0], $0) }
    case .always: return later.allSatisfy { holds(parts[0], $0) }
    case .until, .weakUntil:
      let until = later.contains { place in
        holds(parts[1], place) && (position..<place).allSatisfy { holds(parts[0], $0) }
      }
      return until || store.form(formula) == .weakUntil && later.allSatisfy { holds(parts[0], $0) }
    case .release, .strongRelease:
      let released = later.contains { place in
        holds(parts[0], place) && (position...place).allSatisfy { holds(parts[1], $0) }
      }
      return released || store.form(formula) == .release && later.allSatisfy { holds(parts[1], $0) }
    case .previous: return position > 0 && holds(parts[0], position - 1)
    case .weakPrevious: return position == 0 || holds(parts[0], position - 1)
    case .once: return before.contains { holds(parts[0], $0) }
    case .historically: return before.allSatisfy { holds(parts[0], $0) }
    case .since:
      return before.contains { place in
        holds(parts[1], place) && (place..<position).allSatisfy { holds(parts[0], $0 + 1) }
      }
    case .triggered:
      return !before.contains { place in
        !holds(parts[1], place) && (place..<position).allSatisfy { !holds(parts[0], $0 + 1) }
      }
    }
  }

  @Test("The evaluator agrees with the definitions on random formulas and words")
  func definitions() {
    for seed in UInt64(1)...300 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 5, past: true)
      let word = random.word()
      // Long enough for everything that these few operators can tell apart.
      let end = word.prefix.count + 6 * word.cycle.count
      let expected = Self.holds(
        formula, at: 0, random.store,
        { place in
          place < word.prefix.count
            ? word.prefix[place] : word.cycle[(place - word.prefix.count) % word.cycle.count]
        }, end: end)
      let holds = WordEvaluator(formula, in: random.store, on: word).holds
      #expect(holds == expected, "\(random.store.text(formula)) on \(word)")
    }
  }

  @Test("A formula and its negation never agree")
  func negation() {
    for seed in UInt64(1)...300 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 10, past: true)
      let word = random.word(isFinite: seed % 2 == 0)
      let opposite = random.store.make(.not, formula)
      let one = WordEvaluator(formula, in: random.store, on: word).holds
      #expect(WordEvaluator(opposite, in: random.store, on: word).holds != one)
    }
  }

  @Test("Words are read and written alike")
  func letters() {
    for text in ["", "-", "p", "p+q.-.r", "-.-"] {
      #expect(Word.letters(text).map(Word.text) == text)
    }
    for text in ["p..q", "+", "p+", "-+p", "."] { #expect(Word.letters(text) == nil, "\(text)") }
  }
}
