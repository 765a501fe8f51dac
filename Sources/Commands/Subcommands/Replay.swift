import Catalog
import Cryptography
import Determinism
import Diagnostics
import Reporting
import Scenarios
import Simulation
import Traces

extension Subcommand {
  static let replay = Subcommand(
    summary: "Run one seed of a scenario again, and look at what happened",
    details: """
      A result is a folder of results: its run.txt tells the command that is repeated, of a campaign \
      for the first seed that failed, and its result.json what must come of it again. With \
      --trace text or --trace jsonl every event is printed, as JSON with nothing else on standard \
      output; with --until STEP the run stops after that event and the nodes' states are shown. Of a property that is violated it tells the \
      events without which that could not have happened.
      """,
    operands: Operands("SCENARIO-OR-RESULT", count: 1...1, kind: .scenario),
    action: replayScenario)
}

private func replayScenario(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  do throws(RunFailure) {
    try refuseContradiction(arguments)
    let record = try RecordedRun.find(arguments)
    let arguments = record?.arguments ?? arguments
    let input = try RunInput(arguments.operands[0], at: 0, arguments, systems)
    console.writeError(input.warnings.rendered)
    if let note = record?.note { console.writeErrorLine(note) }
    return try Replay(input, arguments, console, record).perform()
  } catch {
    let failure = error.tell(console)
    if arguments.has(.json) {
      let document = RunDocument(
        [], exit: Int(failure.exit.rawValue), findings: failure.findings)
      console.writeLine(document.json(command: "replay"))
    }
    return failure.exit
  }
}

/// One run, looked at closely.
private struct Replay {
  let input: RunInput
  let arguments: ParsedArguments
  let console: any Console
  /// The folder of results that is repeated, if it is one.
  let record: RecordedRun?

  init(
    _ input: RunInput, _ arguments: ParsedArguments, _ console: any Console, _ record: RecordedRun?
  ) {
    self.input = input
    self.arguments = arguments
    self.console = console
    self.record = record
  }

  func perform() throws(RunFailure) -> ExitCode {
    let one = try input.onlyCase("replay")
    let form = arguments.text(.trace).flatMap(TraceForm.init)
    let seed = arguments.number(.seed) ?? one.scenario.seeds.first.value
    let step = arguments.number(.until)
    // Told before the run: that may take its time.
    let change = record?.difference(scenarioDigest: input.digest.hex)
    if let change { console.writeError([change.finding].rendered) }
    let outcome = try input.run(
      one, seed: seed, captured: form == nil ? 0..<0 : 1..<UInt64.max, until: step)
    var fold = CaseFold(one, input.system, keepsEverySeed: true)
    fold.add(outcome.record)
    var item = fold.report { input.replayLine(one, seed: $0) }
    if step == nil { try input.explain(one, &item, includesExpected: true) }
    let report = RunReport(input, SeedRange(seed, seed), count: 1, [item])
    var exit = step == nil ? ExitCode(report.outcome) : .met
    // A run that stops early has no digest to compare.
    let other =
      step != nil
      ? nil
      : record?.difference(
        seed: seed, traceDigest: outcome.record.traceDigest, isSameScenario: change == nil)
    if let other { console.writeError([other.finding].rendered) }
    let differences = [change, other].compactMap(\.self)
    if differences.contains(where: \.isKnown) { exit = exit.combined(with: .unmet) }
    if arguments.has(.json) {
      var document = RunDocument(
        [report], exit: Int(exit.rawValue),
        findings: input.warnings + differences.map(\.finding))
      if step != nil {
        document.stop = .init(
          step: outcome.record.events, state: outcome.states.map { ($0.node, $0.text) })
      }
      console.writeLine(document.json(command: "replay"))
    } else {
      show(outcome, report, form)
    }
    return exit
  }

  /// Shows a run to people. Lines of JSON have standard output for themselves.
  private func show(_ outcome: RunOutcome, _ report: RunReport, _ form: TraceForm?) {
    if let form {
      console.write(
        form == .text
          ? TraceText.plain(outcome.captured) : TraceText.jsonLines(outcome.captured))
    }
    var text = ""
    if arguments.has(.until) {
      text += "after event \(outcome.record.events), at \(Ticks(outcome.record.virtualUs)):\n"
      for state in outcome.states { text += "\n\(state.node)\n\(state.text)" }
    } else {
      text = TextReport(report).text
    }
    if form == .jsonl { console.writeError(text) } else { console.write(text) }
  }
}

/// Lines of JSON and one document cannot both have standard output.
private func refuseContradiction(_ arguments: ParsedArguments) throws(RunFailure) {
  guard arguments.has(.json), arguments.text(.trace) == TraceForm.jsonl.rawValue else { return }
  let line = CommandLineText(["replay"] + arguments.operands + ["--trace", "jsonl", "--json"])
  throw .usage([
    line.finding(
      OptionFinding.conflicting, at: line.words.count - 1, "'--json' contradicts '--trace jsonl'",
      hint: "'--trace jsonl' prints one document for each event, '--json' one for the run")
  ])
}
