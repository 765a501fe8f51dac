import Catalog
import Cryptography
import Determinism
import Diagnostics
import Reporting
import Scenarios
import Traces

/// One scenario of `run`: its campaigns, its verification and its files.
struct ScenarioRun {
  private let input: RunInput
  private let arguments: ParsedArguments
  private let console: any Console
  private let jobs: Int

  /// Seeds that failed whose traces are kept, at most.
  private static let keptSeeds = 3
  /// Events of a trace that is kept because a seed failed, at most.
  private static let keptEvents: UInt64 = 20_000

  init(_ input: RunInput, _ arguments: ParsedArguments, _ console: any Console) {
    self.input = input
    self.arguments = arguments
    self.console = console
    jobs = arguments.count(.jobs) ?? processorCount
  }

  private var seeds: SeedRange { arguments.seeds ?? input.cases[0].scenario.seeds.range }

  /// Runs everything and gives the report.
  func perform() throws(RunFailure) -> (report: RunReport, exit: ExitCode) {
    var digests: [String: [UInt64: String]] = [:]
    var reports: [CaseReport] = []
    var ran = UInt64(seeds.count)
    var most: UInt64 = 1
    let progress = ProgressBar(
      on: console, total: UInt64(seeds.count * input.cases.count), unit: "runs")
    var hasFailedFast = false
    for one in input.cases {
      var fold = CaseFold(one, input.system, keepsEverySeed: arguments.has(.each))
      let outcome = try run(one) { record in
        if arguments.has(.verify) {
          digests[one.name, default: [:]][record.seed] = Verification.digests(record)
        }
        progress.advance()
        return fold.add(record)
      }
      ran = min(ran, outcome.ran)
      most = max(most, outcome.ran)
      hasFailedFast = hasFailedFast || outcome.hasFailedFast
      var report = fold.report { input.replayLine(one, seed: $0) }
      try input.explain(one, &report, includesExpected: arguments.has(.explain))
      reports.append(report)
      if Interrupt.isRequested { break }
    }
    progress.finish()
    var report = RunReport(input, seeds, count: ran, reports)
    report.hasFailedFast = hasFailedFast
    if seeds.count > 1 {
      report.canaries = try CanaryCheck(input: input, jobs: jobs).perform()
    }
    var exit = ExitCode(report.outcome)
    if arguments.has(.verify), !Interrupt.isRequested {
      exit = exit.combined(with: try verify(digests, through: most, &report))
    }
    if Interrupt.isRequested {
      report.isCut = true
      exit = exit.combined(with: .inconclusive)
      console.writeErrorLine(
        "interrupted: \(ran) of \(seeds.count) seeds and \(reports.count) of "
          + "\(input.cases.count) cases were run; the figures are of those")
    }
    return (report, exit)
  }

  private func run(
    _ one: ScenarioCase, _ body: (RunRecord) -> Bool
  ) throws(RunFailure) -> Campaign.Outcome {
    let campaign = Campaign(
      run: input.seeded(one), crypto: input.mode(of: one.scenario), seeds: seeds, jobs: jobs,
      failFast: arguments.number(.failFast))
    do throws(SeedFailure) {
      return try campaign.perform(body)
    } catch {
      throw .seed(one, path: input.path, error)
    }
  }

  private func verify(
    _ digests: [String: [UInt64: String]], through count: UInt64, _ report: inout RunReport
  ) throws(RunFailure) -> ExitCode {
    let range = SeedRange(seeds.first, seeds.first + count - 1)
    let verification = Verification(input: input, seeds: range, jobs: jobs)
    let result = try verification.compare(digests)
    report.seeds.verified = result.verified
    report.seeds.mismatches = UInt64(result.mismatches.count)
    guard let (one, seed) = result.mismatches.first else { return .met }
    console.writeErrorLine(
      "error: \(result.mismatches.count) of \(result.verified) runs came out otherwise in a second "
        + "process [\(RunFinding.notDeterministic.rawValue)]")
    for line in try verification.explain(one, seed: seed) { console.writeErrorLine(line) }
    return .internalFault
  }

