import Determinism
import TemporalLogic
import Testing

@testable import Traces

@Suite("Folding seeds into a case")
struct CaseFoldTests {
  private static func fold(_ records: [RunRecord]) -> CaseFold {
    var expectations = CaseExpectations()
    expectations.properties = [("L2", VerdictExpectation([.violated, .inconclusive]))]
    expectations.figures = [("visible.max", "us", .atMost(300_000))]
    var fold = CaseFold(name: "n=4", parameters: [("n", "4")], expectations: expectations)
    fold.messageTypes = ["PREPREPARE", "PREPARE"]
    for record in records { fold.add(record) }
    return fold
  }

  private static func judged(_ verdicts: [Verdict]) -> [RunRecord] {
    verdicts.enumerated().map { index, verdict in
      var record = RunRecord(seed: UInt64(index) + 10)
      record.properties = [
        PropertyRecord(name: "Agreement", tla: "M!A", judgement: Judgement(verdict))
      ]
      return record
    }
  }

  private static func report(_ fold: CaseFold) -> CaseReport { fold.report { "again \($0)" } }

  @Test("Of several runs some may leave a property vacuous; all of them, or one alone, may not")
  func vacuousSeeds() {
    func fold(_ verdicts: [Verdict]) -> (report: CaseReport, fails: [Bool]) {
      var expectations = CaseExpectations()
      expectations.properties = [("Agreement", VerdictExpectation([.holds]))]
      var fold = CaseFold(name: "", parameters: [], expectations: expectations)
      let fails = Self.judged(verdicts).map { fold.add($0) }
      return (Self.report(fold), fails)
    }
    let some = fold([.vacuous, .holds, .vacuous])
    #expect(some.report.isMet && some.report.each.isEmpty && some.fails == [false, false, false])
    let bad = fold([.vacuous, .violated])
    #expect(!bad.report.isMet && bad.report.each.map(\.seed) == [11] && bad.fails == [false, true])
    #expect(!fold([.vacuous, .vacuous]).report.isMet)
    let alone = fold([.vacuous])
    #expect(!alone.report.isMet && alone.report.each.map(\.seed) == [10])
  }

  /// Workers hand in their seeds as they get done, and shards are merged as they come.
  @Test(
    "Any order and any grouping of the seeds gives the same report",
    arguments: 1...40 as ClosedRange<UInt64>)
  func orderIndependence(seed: UInt64) {
    var random = RandomRecords(seed)
    var records = (0..<(1 + random.below(12))).map { random.record(seed: $0) }
    let expected = Self.report(Self.fold(records))
    for _ in 0..<4 {
      random.shuffle(&records)
      var parts = records.map { Self.fold([$0]) } + [Self.fold([])]
      while parts.count > 1 {
        let part = parts.remove(at: Int(random.below(UInt64(parts.count))))
        parts[Int(random.below(UInt64(parts.count)))].merge(part)
      }
      Self.expectEqual(Self.report(parts[0]), expected)
      Self.expectEqual(Self.report(Self.fold(records)), expected)
    }
  }

  private static func expectEqual(_ left: CaseReport, _ right: CaseReport) {
    #expect(left.runs == right.runs)
    #expect(left.endings == right.endings)
    #expect(left.properties == right.properties)
    #expect(left.figures == right.figures)
    #expect(left.latencies == right.latencies)
    #expect(left.load == right.load)
    #expect(left.virtualUs == right.virtualUs)
    #expect(left.events == right.events)
    #expect(left.longestQueue == right.longestQueue)
    #expect(left.faults == right.faults)
    #expect(left.messages == right.messages)
    #expect(left.crypto == right.crypto)
    #expect(left.each == right.each)
    #expect(left.distinctDigests == right.distinctDigests)
    #expect(left.digest == right.digest)
    #expect(left.replay == right.replay)
  }

