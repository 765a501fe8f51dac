import Determinism
import TemporalLogic
import Testing

@testable import Traces

@Suite("Figures")
struct FigureTests {
  private static func latency(_ samples: [UInt64]) -> LatencyRecord {
    var histogram = Histogram(digits: .five)
    for sample in samples { histogram.record(sample) }
    return LatencyRecord(stage: "visible", histogram: histogram)
  }

  private static func report(_ samples: [UInt64] = [], runs: UInt64 = 1) -> CaseReport {
    var report = CaseReport(name: "", parameters: [])
    report.latencies = [latency(samples)]
    report.runs = runs
    return report
  }

  @Test("A percentile is shown from ten samples above it on")
  func reportable() {
    // Of 19 samples the 10th is the median, which leaves nine above it.
    #expect(Self.latency(Array(1...19)).reportable(.p50) == nil)
    #expect(Self.latency(Array(1...20)).reportable(.p50) == 10)
    #expect(Self.latency(Array(1...999)).reportable(.p99) == nil)
    #expect(Self.latency(Array(1...1_000)).reportable(.p99) == 990)
    #expect(Self.latency([]).reportable(.p50) == nil)
  }

  @Test("Constant latency has every percentile as a figure, however few samples there are")
  func constant() {
    let report = Self.report([160_064, 160_064, 160_064])
    for name in ["min", "mean", "p50", "p99", "p9999", "max"] {
      #expect(report.figure("visible.\(name)") == FigureValue(.microseconds, 160_064))
    }
    #expect(report.figure("visible.count") == FigureValue(.count, 3))
    #expect(report.latencies[0].reportable(.p50) == nil)
    #expect(Self.report([1, 2]).figure("visible.p50") == nil)
    #expect(Self.report().figure("visible.max") == nil)
  }

  @Test(
    "The mean is rounded to the nearest microsecond, a half upwards",
    arguments: [([1, 2], 2), ([1, 1, 2], 1), ([1, 2, 2], 2), ([7], 7)] as [([UInt64], UInt64)])
  func mean(samples: [UInt64], mean: UInt64) {
    #expect(Self.latency(samples).mean == mean)
  }

  @Test("Counts are per run, and compared without rounding")
  func perRun() throws {
    var report = Self.report(runs: 200)
    report.load.completed = 19_999
    let completed = try #require(report.figure("completed"))
    #expect(completed.value == 100)
    #expect(!completed.meets(.equal(100, tolerance: 0)), "one of 20,000 requests is missing")
    #expect(completed.meets(.equal(100, tolerance: 1)))
    #expect(completed.meets(.below(100)))
    report.load.completed = 20_000
    #expect(report.figure("completed")?.meets(.equal(100, tolerance: 0)) == true)
    report.runs = 0
    #expect(report.figure("completed") == nil)
  }

  @Test("Throughput is over virtual time, in thousandths a second")
  func throughput() {
    var report = Self.report()
    #expect(report.figure("throughput") == nil)
    report.virtualUs = 3_000_000
    report.load.completed = 1_000
    #expect(report.figure("throughput") == FigureValue(.perSecondMilli, 333_333))
    #expect(report.figure("perSecond") == report.figure("throughput"))
    #expect(report.figure("virtual") == FigureValue(.microseconds, 3_000_000))
  }

  @Test("Every listed figure has a value when there are enough samples")
  func names() {
    var report = Self.report(Array(1...200_000))
    report.virtualUs = 1
    report.messages.byType = [MessageRecord.ByType(label: "VOTE")]
    report.faults = [FaultRecord(kind: "drop", requested: 3, injected: 2, effective: 1)]
    for name in report.figureNames { #expect(report.figure(name) != nil, "\(name)") }
    #expect(report.figureNames.contains("messages.VOTE.bytes"))
    #expect(report.figure("faults.drop.injected")?.value == 2)
  }

  @Test("What never happened is counted as 0; what does not exist has no value")
  func absent() {
    let report = Self.report()
    #expect(report.figure("faults.crash.injected")?.value == 0)
    #expect(report.figure("messages.VOTE.sent")?.value == 0)
    for name in [
      "", ".", "visible", "visible.p98", "visible.p50.x", "final.p50", "messages", "messages.x",
      "messages.VOTE.x", "faults.drop", "faults.drop.x", "crypto.x", "crypto", "events.x",
    ] {
      #expect(report.figure(name) == nil, "\(name)")
    }
  }

  @Test("A figure that the runs do not give meets no expectation")
  func missing() {
    let limit = FigureLimit.atLeast(0)
    let summary = FigureSummary(name: "final.p50", unit: "us", limit: limit, in: Self.report())
    #expect(summary.value == nil)
    #expect(summary.unit == "us")
    #expect(!summary.isMet)
  }

  @Test("Limits hold between the numbers that they name", arguments: 0...6 as ClosedRange<UInt64>)
  func limits(value: UInt64) {
    #expect(FigureLimit.equal(3, tolerance: 0).isMet(by: value) == (value == 3))
    #expect(FigureLimit.equal(3, tolerance: 1).isMet(by: value) == [2, 3, 4].contains(value))
    #expect(FigureLimit.equal(1, tolerance: 4).isMet(by: value) == (value <= 5))
    #expect(FigureLimit.atLeast(3).isMet(by: value) == [3, 4, 5, 6].contains(value))
    #expect(FigureLimit.atMost(3).isMet(by: value) == [0, 1, 2, 3].contains(value))
    #expect(FigureLimit.above(3).isMet(by: value) == [4, 5, 6].contains(value))
    #expect(FigureLimit.below(3).isMet(by: value) == [0, 1, 2].contains(value))
    #expect(FigureLimit.equal(.max, tolerance: .max).isMet(by: value))
  }
}
