import Catalog
import ModelChecking
import Diagnostics

/// What a command line says of a model, held against what the model has.
struct CheckChoice {
  private let entry: ModelEntry
  private let arguments: ParsedArguments

  init(_ entry: ModelEntry, _ arguments: ParsedArguments) {
    (self.entry, self.arguments) = (entry, arguments)
  }

  /// The variant that was asked for; the first one unless said.
  func variant() throws(CheckRefusal) -> ModelVariant {
    guard let name = arguments.text(.variant) else { return entry.variants[0] }
    if let variant = entry.variants.first(where: { $0.name == name }) { return variant }
    throw refusal(
      .variant, name, CheckFinding.unknownVariant, "'\(entry.name)' has no variant '\(name)'",
      DidYouMean.hint(for: name, among: entry.variants.map(\.name), kind: "variants"))
  }

  /// The names of the properties that were asked for; of all unless said.
  func properties() throws(CheckRefusal) -> [String] {
    let names = entry.properties.map(\.name)
    let chosen = arguments.texts(.property)
    for name in chosen where !names.contains(name) {
      throw refusal(
        .property, name, RunFinding.unknownProperty, "'\(entry.name)' has no property '\(name)'",
        DidYouMean.hint(for: name, among: names, kind: "properties"))
    }
    return chosen.isEmpty ? names : chosen
  }

  /// What may be left out, where the model allows it.
  func reductions() throws(CheckRefusal) -> [String] {
    guard let text = arguments.text(.reduce) else { return [] }
    let words = text.split(separator: ",").map(String.init).filter { $0 != "none" }
    for word in words where !entry.reductions.contains(word) {
      throw refusal(
        .reduce, text, CheckFinding.noReduction,
        "'\(entry.name)' says nothing that '\(word)' could use",
        "it allows: \((["none"] + entry.reductions).joined(separator: ", "))")
    }
    return words
  }

  /// The values of all bounds, in their order.
  func bounds() throws(CheckRefusal) -> [Int] {
    var values = entry.bounds.map(\.usual)
    guard let text = arguments.text(.bounds) else { return values }
    let known = entry.bounds.map { bound in
      "\(bound.name) from \(bound.range.lowerBound) to \(bound.range.upperBound)"
    }
    let allowed = known.isEmpty ? "it has none" : "bounds: \(known.joined(separator: ", "))"
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard let place = entry.bounds.firstIndex(where: { $0.name == sides[0] }) else {
        let near = DidYouMean.nearest(to: sides[0], among: entry.bounds.map(\.name))
        throw refusal(
          .bounds, text, CheckFinding.badBound, "'\(entry.name)' has no bound '\(sides[0])'",
          (near.map { "did you mean '\($0)'? " } ?? "") + allowed)
      }
      guard sides.count == 2, sides[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let value = Int(sides[1]), entry.bounds[place].range.contains(value)
      else {
        throw refusal(
          .bounds, text, CheckFinding.badBound, "'\(part)' is not a bound of '\(entry.name)'",
          allowed)
      }
      values[place] = value
    }
    return values
  }

  private func refusal(
    _ option: Option, _ text: String, _ code: some FindingCode, _ message: String, _ hint: String
  ) -> CheckRefusal {
    let line = CommandLineText(["check", entry.name, "--\(option.name)", text])
    return CheckRefusal(
      exit: .usage, findings: [line.finding(code, at: 3, message, hint: hint)])
  }
}