  @Test(
    "The worst verdict counts, with the least seed that has it",
    arguments: [
      ([.holds, .holds], .holds, nil),
      ([.holds, .violated, .violated], .violated, 11),
      ([.presumablyViolated, .violated], .violated, 11),
      ([.inconclusive, .presumablyViolated, .holds], .presumablyViolated, 11),
      ([.presumablyHolds, .holds, .inconclusive], .inconclusive, 12),
      ([.holds, .presumablyHolds, .presumablyHolds], .presumablyHolds, 11),
      // One run in which something happened shows that the property is not empty.
      ([.vacuous, .holds, .vacuous], .holds, nil),
      ([.vacuous, .presumablyHolds], .presumablyHolds, 11),
      ([.vacuous, .vacuous], .vacuous, 10),
    ] as [([Verdict], Verdict, UInt64?)])
  func worstVerdict(verdicts: [Verdict], worst: Verdict, seed: UInt64?) throws {
    let report = Self.report(Self.fold(Self.judged(verdicts)))
    let summary = try #require(report.properties.first)
    #expect(summary.verdict == worst)
    #expect(summary.firstSeed == seed)
    #expect(summary.violations == UInt64(verdicts.count { $0 == .violated }))
    #expect(summary.replay == "again \(seed ?? 10)")
    #expect(summary.tla == "M!A")
  }

  @Test("Failing seeds are listed in order, or all on request")
  func each() {
    var fold = Self.fold(Self.judged([.violated, .holds, .vacuous, .inconclusive]).reversed())
    #expect(Self.report(fold).each.map(\.seed) == [10, 13])
    fold.keepsEverySeed = true
    #expect(Self.report(fold).each.map(\.seed) == [10, 11, 12, 13])
    #expect(Self.report(fold).each.map(\.isMet) == [false, true, true, false])
  }

  @Test("One seed lends the case its digest; of several anyone can recompute it with sha256sum")
  func digest() {
    var records = Self.judged([.holds, .holds, .holds])
    for (index, digest) in ["aa", "bb", "cc"].enumerated() { records[index].traceDigest = digest }
    #expect(Self.report(Self.fold([records[1]])).digest == "bb")
    // printf 'aa\nbb\ncc\n' | sha256sum
    let expected = "97d220e0067d22e8cf1371e1cd782e421614e0c08956f1866c9b40f7a35b1aaa"
    #expect(Self.report(Self.fold(records)).digest == expected)
    #expect(Self.report(Self.fold(records)).distinctDigests == 3)
    records[2].traceDigest = "aa"
    #expect(Self.report(Self.fold(records)).distinctDigests == 2)
    #expect(Self.report(Self.fold([])).digest == "")
  }

  @Test("Message types come in the order asked for, unknown ones after them by name")
  func order() {
    var record = RunRecord(seed: 1)
    record.messages.byType = ["ZZ", "PREPARE", "AA", "PREPREPARE"].map {
      MessageRecord.ByType(label: $0)
    }
    record.faults = ["pause", "drop"].map {
      FaultRecord(kind: $0, requested: 1, injected: 1, effective: 1)
    }
    let report = Self.report(Self.fold([record]))
    #expect(report.messages.byType.map(\.label) == ["PREPREPARE", "PREPARE", "AA", "ZZ"])
    #expect(report.faults.map(\.kind) == ["drop", "pause"])
  }

  @Test("The replay line shows what was not expected before what was")
  func notableSeed() {
    func records(_ agreement: [Verdict], _ l2: [Verdict]) -> [RunRecord] {
      zip(agreement, l2).enumerated().map { index, verdicts in
        var record = RunRecord(seed: UInt64(index) + 10)
        record.properties = [
          PropertyRecord(name: "L2", tla: nil, judgement: Judgement(verdicts.1)),
          PropertyRecord(name: "Agreement", tla: nil, judgement: Judgement(verdicts.0)),
        ]
        return record
      }
    }
    // L2 is expected to be violated.
    let both = Self.fold(records([.holds, .violated], [.violated, .holds]))
    #expect(Self.report(both).replay == "again 11")
    let expected = Self.fold(records([.holds, .holds], [.holds, .violated]))
    #expect(Self.report(expected).replay == "again 11")
    // Of two that were not expected the one that came first, whatever their order.
    let later = Self.fold(records([.violated, .holds], [.holds, .inconclusive]))
    #expect(Self.report(later).replay == "again 10")
    let fine = Self.fold(records([.holds, .vacuous], [.holds, .holds]))
    #expect(Self.report(fine).replay == "again 10")
  }

  @Test("An expected property that no run judged is inconclusive, hence not met")
  func unjudged() {
    var expectations = CaseExpectations()
    expectations.properties = [("S1", VerdictExpectation([.holds]))]
    let fold = CaseFold(name: "", parameters: [], expectations: expectations)
    let report = Self.report(fold)
    #expect(report.properties.map(\.verdict) == [.inconclusive])
    #expect(!report.isMet)
    #expect(report.isInconclusive)
    #expect(!report.hasFailed)
  }
}
