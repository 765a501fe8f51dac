import Diagnostics
import TemporalLogic
import Testing

@Suite("Formulas that are hardly meant")
struct FormulaLintTests {
  private func findings(_ text: String) throws -> [Finding] {
    var store = FormulaStore()
    let formula = try Vectors.formula(text, into: &store)
    let check = try #require(FormulaCheck(formula, in: store))
    return check.findings(of: formula, in: store, SourceText(name: "formula", text: text))
  }

  @Test(
    "Each is told, once, and nothing else is",
    arguments: [
      ("G F (a -> b)", ["recurring-implication"]), ("[]<>(a -> b)", ["recurring-implication"]),
      ("F (a -> b)", ["eventual-implication"]),
      (
        "c & X F (a -> G b)",
        [
          "eventual-implication", "stutter-sensitive",
        ]
      ),
      ("G (a -> F a)", ["valid-formula"]),
      (
        "F (a -> F a)",
        [
          "eventual-implication", "valid-formula",
        ]
      ),
      ("G a & F !a", ["unsatisfiable-formula"]), ("G (a -> X b)", ["stutter-sensitive"]),
      ("F (a & Y Y b)", ["stutter-sensitive"]),
    ])
  func told(text: String, codes: [String]) throws {
    let findings = try findings(text)
    #expect(findings.map(\.code) == codes)
    #expect(findings.allSatisfy { $0.severity == .warning && $0.hint != nil })
  }

  @Test(
    "What is almost that is left alone",
    arguments: [
      "G (a -> F b)", "G F a -> G F b", "G F (!a | b)", "F (!a | b)", "F (a & b)", "F G (a -> b)",
      "G (a -> b)", "F a -> F b", "F (a & X !a)", "a & !b", "1", "0", "G (a -> O b)",
      "(a -> b) U c",
    ])
  func leftAlone(text: String) throws { #expect(try findings(text).isEmpty) }

  @Test("Another reading is shown")
  func readings() throws {
    let recurring = try #require(try findings("G F (sent -> final)").first)
    #expect(
      recurring.hint == "perhaps 'G (sent -> F final)' or 'G F sent -> G F final' is meant",
      "\(recurring)")
    let eventual = try #require(try findings("F (sent -> final)").first)
    #expect(
      eventual.hint == "perhaps 'G (sent -> F final)' or 'F (sent & final)' is meant", "\(eventual)"
    )
    let sensitive = try #require(try findings("X a").first)
    #expect(sensitive.hint?.contains("it holds on --prefix '") == true, "\(sensitive)")
  }
}
