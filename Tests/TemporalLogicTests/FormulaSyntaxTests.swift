import Diagnostics
import TemporalLogic
import Testing

@Suite("Syntax of formulas")
struct FormulaSyntaxTests {
  @Test("Every row of Spot's and SPIN's readings is read alike, or refused alike")
  func vectors() throws {
    let rows = try Vectors.rows("syntax")
    #expect(rows.count == 58)
    for row in rows {
      let dialect: Dialect = row["dialect"]?.hasPrefix("spot") == true ? .spot : .spin
      var store = FormulaStore()
      let source = SourceText(name: "formula", text: row["input"] ?? "")
      let (formula, findings) = FormulaParser.read(source, dialect: dialect, into: &store)
      let full = formula.map { store.text($0, dialect == .spot ? .full : .spin) }
      #expect((row["result"] == "ok") == (formula != nil), "\(row)")
      #expect(formula == nil || full == row["full_parentheses"], "\(row)")
      #expect((formula == nil) == findings.hasErrors)
    }
  }

  /// What our own dialect makes of a text: the formula in full, or the code of the finding and its place.
  static func reading(_ text: String) -> String {
    var store = FormulaStore()
    let (formula, findings) = FormulaParser.read(SourceText(name: "f", text: text), into: &store)
    if let formula { return store.text(formula, .full) }
    return findings.map { "\($0.code) at \($0.column), \($0.length) long" }.joined(separator: "; ")
  }

  @Test(
    "Our own dialect knows all spellings, and the past",
    arguments: [
      ("GFp", "G(F(p))"), ("GF p", "G(F(p))"), ("Final", "Final"), ("Gp", "Gp"),
      ("G1 & p", "(G1) & (p)"),
      ("□◇p → ○q", "(G(F(p))) -> (X(q))"), ("[]<>p && !q", "(G(F(p))) & (!(q))"),
      ("p S q", "(p) S (q)"), ("H (p -> O q)", "H((p) -> (O(q)))"),
      ("Y p | Z q", "(Y(p)) | (Z(q))"),
      ("p T q", "(p) T (q)"), ("X[!] p & X[?] q", "(X[!](p)) & (X[?](q))"),
      ("\"a b\" U p", "(\"a b\") U (p)"), ("p=1 & q=0", "(p) & (!(q))"),
      ("not p and q or r", "((!(p)) & (q)) | (r)"), ("⊤ U ⊥", "(1) U (0)"),
      ("p W q W r", "(p) W ((q) W (r))"), ("a && b || c", "((a) & (b)) | (c)"),
      ("a & b -> c", "((a) & (b)) -> (c)"),
    ])
  func own(text: String, full: String) { #expect(Self.reading(text) == full) }

  @Test(
    "What Spot and SPIN read differently is refused",
    arguments: [
      ("a || b && c", 11), ("a -> b -> c", 11), ("a U b U c", 9), ("a -> b & c", 10),
      ("a <-> b -> c", 12),
    ])
  func mixes(text: String, length: Int) {
    #expect(Self.reading(text) == "ambiguous-formula at 1, \(length) long")
  }

  @Test("Both readings are shown")
  func readings() throws {
    var store = FormulaStore()
    let (_, findings) = FormulaParser.read(
      SourceText(name: "f", text: "G (a || b && c)"), into: &store)
    let finding = try #require(findings.first)
    #expect(
      finding.hint == "Spot reads a | (b & c), SPIN (a | b) & c: put parentheses")
    #expect((finding.column, finding.length) == (4, 11))
  }

  @Test(
    "A mistake is pointed at",
    arguments: [
      ("", "bad-formula at 1, 1 long"), ("p U", "bad-formula at 4, 1 long"),
      ("p q", "bad-formula at 3, 1 long"), ("(p", "bad-formula at 3, 1 long"),
      ("p)", "bad-formula at 2, 1 long"), ("p § q", "bad-formula at 3, 1 long"),
      ("G && p", "bad-formula at 3, 2 long"), ("\"p", "bad-formula at 1, 1 long"),
      (String(repeating: "(", count: 300), "formula-too-large at 257, 1 long"),
      (String(repeating: "!", count: 2_000) + "p", "formula-too-large at 1, 1 long"),
    ])
  func mistakes(text: String, finding: String) { #expect(Self.reading(text) == finding) }

  @Test(
    "What is printed is read again as the same, in every style and dialect that has its operators")
  func roundTrip() throws {
    for seed in UInt64(1)...400 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 12, past: true)
      var store = random.store
      for style in [FormulaStore.TextStyle.readable, .full] {
        let text = store.text(formula, style)
        #expect(try Vectors.formula(text, into: &store) == formula, "\(text)")
      }
    }
  }
}
