import Catalog
import Determinism
import Scenarios
import TemporalLogic
import Traces

/// Runs what is known to fail, through the same judgement as everything else: a checker that nobody has
/// seen catch anything proves nothing.
struct CanaryCheck {
  let input: RunInput
  let jobs: Int

  /// Runs the canaries of all cases.
  func perform() throws(RunFailure) -> [CanaryReport] {
    var reports: [CanaryReport] = []
    for one in input.cases {
      for canary in one.canaries {
        if Interrupt.isRequested { return reports }
        do throws(SeedFailure) {
          reports.append(try report(one, canary))
        } catch {
          throw .seed(one, path: input.path, error)
        }
      }
    }
    return reports
  }

  private func report(
    _ one: ScenarioCase, _ canary: Canary
  ) throws(SeedFailure) -> CanaryReport {
    var fold = CaseFold(canary.one, input.system, keepsEverySeed: false)
    var caught: (seed: UInt64, property: String)?
    let campaign = Campaign(
      run: input.seeded(canary.one), crypto: input.mode(of: canary.one.scenario),
      seeds: canary.seeds.range, jobs: jobs, failFast: 1)
    _ = try campaign.perform { record in
      guard fold.add(record), let property = broken(record, canary, fold.expectations) else {
        return false
      }
      caught = (record.seed, property)
      return true
    }
    return CanaryReport(
      caseName: one.name, words: Self.words(canary), seed: caught?.seed,
      property: caught?.property,
      replay: input.replayLine(
        one, seed: caught?.seed ?? canary.seeds.first.value,
        with: canary.values.map { Setting(key: $0.name, value: $0.value) }))
  }

  /// The first property that speaks against the case and is one of those that must.
  private func broken(
    _ record: RunRecord, _ canary: Canary, _ expectations: CaseExpectations
  ) -> String? {
    record.properties.first { property in
      let isAgainst =
        property.judgement.verdict == .violated || property.judgement.verdict == .presumablyViolated
      return isAgainst && !expectations.property(property.name).isMet(by: property.judgement)
        && (canary.breaks.isEmpty || canary.breaks.contains(property.name))
    }?.name
  }

  private static func words(_ canary: Canary) -> String {
    let values = canary.values.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
    return values.isEmpty ? "seeds \(canary.seeds)" : values
  }
}
