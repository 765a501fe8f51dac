import Catalog
import Diagnostics
import Scenarios
import Simulation
import Traces

/// One seed of a case: what it draws, and then its run.
struct SeededRun: Sendable {
  /// The system under test.
  let system: SystemEntry
  /// The case.
  let one: ScenarioCase

  /// Runs a seed.
  func outcome(of request: RunRequest) throws(SeedFailure) -> RunOutcome {
    let drawn: DrawnCase
    do throws(DrawError) {
      drawn = try one.drawn(by: request.seed)
    } catch {
      throw .draw(error.findings)
    }
    do throws(ScheduleError) {
      var outcome = try system.run(drawn.scenario, request)
      outcome.record.drawn = drawn.drawn.map { DrawnValue(path: $0.name, value: $0.value) }
      if let phase = drawn.scenario.liveness, phase.isWorkedOut {
        outcome.record.computed = [
          DrawnValue(path: "liveness.within", value: phase.withinText)
        ]
      }
      return outcome
    } catch {
      throw .step(error)
    }
  }
}

/// Why a seed of a case cannot be run.
enum SeedFailure: Error {
  /// It draws values that do not fit together.
  case draw([Finding])
  /// A step of the schedule cannot be followed.
  case step(ScheduleError)
}