  /// Writes the folders of results.
  func writeFolders(_ report: RunReport) throws(RunFailure) {
    let folder = arguments.text(.out) ?? "results"
    for index in report.cases.indices {
      let one = input.cases[index]
      let outcome = report.cases[index]
      let report = Self.alone(report, index, of: UInt64(seeds.count))
      let exit = Int(ExitCode(report.outcome).rawValue)
      let failed = outcome.each.first { !$0.isMet }?.seed
      let isTraced = seeds.count == 1 && arguments.has(.trace)
      var trace: [TraceEntry]?
      if isTraced || (seeds.count == 1 && failed != nil) {
        let events = isTraced ? UInt64.max : Self.keptEvents + 1
        trace = try input.run(one, seed: seeds.first, captured: 1..<events).captured
      }
      try write(
        ResultFolder(
          report, case: 0, exit: exit, changes: input.changes, settings: try settings(one, seeds),
          trace: trace),
        to: folder)
      if seeds.count > 1 {
        for summary in outcome.each.filter({ !$0.isMet }).prefix(Self.keptSeeds) {
          try writeFailed(one, seed: summary.seed, to: folder)
        }
      }
    }
  }

  /// The report of one case, as it stands in its folder: how many runs were made of it does not hang on
  /// the other cases. What was interrupted is undecided, as the exit code of the whole says.
  static func alone(_ report: RunReport, _ index: Int, of seeds: UInt64) -> RunReport {
    var alone = report
    alone.cases = [report.cases[index]]
    alone.canaries = report.canaries.filter { $0.caseName == report.cases[index].name }
    alone.seeds.count = report.cases[index].runs
    alone.hasFailedFast = report.hasFailedFast && alone.seeds.count < seeds
    return alone
  }

  /// Keeps a failing seed of a campaign with its trace.
  private func writeFailed(
    _ one: ScenarioCase, seed: UInt64, to folder: String
  ) throws(RunFailure) {
    let outcome = try input.run(one, seed: seed, captured: 1..<Self.keptEvents + 1)
    var fold = CaseFold(one, input.system, keepsEverySeed: true)
    fold.add(outcome.record)
    let range = SeedRange(seed, seed)
    var item = fold.report { input.replayLine(one, seed: $0) }
    try input.explain(one, &item, includesExpected: arguments.has(.explain))
    let report = RunReport(input, range, count: 1, [item])
    try write(
      ResultFolder(
        report, case: 0, exit: Int(ExitCode(report.cases[0]).rawValue), changes: input.changes,
        settings: try settings(one, range), trace: outcome.captured), to: folder)
  }

  /// The command of a case, and every field; of one seed with what it has drawn.
  private func settings(
    _ one: ScenarioCase, _ seeds: SeedRange
  ) throws(RunFailure) -> RunSettings {
    var words = ["nocturne", "run", input.reference]
    words +=
      seeds.count == 1
      ? ["--seed", "\(seeds.first)"] : ["--seeds", "\(seeds.first)..\(seeds.last)"]
    if !input.isSingle { words += ["--case", one.name] }
    words += ["--crypto", input.mode(of: one.scenario).rawValue]
    for setting in input.settings { words += ["--set", "\(setting.key)=\(setting.value)"] }
    var settings = one.settings
    if seeds.count == 1 {
      do throws(DrawError) {
        settings = try one.drawn(by: seeds.first, listsSettings: true).settings
      } catch {
        throw .findings(error.findings)
      }
    }
    return RunSettings(command: words, settings: settings.map { ($0.name, $0.value) })
  }

  private func write(_ files: ResultFolder, to folder: String) throws(RunFailure) {
    do throws(FileError) {
      try AtomicFile.writeFolder(
        files.files.map { ($0.name, $0.bytes) }, to: Path.join(folder, files.path))
    } catch {
      throw .file(error)
    }
  }
}
