import TemporalLogic
import Testing
import Traces

@Suite("Outcomes")
struct RunReportTests {
  private static func report(_ verdicts: [(Verdict, VerdictExpectation)]) -> RunReport {
    var report = CaseReport(name: "", parameters: [])
    report.properties = verdicts.map {
      PropertySummary(name: "S1", tla: nil, expectation: $0.1, judgement: Judgement($0.0))
    }
    return RunReport(
      scenario: "s", reference: "s", scenarioDigest: "", variant: "repaired", crypto: "memo",
      seeds: RunReport.SeedRange(from: 1, to: 1, count: 1), cases: [report])
  }

  @Test("Where nothing is said, a property must not be spoken against", arguments: Verdict.allCases)
  func unsaid(verdict: Verdict) {
    let outcome = Self.report([(verdict, .unsaid)]).outcome
    switch verdict {
    case .holds, .presumablyHolds, .vacuous: #expect(outcome == .met)
    case .violated, .presumablyViolated: #expect(outcome == .unmet)
    case .inconclusive: #expect(outcome == .inconclusive)
    }
  }

  @Test("What is said must come out to the word", arguments: Verdict.allCases)
  func said(verdict: Verdict) {
    for expected in Verdict.allCases {
      let report = Self.report([(verdict, VerdictExpectation([expected]))])
      #expect(report.isMet == (verdict == expected))
    }
    let either = VerdictExpectation([.holds, .vacuous])
    #expect(Self.report([(verdict, either)]).isMet == [.holds, .vacuous].contains(verdict))
    #expect(either.text == "holds|vacuous")
    #expect(VerdictExpectation.unsaid.text == "holds")
  }

  @Test("What failed outweighs what is undecided")
  func mixed() {
    let report = Self.report([(.inconclusive, .unsaid), (.violated, .unsaid), (.holds, .unsaid)])
    #expect(report.outcome == .unmet)
    #expect(report.isInconclusive)
  }

  @Test("A campaign that was stopped early proves nothing")
  func cut() {
    var report = Self.report([(.holds, .unsaid)])
    report.isCut = true
    #expect(report.outcome == .inconclusive)
  }

  @Test("A figure that is off fails the run")
  func figure() {
    var report = Self.report([(.inconclusive, .unsaid)])
    report.cases[0].figures = [
      FigureSummary(
        name: "completed", unit: "count", limit: .equal(3, tolerance: 0), in: report.cases[0])
    ]
    #expect(report.outcome == .unmet)
  }

  @Test(
    "A figure of a run that a limit cut short decides nothing", arguments: RunRecord.Ending.allCases
  )
  func cutFigure(ending: RunRecord.Ending) {
    var report = Self.report([(.holds, .unsaid)])
    report.cases[0].endings = [
      .init(ending: .quiet, runs: 3), .init(ending: ending, runs: 1),
    ]
    #expect(report.outcome == .met)
    report.cases[0].figures = [
      FigureSummary(
        name: "completed", unit: "count", limit: .equal(3, tolerance: 0), in: report.cases[0])
    ]
    #expect(report.outcome == (ending.isCut ? .inconclusive : .unmet))
    #expect(!report.isMet)
    #expect(report.cases[0].limit == ending.limit)
    report.cases[0].properties[0].judgement = Judgement(.violated)
    #expect(report.outcome == .unmet)
  }

  @Test("A run that a limit cut short proves nothing when nothing was expected")
  func cutNothing() {
    var report = Self.report([])
    #expect(report.outcome == .met)
    report.cases[0].endings = [.init(ending: .memoryLimit, runs: 1)]
    #expect(report.outcome == .inconclusive)
  }

  @Test("A violation at another step than expected is not the one that was meant")
  func steps() {
    var judgement = Judgement(.violated)
    judgement.violation = Violation(at: Moment(step: 6, microseconds: 0, node: 0), "fork")
    #expect(VerdictExpectation([.violated], steps: .equal(6, tolerance: 0)).isMet(by: judgement))
    #expect(!VerdictExpectation([.violated], steps: .below(6)).isMet(by: judgement))
  }
}
