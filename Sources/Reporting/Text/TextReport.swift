import TemporalLogic
public import Traces

/// The outcome of a scenario as text: `report.txt`, and what the terminal shows.
///
/// It keeps to 100 columns, save for lines that are there to be copied or searched for: `verdict: <property>
/// <token>`, `digest: <hex>` and `replay: <command>` stand at the start of lines of their own.
public struct TextReport: Sendable {
  /// The text; ends in a newline.
  public var text: String { lines.joined(separator: "\n") + "\n" }

  let report: RunReport
  private(set) var lines: [String] = []

  /// Puts a report into words.
  public init(_ report: RunReport) {
    self.report = report
    addHeader()
    if report.cases.count > 1 { addSummary() }
    for index in report.cases.indices { addCase(index) }
    addClosing()
  }

  mutating func add(_ line: String = "") { lines.append(line) }
  mutating func add(_ more: [String]) { lines += more }

  /// A section with a title and a table under it.
  mutating func add(_ title: String, _ table: TextTable) {
    add()
    add(title)
    add(table.lines())
  }

  private mutating func addHeader() {
    add(Text.printable(report.scenario))
    add(Text.wrapped(report.about))
    add()
    var table = TextTable([.left(""), .left("")])
    table.rows = [["variant", Text.printable(report.variant)], ["crypto", report.crypto]]
    table.rows.append(["seeds", seeds])
    if report.seeds.verified > 0 { table.rows.append(["verified", verification]) }
    table.rows.append(["scenario", report.scenarioDigest])
    table.rows.append(["nocturne", ProductVersion.text])
    add(table.lines())
  }

  private var seeds: String {
    let seeds = report.seeds
    if seeds.from == seeds.to { return String(seeds.from) }
    let each = report.cases.count > 1 ? " of each case" : ""
    return "\(seeds.from) to \(seeds.to), \(runsOfEach("run", "runs"))\(each)"
  }

  /// The fewest and the most runs of a case: not the same where some end early.
  private var runs: ClosedRange<UInt64> {
    let runs = report.cases.map(\.runs)
    let most = runs.max() ?? report.seeds.count
    return (runs.min() ?? most)...most
  }

  /// The runs of each case, in words.
  private func runsOfEach(_ one: String, _ many: String) -> String {
    let most = Quantity.of(runs.upperBound, one, many)
    return runs.count == 1 ? most : "\(Quantity.count(runs.lowerBound)) to \(most)"
  }

  private var verification: String {
    let repeated =
      Quantity.of(report.seeds.verified, "run", "runs") + " repeated in another process: "
    let mismatches = report.seeds.mismatches
    return repeated
      + (mismatches == 0 ? "no difference" : "\(Quantity.count(mismatches)) CAME OUT DIFFERENTLY")
  }

  // MARK: The end

  private mutating func addClosing() {
    add()
    add(String(repeating: "─", count: Text.width))
    if report.seeds.mismatches > 0 {
      add(
        "NOT DETERMINISTIC: the second run of some seeds differs from the first; trust no figure.")
    }
    addCanaries()
    let unmet = report.cases.flatMap(unmetExpectations)
    if unmet.isEmpty {
      add(Text.wrapped("All expectations are met: \(expectations)."))
    } else {
      let isUndecided = report.outcome == .inconclusive
      add(isUndecided ? "UNDECIDED, because a limit came first:" : "NOT all expectations are met:")
      for line in unmet.prefix(Self.listed) { add(Text.wrapped(line, indent: 2, hanging: 4)) }
      if unmet.count > Self.listed {
        add("  … and \(Quantity.count(unmet.count - Self.listed)) more")
      }
    }
    if report.hasFailedFast {
      add("ENDED EARLY, because enough seeds had failed; the rest speaks of those that ran.")
    } else if report.isCut {
      add("STOPPED before all runs were made; the rest speaks of those that were.")
    }
    add()
    add(Text.wrapped(limits))
  }

  private mutating func addCanaries() {
    for canary in report.canaries {
      let prefix = report.cases.count > 1 ? "\(canary.caseName): " : ""
      let words = Text.printable(canary.words)
      guard let seed = canary.seed, let property = canary.property else {
        add(
          Text.wrapped(
            "CANARY NOT CAUGHT: \(prefix)\(words) was to fail and did not; "
              + "what this campaign has found clean means nothing."))
        continue
      }
      add(
        Text.wrapped("Canary caught: \(prefix)\(words) fails by \(property) with seed \(seed)."))
    }
  }

  /// Lists longer than this are cut.
  static let listed = 20

  private var expectations: String {
    let verdicts = report.cases.reduce(0) { $0 + $1.properties.count }
    let figures = report.cases.reduce(0) { $0 + $1.figures.count }
    var text = Quantity.of(verdicts, "verdict", "verdicts")
    if figures > 0 { text += " and " + Quantity.of(figures, "figure", "figures") }
    return report.cases.count > 1 ? text + " in \(Quantity.count(report.cases.count)) cases" : text
  }

  private func unmetExpectations(of item: CaseReport) -> [String] {
    let prefix = report.cases.count > 1 ? "\(item.name): " : ""
    let properties = item.properties.filter { !$0.isExpected }.map {
      "\(prefix)\($0.name) \($0.verdict.rawValue), expected \(Self.words($0.expectation))"
    }
    let figures = item.figures.filter { !$0.isMet }.map {
      "\(prefix)\($0.name) \(Self.value($0)), expected \(Self.limit($0))"
    }
    return properties + figures
  }

  /// What the report does not say.
  private var limits: String {
    let each = runs.count == 1 ? "" : " of each case"
    let samples =
      runs.upperBound == 1
      ? "one seed is one sample; nothing is proved about others."
      : "\(runsOfEach("seed", "seeds"))\(each) are samples; nothing is proved about others."
    let ideal =
      report.crypto == "ideal" ? " Signatures are ideal: that nobody forges one is assumed." : ""
    return "Limits: \(samples) Times are computed from the delays, prices and faults that the "
      + "scenario names, not measured on hardware.\(ideal)"
  }
}
