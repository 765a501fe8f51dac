import Catalog
import Determinism
import Diagnostics
import Scenarios
import Simulation
import Testing

@testable import Commands

@Suite("Why a run did not come to its end")
struct RunFailureTests {
  /// A case with a schedule whose second step stands in line 6, column 5.
  private func scheduled() throws -> ScenarioCase {
    let text = """
      name: steps
      system: nocturne
      let: {again: {client: client 0}}
      schedule:
        - client: client 0
        - $again
      """
    let file = ScenarioFile.load(
      SourceText(name: "steps.yaml", text: text), systems: Systems.all.map(\.schema))
    return try #require(file.cases.first, "\(file.findings.rendered)")
  }

  @Test(
    "An impossible step is shown at its place, with at most six of the inputs that wait",
    arguments: [
      (0, "nothing is pending then"), (2, "pending then: a0; a1"),
      (6, "pending then: a0; a1; a2; a3; a4; a5"),
      (7, "pending then: a0; a1; a2; a3; a4; a5; and 1 more"),
      (40, "pending then: a0; a1; a2; a3; a4; a5; and at least 34 more"),
    ])
  func impossibleStep(count: Int, hint: String) throws {
    let error = ScheduleError(
      step: 1, reason: .nothingWaits, pending: (0..<count).map { "a\($0)" })
    let told = RunFailure.step(try scheduled(), path: "steps.yaml", error).tell(CapturedConsole())
    #expect(told.exit == .badInput)
    let finding = try #require(told.findings.first)
    #expect(finding.file == "steps.yaml")
    #expect(finding.position == SourcePosition(line: 6, column: 5))
    #expect(finding.sourceLine == "  - $again")
    #expect(finding.hint == hint)
  }

  @Test("A step that lies in the past is not taken for one whose input does not wait")
  func pastStep() throws {
    let error = ScheduleError(step: 1, reason: .past(now: Ticks(12_000)), pending: ["a0"])
    let told = RunFailure.step(try scheduled(), path: "steps.yaml", error).tell(CapturedConsole())
    let finding = try #require(told.findings.first)
    #expect(
      finding.message
        == "step 2 of the schedule of case 'default' lies before 12.000 ms, when the step before it "
        + "happened")
    #expect(
      finding.hint == "steps come in the order of time; leave out 'at' for the earliest instant")
  }
}
