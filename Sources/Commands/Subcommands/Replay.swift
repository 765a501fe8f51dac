import Catalog
import Determinism
import Diagnostics
import Reporting
import Scenarios
import Traces

extension Subcommand {
  static let replay = Subcommand(
    summary: "Run one seed of a scenario again, and look at what happened",
    details: """
      A result is a folder of results: its run.txt tells the command that is repeated. With \
      --trace text or --trace jsonl every event is printed; with --until STEP the run stops \
      after that event and the nodes' states are shown. Of a property that is violated it tells the \
      events without which that could not have happened.
      """,
    operands: Operands("SCENARIO-OR-RESULT", count: 1...1, kind: .scenario),
    action: replayScenario)
}

private func replayScenario(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  do throws(RunFailure) {
    let arguments = try RecordedCommand.arguments(of: arguments) ?? arguments
    let input = try RunInput(arguments.operands[0], at: 0, arguments, systems)
    console.writeError(input.warnings.rendered)
    return try Replay(input, arguments, console).perform()
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

  init(_ input: RunInput, _ arguments: ParsedArguments, _ console: any Console) {
    self.input = input
    self.arguments = arguments
    self.console = console
  }

  func perform() throws(RunFailure) -> ExitCode {
    let one = try input.onlyCase("replay")
    let form = arguments.text(.trace).flatMap(TraceForm.init)
    let seed = arguments.number(.seed) ?? one.scenario.seeds.first.value
    let step = arguments.number(.until)
    let outcome = try input.run(
      one, seed: seed, captured: form == nil ? 0..<0 : 1..<UInt64.max, until: step)
    var fold = CaseFold(one, input.system, keepsEverySeed: true)
    fold.add(outcome.record)
    var item = fold.report { input.replayLine(one, seed: $0) }
    if step == nil { try input.explain(one, &item, includesExpected: true) }
    let report = RunReport(input, SeedRange(seed, seed), count: 1, [item])
    let exit = step == nil ? ExitCode(report.outcome) : .met
    if arguments.has(.json) {
      var document = RunDocument([report], exit: Int(exit.rawValue), findings: input.warnings)
      if step != nil {
        document.stop = .init(
          step: outcome.record.events, state: outcome.states.map { ($0.node, $0.text) })
      }
      console.writeLine(document.json(command: "replay"))
      return exit
    }
    switch form {
    case .text: console.write(TraceText.plain(outcome.captured))
    case .jsonl: console.write(TraceText.jsonLines(outcome.captured))
    case nil: break
    }
    if step != nil {
      console.writeLine(
        "after event \(outcome.record.events), at \(Ticks(outcome.record.virtualUs)):")
      for state in outcome.states { console.write("\n\(state.node)\n\(state.text)") }
    } else {
      console.write(TextReport(report).text)
    }
    return exit
  }
}
