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
