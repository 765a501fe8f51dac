import Simulation
import Catalog
import Determinism
import Diagnostics
import Reporting
import Scenarios
import Traces

/// What `run --emit` prints in place of a report, for programs that compare runs.
struct Emission {
  private let input: RunInput
  private let arguments: ParsedArguments
  private let console: any Console

  init(_ input: RunInput, _ arguments: ParsedArguments, _ console: any Console) {
    self.input = input
    self.arguments = arguments
    self.console = console
  }

  /// Runs the scenario and prints `digests`, `marks`, or the events `A..B`.
  func write(_ what: String) throws(RunFailure) -> ExitCode {
    let window = EventWindow.parse(what)
    guard what == "digests" || what == "marks" || window != nil else {
      let line = CommandLineText(["run", input.reference, "--emit", what])
      throw .usage([
        line.finding(
          RunFinding.unknownForm, at: 3, "'\(what)' is nothing that a run can print",
          hint: "digests, marks, or the numbers A..B of the first and the last event")
      ])
    }
    for one in input.cases {
      let seeds = arguments.seeds ?? one.scenario.seeds.range
      if what == "digests" {
        try digests(one, seeds)
      } else {
        for seed in seeds.first...seeds.last {
          try write(one, seed, window: window)
          if Interrupt.isRequested { break }
        }
      }
      if Interrupt.isRequested { return .inconclusive }
    }
    return .met
  }

  private func digests(_ one: ScenarioCase, _ seeds: SeedRange) throws(RunFailure) {
    let campaign = Campaign(
      run: input.seeded(one), crypto: input.mode(of: one.scenario), seeds: seeds,
      jobs: arguments.count(.jobs) ?? processorCount)
    do throws(SeedFailure) {
      _ = try campaign.perform {
        console.writeLine(Verification.line(one.name, $0))
        return false
      }
    } catch {
      throw .seed(one, path: input.path, error)
    }
  }

  private func write(
    _ one: ScenarioCase, _ seed: UInt64, window: Range<UInt64>?
  ) throws(RunFailure) {
    let outcome = try input.run(one, seed: seed, captured: window ?? 0..<0)
    guard window != nil else {
      console.writeLine("events \(outcome.record.events)")
      for mark in outcome.record.marks { console.writeLine("mark \(mark)") }
      return
    }
    console.write(TraceText.jsonLines(outcome.captured))
  }
}

/// Events by number, as the command line names them.
enum EventWindow {
  /// The events `A..B`, both included, as a half-open range.
  static func parse(_ text: String) -> Range<UInt64>? {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = UInt64(ends[0]), let last = UInt64(ends[1]),
      first <= last, last < .max
    else { return nil }
    return first..<last + 1
  }
}

extension RunInput {
  /// Runs one seed of a case.
  func run(
    _ one: ScenarioCase, seed: UInt64, captured: Range<UInt64> = 0..<0, until: UInt64? = nil
  ) throws(RunFailure) -> RunOutcome {
    var request = RunRequest(seed: seed, crypto: mode(of: one.scenario), captured: captured)
    request.until = until
    return try run(one, request)
  }

  /// Runs one seed of a case as a request says.
  func run(_ one: ScenarioCase, _ request: RunRequest) throws(RunFailure) -> RunOutcome {
    do throws(SeedFailure) {
      return try seeded(one).outcome(of: request)
    } catch {
      throw .seed(one, path: path, error)
    }
  }

  /// A case on its system.
  func seeded(_ one: ScenarioCase) -> SeededRun { SeededRun(system: system, one: one) }
}

extension Seeds {
  /// The seeds as the command line has them.
  var range: SeedRange { SeedRange(first.value, last.value) }
}
