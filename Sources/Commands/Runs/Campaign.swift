import Catalog
import Cryptography
import Determinism
import Diagnostics
import Scenarios
import Simulation
import Traces

/// The seeds of one case, run on several threads; what comes out does not depend on how many.
struct Campaign: Sendable {
  /// The case on its system.
  let run: SeededRun
  /// How signatures are made.
  let crypto: CryptoMode
  /// The seeds.
  let seeds: SeedRange
  /// How many runs are worked on at a time.
  let jobs: Int
  /// After how many failing seeds it ends; nil for never.
  var failFast: UInt64?

  /// What came of it.
  struct Outcome {
    /// How many seeds ran, from the first on: fewer than all when it was stopped.
    var ran: UInt64 = 0
    /// Whether it ended because enough seeds had failed.
    var hasFailedFast = false
  }

  /// Runs the seeds in order, some at a time, and hands over each record in order.
  ///
  /// - Parameter body: Takes a record, and says whether its seed fails.
  func perform(_ body: (RunRecord) -> Bool) throws(SeedFailure) -> Outcome {
    var outcome = Outcome()
    var failures: UInt64 = 0
    let count = UInt64(seeds.count)
    while outcome.ran < count {
      // Where a failure may end the work, little is done ahead.
      let most = failFast == nil ? max(64, jobs * 16) : jobs * 4
      let size = Int(min(count - outcome.ran, UInt64(most)))
      let results = chunk(from: seeds.first + outcome.ran, size)
      for result in results {
        let record = try result.get()
        outcome.ran += 1
        if body(record) { failures += 1 }
        if let failFast, failures >= failFast {
          outcome.hasFailedFast = outcome.ran < count
          return outcome
        }
      }
      if results.count < size { break }
    }
    return outcome
  }

  private func chunk(from first: UInt64, _ size: Int) -> [Result<RunRecord, SeedFailure>] {
    let (run, crypto) = (run, crypto)
    return parallelMap(count: size, jobs: jobs) { index -> Result<RunRecord, SeedFailure> in
      do throws(SeedFailure) {
        let request = RunRequest(seed: first + UInt64(index), crypto: crypto)
        return .success(try run.outcome(of: request).record)
      } catch {
        return .failure(error)
      }
    }
  }
}
