import Diagnostics
import FoundationEssentials
import TemporalLogic

/// Formulas and words whose truth is known from elsewhere: Spot 2.12.1, SPIN 6.5.2, ltl3ba and ltl2ba.
enum Vectors {
  /// The rows of a table, each field by the name of its column.
  static func rows(_ name: String) throws -> [[String: String]] {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = folder.joined(separator: "/") + "/Vectors/ltl-\(name).csv"
    let bytes = FileManager.default.contents(atPath: path) ?? Data()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    if lines.isEmpty { throw Broken(findings: "cannot read \(path)") }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// Reads a formula that is known to be right.
  static func formula(
    _ text: String, _ dialect: Dialect = .nocturne, into store: inout FormulaStore
  ) throws -> FormulaID {
    let source = SourceText(name: "formula", text: text)
    let (formula, findings) = FormulaParser.read(
      source, dialect: dialect, isLenient: true, into: &store)
    guard let formula else { throw Broken(findings: findings.rendered) }
    return formula
  }

  struct Broken: Error { let findings: String }
}
