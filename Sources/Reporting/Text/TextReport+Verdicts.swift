import TemporalLogic
import Traces

// The verdicts of a case: a line to search for each, and indented below it what there is to know.
extension TextReport {
  mutating func addVerdicts(_ item: CaseReport) {
    if item.properties.isEmpty { return }
    add()
    for property in item.properties {
      add("verdict: \(Text.printable(property.name)) \(property.verdict.rawValue)")
      add(Text.wrapped(Self.expectation(property), indent: 4, hanging: 6))
      add(
        explanation(property, runs: item.runs).flatMap { Text.wrapped($0, indent: 4, hanging: 6) })
      if !property.isExpected || property.verdict == .violated, let replay = property.replay,
        replay != item.replay
      {
        // Whole, because it is there to be copied.
        add("    " + Text.printable(replay))
      }
      if let past = property.past { add(past) }
    }
  }

  private static func expectation(_ property: PropertySummary) -> String {
    var text = "expected \(words(property.expectation)): "
    text += property.isExpected ? "met" : "NOT MET"
    if let tla = property.tla { text += " · TLA+ \(tla)" }
    return text
  }

  /// The expected verdicts, and the step where one is expected.
  static func words(_ expectation: VerdictExpectation) -> String {
    guard expectation.isSaid else { return "\(expectation.text) by default" }
    let verdicts = expectation.verdicts.map(\.rawValue).joined(separator: " or ")
    guard let steps = expectation.steps else { return verdicts }
    return "\(verdicts) at step \(limit(steps, unit: "count"))"
  }

  private func explanation(_ property: PropertySummary, runs: UInt64) -> [String] {
    let seed = property.firstSeed.map { "seed \($0)" } ?? "no seed"
    let isOne = runs <= 1
    switch property.verdict {
    case .holds: return []
    case .presumablyHolds: return ["kept, with nothing open at the end"]
    case .vacuous: return ["nothing that it speaks of happened"]
    case .inconclusive:
      let open = property.judgement.obligation.map { ": \($0)" } ?? ""
      return runs == 0
        ? ["not judged"] : ["a limit came first" + (isOne ? "" : " in \(seed)") + open]
    case .presumablyViolated:
      return [
        "open at the end" + (isOne ? "" : " of \(seed)") + ": "
          + (property.judgement.obligation ?? "an obligation")
      ]
    case .violated: return violation(property, seed: seed, runs: runs)
    }
  }

  private func violation(_ property: PropertySummary, seed: String, runs: UInt64) -> [String] {
    var place = ""
    if let violation = property.judgement.violation {
      place = "at step \(Quantity.count(violation.step)), "
      place += "\(Quantity.milliseconds(violation.microseconds)): \(violation.explanation)"
    }
    if runs <= 1 { return [place.isEmpty ? "violated" : place] }
    let share =
      "in \(Quantity.count(property.violations)) of \(Quantity.count(runs)) runs, first by \(seed)"
    return [place.isEmpty ? share : "\(share) \(place)"]
  }
}
