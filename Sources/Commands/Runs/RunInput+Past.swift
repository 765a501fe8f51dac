import Catalog
import Scenarios
import Simulation
import TemporalLogic
import Traces

extension RunInput {
  /// Violations later than this are not explained: the journal would fill the memory.
  private static let latestExplained: UInt64 = 500_000

  /// Adds to each violated property of a report why it is, as far as it is wanted.
  ///
  /// - Parameter includesExpected: Whether violations that the scenario expects are explained too.
  func explain(
    _ one: ScenarioCase, _ report: inout CaseReport, includesExpected: Bool
  ) throws(RunFailure) {
    for index in report.properties.indices {
      let property = report.properties[index]
      guard property.verdict == .violated, includesExpected || !property.isExpected,
        let seed = property.firstSeed
      else { continue }
      report.properties[index].past = try past(one, seed: seed, of: property.name)
    }
  }

  /// Why a run violates a property; nil if it does not, or does too late.
  ///
  /// The run is made twice: once for what caused what, and again for what the causes changed.
  private func past(
    _ one: ScenarioCase, seed: UInt64, of property: String
  ) throws(RunFailure) -> CausalPast? {
    var request = RunRequest(
      seed: seed, crypto: mode(of: one.scenario), captured: 1..<Self.latestExplained)
    request.property = property
    request.isJournalled = true
    request.kept = []
    let first = try run(one, request)
    guard let violation = first.record.properties.first?.judgement.violation,
      violation.step < Self.latestExplained, let history = first.journal?.history
    else { return nil }
    let wanted = CausalPast.wanted(history, violation)
    request.kept = wanted.events
    let second = try run(one, request)
    return CausalPast(second.captured, violation, older: wanted.older)
  }
}
