import TemporalLogic
import Testing
import Traces

@Suite("Records and reports of runs")
struct RecordTests {
  @Test("Loads, and cryptographic work, add up over runs")
  func sums() {
    var load = LoadRecord()
    (load.offered, load.admitted, load.completed, load.rejected, load.censored) = (5, 4, 3, 1, 2)
    var sum = load
    sum += load
    sum += load
    #expect((sum.offered, sum.admitted, sum.completed) == (15, 12, 9))
    #expect((sum.rejected, sum.censored) == (3, 6))
    var crypto = CryptoRecord()
    (crypto.signs, crypto.verifies, crypto.distinct) = (1, 2, 3)
    crypto += crypto
    #expect((crypto.signs, crypto.verifies, crypto.distinct) == (2, 4, 6))
  }

  @Test("A rate is completed requests over virtual time, also where the product overflows")
  func rate() {
    var report = CaseReport(name: "", parameters: [])
    #expect(report.perSecondMilli == 0, "no time, no rate")
    report.load.completed = 250
    report.virtualUs = 2_000_000
    #expect(report.perSecondMilli == 125_000)
    report.load.completed = 1 << 60
    report.virtualUs = 1 << 60
    #expect(report.perSecondMilli == 1_000_000_000)
    report.virtualUs = 1
    #expect(report.perSecondMilli == .max)
  }

  static func summary(_ verdict: Verdict, expected: Verdict, isSaid: Bool) -> PropertySummary {
    PropertySummary(
      name: "P", tla: nil, verdict: verdict, expected: expected, isSaid: isSaid,
      judgement: Judgement(verdict))
  }

  @Test("An expectation that is said is met by its own verdict alone; unsaid, by no bad news")
  func expectations() {
    for verdict in Verdict.allCases {
      for expected in Verdict.allCases {
        let said = Self.summary(verdict, expected: expected, isSaid: true)
        #expect(said.isExpected == (verdict == expected))
      }
      let unsaid = Self.summary(verdict, expected: .holds, isSaid: false)
      let isBad = [.violated, .presumablyViolated, .inconclusive].contains(verdict)
      #expect(unsaid.isExpected == !isBad)
    }
  }

  @Test("A report is met when all its cases are, and inconclusive when a limit left something open")
  func report() {
    var met = CaseReport(name: "a", parameters: [])
    met.properties = [Self.summary(.violated, expected: .violated, isSaid: true)]
    var open = CaseReport(name: "b", parameters: [])
    open.properties = [Self.summary(.inconclusive, expected: .holds, isSaid: false)]
    var figure = CaseReport(name: "c", parameters: [])
    figure.figures = [
      FigureSummary(
        name: "visible.p50", unit: "us", value: nil, expected: 5, tolerance: 0, isMet: false)
    ]
    let make = { (cases: [CaseReport]) in
      RunReport(
        scenario: "s", reference: "s", scenarioDigest: "", variant: "", crypto: "ideal",
        seeds: .init(from: 1, to: 1, count: 1), cases: cases)
    }
    #expect(make([met]).isMet && !make([met]).isInconclusive)
    #expect(!make([met, open]).isMet && make([met, open]).isInconclusive)
    #expect(!make([figure]).isMet && !make([figure]).isInconclusive)
  }

  @Test("A seed in short is its record's")
  func seed() {
    var record = RunRecord(seed: 9)
    (record.traceDigest, record.shapeDigest, record.events) = ("t", "s", 4)
    record.virtualUs = 12
    let short = SeedSummary(record, isMet: true)
    #expect(short.seed == 9 && short.traceDigest == "t" && short.shapeDigest == "s")
    #expect(short.events == 4 && short.virtualUs == 12 && short.isMet)
    #expect(RunRecord.Ending.eventLimit.rawValue == "event-limit")
  }
}
