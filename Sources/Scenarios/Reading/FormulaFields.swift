import Diagnostics
import TemporalLogic

/// The formulas that a scenario has of its own.
enum FormulaFields {
  static let formulas = Kind<[PropertyFormula]>(
    shape: .map(
      key: "names",
      value: .scalar(
        noun: "a formula", example: "forall m: G (submitted(command: m) -> F final(command: m))",
        pattern: nil)),
    read: { node, reading in
      guard case .mapping(let entries) = node.content else {
        reading.report(
          .wrongShape, node.place, "expected a mapping from names, found \(node.noun)",
          hint: "write each as 'name: formula'")
        return nil
      }
      if entries.isEmpty || reading.system.isStandIn { return [] }
      guard let schema = reading.system.facts else {
        reading.report(
          .badValue, node.place,
          "the system '\(reading.system.name)' tells nothing that formulas know")
        return nil
      }
      return entries.compactMap { entry in
        guard reading.checkName(entry) else { return nil }
        if reading.system.properties.contains(entry.key) {
          reading.report(
            .badName, entry.place, "the system has a property '\(entry.key)'",
            hint: "call the formula something else")
          return nil
        }
        // Known by its name from here on, whatever is wrong with it.
        reading.system.properties.append(entry.key)
        guard let text = entry.value.text else {
          reading.report(
            .wrongShape, entry.value.place, "expected a formula, found \(entry.value.noun)")
          return nil
        }
        let source = SourceText(name: entry.key, bytes: Array(text.utf8))
        let (formula, findings) = PropertyFormula.read(name: entry.key, source, schema)
        for finding in findings { reading.report(finding, inside: entry.value, text) }
        return formula
      }
    },
    write: { $0.isEmpty ? "{}" : nil })
}

extension Reading {
  /// Adds a finding about a text that is the value of a node: at its place in the file, where the text stands there
  /// as it is, and else at the node.
  func report(_ finding: Finding, inside node: YAMLNode, _ text: String) {
    guard texts.indices.contains(node.place.text) else { return }
    let source = texts[node.place.text]
    let written = source.bytes[node.place.range]
    var range = node.place.range
    var message = finding.message
    let bytes = Array(text.utf8)
    let shift = [0, 1].first { written.dropFirst($0).starts(with: bytes) }
    if let shift, finding.position.line == 1 {
      let before = text.unicodeScalars.prefix(finding.position.column - 1)
      let start = range.lowerBound + shift + String(String.UnicodeScalarView(before)).utf8.count
      range = start..<min(start + max(finding.length, 1), range.upperBound)
    } else {
      message +=
        " (line \(finding.position.line), column \(finding.position.column) of the formula)"
    }
    add(
      Finding(
        in: source, at: range, code: LogicFinding(rawValue: finding.code) ?? .badFormula,
        severity: finding.severity, message: message, hint: finding.hint))
  }
}
