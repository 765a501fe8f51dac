import Catalog
import Cryptography
import Determinism
import Diagnostics
import Scenarios
import Simulation
import Traces

/// The seeds of one case, run on several threads; what comes out does not depend on how many.
struct Campaign: Sendable {
  /// The system under test.
  let system: SystemEntry
  /// The case.
  let scenario: Scenario
  /// How signatures are made.
  let crypto: CryptoMode
  /// The seeds.
  let seeds: SeedRange
  /// How many runs are worked on at a time.
  let jobs: Int

  /// A schedule that cannot be followed.
  struct ImpossibleStep: Error {
    let seed: UInt64
    let error: ScheduleError
  }

  /// Runs the seeds in order, some at a time, and hands over each record.
  ///
  /// - Returns: How many seeds ran: fewer than all when the user has stopped the work.
  func run(_ body: (RunRecord) -> Void) throws(ImpossibleStep) -> UInt64 {
    var done: UInt64 = 0
    let count = UInt64(seeds.count)
    while done < count {
      let size = Int(min(count - done, UInt64(max(64, jobs * 16))))
      let first = seeds.first + done
      let (system, scenario, crypto) = (system, scenario, crypto)
      let results = parallelMap(count: size, jobs: jobs) {
        index -> Result<RunRecord, ScheduleError> in
        do throws(ScheduleError) {
          let request = RunRequest(seed: first + UInt64(index), crypto: crypto)
          return .success(try system.run(scenario, request).record)
        } catch {
          return .failure(error)
        }
      }
      for (index, result) in results.enumerated() {
        switch result {
        case .success(let record): body(record)
        case .failure(let error):
          throw ImpossibleStep(seed: first + UInt64(index), error: error)
        }
      }
      done += UInt64(results.count)
      if results.count < size { break }
    }
    return done
  }
}
