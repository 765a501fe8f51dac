import Catalog
import Determinism
import Diagnostics
import Reporting
import Scenarios
import Traces

extension Subcommand {
  static let run = Subcommand(
    summary: "Run scenarios and judge whether their expectations are met",
    details: """
      SCENARIO is the path of a scenario file, or its name under scenarios/. Results go to \
      results/<scenario>/<variant>/<case>/<seed>/.
      """,
    operands: Operands("SCENARIO…", count: 1...Operands.many, kind: .scenario),
    action: runScenarios)
}

private func runScenarios(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  Interrupt.catchFirst()
  var work = RunWork(arguments, console, systems)
  guard work.checkOutput() else { return work.finish() }
  for (position, word) in arguments.operands.enumerated() {
    work.perform(word, at: position)
    if Interrupt.isRequested { break }
  }
  return work.finish()
}

/// The scenarios of one command line, and what came of them.
private struct RunWork {
  private let arguments: ParsedArguments
  private let console: any Console
  private let systems: [SystemEntry]
  private var reports: [RunReport] = []
  private var findings: [Finding] = []
  private var exit = ExitCode.met

  init(_ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]) {
    self.arguments = arguments
    self.console = console
    self.systems = systems
  }

  /// Whether results can be written, which is no use to learn after an hour of runs.
  mutating func checkOutput() -> Bool {
    if arguments.has(.emit) { return true }
    do throws(FileError) {
      try AtomicFile.check(folder: arguments.text(.out) ?? "results")
      return true
    } catch {
      exit = Command.report(error, console)
      return false
    }
  }

  /// Runs one scenario.
  mutating func perform(_ word: String, at position: Int) {
    do throws(RunFailure) {
      let input = try RunInput(word, at: position, arguments, systems)
      console.writeError(input.warnings.rendered)
      findings += input.warnings
      if let emission = arguments.text(.emit) {
        exit = exit.combined(with: try Emission(input, arguments, console).write(emission))
        return
      }
      let run = ScenarioRun(input, arguments, console)
      let result = try run.perform()
      exit = exit.combined(with: result.exit)
      // Shown first: what cannot be written is not lost.
      show(result.report)
      try run.writeFolders(result.report)
    } catch {
      let failure = error.tell(console)
      exit = exit.combined(with: failure.exit)
      findings += failure.findings
    }
  }

  private mutating func show(_ report: RunReport) {
    if arguments.has(.json) {
      reports.append(report)
    } else if arguments.has(.quiet) {
      console.write(BriefReport.text(report))
    } else {
      console.write(TextReport(report).text)
    }
  }

  /// Prints the document, if one is asked for.
  func finish() -> ExitCode {
    if arguments.has(.json) {
      let document = RunDocument(reports, exit: Int(exit.rawValue), findings: findings)
      console.writeLine(document.json(command: "run"))
    }
    return exit
  }
}
