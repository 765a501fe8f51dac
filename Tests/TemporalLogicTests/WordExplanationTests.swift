import Testing

@testable import TemporalLogic

@Suite("Why a formula fails on a word")
struct WordExplanationTests {
  private static func explain(_ text: String, _ word: Word) throws -> WordExplanation {
    var store = FormulaStore()
    let formula = try Vectors.formula(text, into: &store)
    return WordExplanation(formula, in: store, on: word)
  }

  private static func letters(_ text: String) throws -> [[String]] {
    try #require(Word.letters(text))
  }

  @Test("Rows are parts in reading order, and the fault is in parentheses")
  func table() throws {
    let told = try Self.explain(
      "G (a -> F b)", Word(prefix: Self.letters("-.b"), cycle: Self.letters("-.a")))
    #expect(
      told.lines()
        == [
          "false",
          "               0   1  |:   2   3  :|",
          "G (a -> F b)   .   .  |:   .   .  :|",
          "  a -> F b     1   1  |:   1   .  :|",
          "    a          .   .  |:   .   1  :|",
          "    F b        1   1  |:   .  (.) :|",
          "      b        .   1  |:   .   .  :|",
          "positions 2 to 3 repeat for ever",
          "G (a -> F b) fails at 0, as a -> F b fails at 3, as F b fails at 3: b holds at no position from 3 on",
        ], "\(told.lines().joined(separator: "\n"))")
  }

  @Test(
    "What is to blame is said in words",
    arguments: [
      ("p & q", "p", "p & q fails at 0, as q fails at 0"),
      (
        "!(p | X p)", "-.p",
        "!(p | X p) fails at 0, as p | X p holds at 0, as X p holds at 0, as p holds at 1"
      ),
      ("p | q", "-", "p | q fails at 0: none of its sides holds there"),
      ("p <-> q", "p", "p <-> q fails at 0: its two sides differ there"),
      ("p U q", "p.-.q", "p U q fails at 0: neither p nor q holds at 1"),
      ("p U q", "p.p", "p U q fails at 0: q holds at no position from 0 on"),
      ("p R q", "q.-", "p R q fails at 0, as q fails at 1"),
      ("p M q", "q.q", "p M q fails at 0: p holds at no position from 0 on"),
      ("!G p", "p.p", "!G p fails at 0, as G p holds at 0: p holds at every position from 0 on"),
      ("X X p", "p.p", "X X p fails at 0, as X p fails at 1: the word ends there"),
      ("Y p", "p", "Y p fails at 0: nothing was before"),
      ("F (q & O p)", "q.q", "F (q & O p) fails at 0: q & O p holds at no position from 0 on"),
      (
        "G (q -> p S r)", "r.p.q",
        "G (q -> (p S r)) fails at 0, as q -> (p S r) fails at 2, as p S r fails at 2: neither p nor r holds at 2"
      ),
      (
        "G (q -> H p)", "p.-.q+p",
        "G (q -> H p) fails at 0, as q -> H p fails at 2, as H p fails at 2, as p fails at 1"
      ),
      ("0", "p", "0 fails at 0"),
    ])
  func reasons(formula: String, word: String, sentence: String) throws {
    let told = try Self.explain(formula, Word(prefix: Self.letters(word)))
    #expect(told.failure?.sentence == sentence)
  }

  @Test("Each fault says what it should not, and values are those of the evaluator")
  func random() throws {
    var failures = 0
    for seed in UInt64(1)...400 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 9, past: true)
      let word = random.word(isFinite: seed % 3 == 0)
      let evaluator = WordEvaluator(formula, in: random.store, on: word)
      let told = WordExplanation(formula, in: random.store, on: word)
      #expect(told.holds == evaluator.holds && told.positions == evaluator.positions)
      #expect(told.rows.first?.values.first == told.holds)
      #expect(told.lines().allSatisfy { !$0.isEmpty })
      guard let failure = told.failure else { continue }
      failures += 1
      #expect(failure.faults.first?.position == 0 && failure.faults.first?.isWanted == true)
      for fault in failure.faults {
        guard let row = fault.row else { continue }
        #expect(told.rows[row].text == fault.text)
        #expect(told.rows[row].values[fault.position] != fault.isWanted, "\(failure.sentence)")
      }
      let isPlain = failure.faults.last.map { $0.text.allSatisfy { $0 != " " } } ?? false
      #expect(isPlain || !failure.reason.isEmpty, "\(failure.sentence)")
    }
    #expect(failures > 100)
  }

  @Test("Of a long word what looks the same stands together, and what is to blame stays")
  func long() throws {
    let quiet = Array(repeating: [String](), count: 500)
    let told = try Self.explain(
      "G (p -> X q)", Word(prefix: quiet + [["p"], ["q"], ["p"]] + quiet))
    #expect(
      told.lines()[1].split(separator: " ") == [
        "0", "1-499", "500", "501", "502", "503", "504-1002",
      ])
    let restless = (0..<400).map { $0 % 2 == 0 ? ["p"] : ["q"] } + [["p"], [], ["q"]]
    let many = try Self.explain("G (p -> X q)", Word(prefix: restless)).lines(most: 12)
    #expect(
      many[1].split(separator: " ").suffix(7) == ["7", "…", "399", "400", "401", "…", "402"]
        || many[1].contains("401"), "\(many[1])")
    #expect(many[1].count < 120 && many.contains { $0.contains("(.)") })
  }

  @Test("A huge formula is told in part")
  func huge() throws {
    let wide = (1...5_000).map { "p\($0)" }.joined(separator: " & ")
    let told = try Self.explain("G (\(wide))", Word(prefix: [["p1"]]))
    #expect(told.rows.count == WordExplanation.mostRows && told.rowsLeftOut > 4_000)
    #expect(told.rows.allSatisfy { $0.text.count <= WordExplanation.longestText + 1 })
    #expect(told.lines().count < 220)
    let deep = String(repeating: "X ", count: 900) + "p"
    let nested = try Self.explain(deep, Word(prefix: Array(repeating: ["p"], count: 20)))
    #expect(nested.failure?.sentence.contains("…") == true)
    #expect(nested.failure?.sentence.hasSuffix("the word ends there") == true)
  }
}
