import Simulation
import Diagnostics
import Scenarios

/// Why a scenario could not be run to its end.
enum RunFailure: Error {
  /// The file or an override is wrong.
  case findings([Finding])
  /// The command line is wrong.
  case usage([Finding])
  /// A schedule's step cannot be followed.
  case step(ScenarioCase, path: String, ScheduleError)
  /// A file could not be read or written.
  case file(FileError)
  /// The second process of a verification failed.
  case child(String)

  /// Why a seed of a case could not be run.
  static func seed(_ one: ScenarioCase, path: String, _ failure: SeedFailure) -> RunFailure {
    switch failure {
    case .draw(let findings): .findings(findings)
    case .step(let error): .step(one, path: path, error)
    }
  }

  /// Tells the user; what the shell and a document should see.
  func tell(_ console: any Console) -> (exit: ExitCode, findings: [Finding]) {
    switch self {
    case .findings(let findings):
      console.writeError(findings.rendered)
      return (.badInput, findings)
    case .usage(let findings):
      console.writeError(findings.rendered)
      return (.usage, findings)
    case .file(let error): return (Command.report(error, console), [])
    case .child(let words):
      console.writeErrorLine("error: the second process failed: \(words) [internal]")
      return (.internalFault, [])
    case .step(let one, let path, let impossible):
      let finding = Self.finding(one, path, impossible)
      console.writeError([finding].rendered)
      return (.badInput, [finding])
    }
  }

  private static func hint(_ reason: ScheduleError.Reason, _ pending: [String]) -> String {
    switch reason {
    case .past: "steps come in the order of time; leave out 'at' for the earliest instant"
    case .nothingHeals: "one 'heal' in a schedule, and only where the scenario has 'liveness'"
    case .unsayable:
      "a liar of 'byzantine' says what it can sign by itself, in systems that know what that is"
    case .nothingWaits, .unknownNode:
      pending.isEmpty
        ? "nothing is pending then" : "pending then: " + pending.joined(separator: "; ")
    }
  }

  /// More pending inputs than this are not listed.
  private static let mostPending = 6

  private static func finding(
    _ one: ScenarioCase, _ path: String, _ impossible: ScheduleError
  ) -> Finding {
    var pending = impossible.pending
    let others = pending.count - mostPending
    if others > 0 {
      let isCut = pending.count == ScheduleError.mostPending
      pending = pending.prefix(mostPending) + ["and \(isCut ? "at least " : "")\(others) more"]
    }
    let place = one.place(ofStep: impossible.step)
    return Finding(
      in: place?.text ?? SourceText(name: path, bytes: []), at: place?.range ?? 0..<0,
      code: RunFinding.impossibleStep,
      message:
        "step \(impossible.step + 1) of the schedule of case '\(one.name)' \(impossible.reason)",
      hint: hint(impossible.reason, pending))
  }
}
