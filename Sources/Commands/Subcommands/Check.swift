import Catalog
import Determinism
import Diagnostics
import ModelChecking
import Reporting
import TemporalLogic
import Traces

extension Subcommand {
  static let check = Subcommand(
    summary: "Explore every run of a model or scenario within bounds, and judge its properties",
    details: """
      Of a scenario the nodes, liars and properties are explored, with what its 'check:' allows to happen; --bounds says \
      otherwise, as 'timers=1,crash=1'. Properties of what comes in the end are judged where 'check: expect:' or \
      --property names them. \
      MODEL is one of those that 'nocturne list --models' names, with its bounds, variants and properties. Safety is \
      decided on each state, what has to happen on every fair run. All is explored, whatever is found on the way. Each \
      variant says what it violates: the exit code is 0 if that, and nothing else, is violated; with --no-expect it is 1 \
      on any violation or deadlock. It is 2 where a limit, or Ctrl-C, came first. With --checkpoint a search breadth first \
      is saved now and then, when a limit or Ctrl-C ends it, and at its end; --resume goes on with it in another process, \
      with other limits and workers if you like, and gives the same report. The graph on which formulas with time are \
      decided is not saved, and made anew. A checkpoint that cannot be written ends the search with 74, and the one before \
      it is kept; one that is damaged, or of another search, is refused with 65. With --spill a search breadth first whose \
      states --memory has no room for goes on with a folder on disk, to the same report; what it puts there is removed at \
      the end. That is not saved by --checkpoint, nor used with '--reduce por' or for formulas with time.
      """,
    operands: Operands(
      "MODEL-OR-SCENARIO", count: 1...1, kind: .scenarioOr(Models.all.map(\.name))),
    action: checkModel)
}

private func checkModel(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  Interrupt.catchFirst()
  do throws(CheckRefusal) {
    let name = arguments.operands[0]
    let subject =
      if let entry = Models.all.first(where: { $0.name == name }) {
        try CheckSubject(entry, arguments)
      } else {
        try CheckSubject(scenario: name, arguments, console, systems)
      }
    return try CheckWork(subject, arguments, console).perform()
  } catch {
    console.writeError(error.findings.rendered)
    if arguments.has(.json) {
      console.writeLine(
        CheckDocument.refusal(exit: Int(error.exit.rawValue), findings: error.findings))
    }
    return error.exit
  }
}
