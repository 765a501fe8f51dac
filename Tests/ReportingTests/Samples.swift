import Determinism
import TemporalLogic
import Traces

@testable import Reporting

/// Made-up reports in the shape of real ones.
enum Samples {
  static func digest(_ number: UInt64) -> String {
    SHA256.hash(String(number).utf8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func record(
    seed: UInt64, requests: UInt64, visible: UInt64, step: UInt64 = 1
  ) -> RunRecord {
    var record = RunRecord(seed: seed)
    record.traceDigest = digest(seed)
    record.shapeDigest = String(digest(seed).prefix(32))
    record.events = 12 * requests
    record.virtualUs = 100_000 * requests
    record.longestQueue = 3
    record.properties = [
      PropertyRecord(name: "S1", tla: "EventLedger!S1", judgement: Judgement(.holds)),
      PropertyRecord(name: "L2", tla: nil, judgement: Judgement(.presumablyHolds)),
    ]
    for (stage, delay) in [("visible", 0), ("final", 25_000)] as [(String, UInt64)] {
      var histogram = Histogram(digits: .five)
      for number in 0..<requests { histogram.record(visible + delay + step * number) }
      record.latencies.append(LatencyRecord(stage: stage, histogram: histogram))
    }
    record.load.offered = requests
    record.load.admitted = requests
    record.load.completed = requests
    for (label, copies) in [("REQUEST", 1), ("EVENT", 2)] as [(String, UInt64)] {
      var type = MessageRecord.ByType(label: label)
      type.sent = copies * requests
      type.delivered = copies * requests
      type.bytes = 132 * copies * requests
      record.messages.byType.append(type)
      record.messages.sent += type.sent
      record.messages.delivered += type.delivered
      record.messages.bytes += type.bytes
    }
    record.crypto.signs = requests
    record.crypto.verifies = 2 * requests
    record.crypto.distinct = requests
    return record
  }

  static func report(
    _ name: String, about: String, seeds: ClosedRange<UInt64>, cases: [CaseReport]
  ) -> RunReport {
    var report = RunReport(
      scenario: name, reference: name, scenarioDigest: digest(0), variant: "repaired",
      crypto: "memo",
      seeds: RunReport.SeedRange(
        from: seeds.lowerBound, to: seeds.upperBound, count: UInt64(seeds.count)), cases: cases)
    report.about = about
    return report
  }

  /// One seed, one case, constant latency, everything as expected.
  static let happy: RunReport = {
    var expectations = CaseExpectations()
    expectations.properties = [("S1", VerdictExpectation([.holds]))]
    expectations.figures = [
      ("visible.p50", "us", .equal(160_064, tolerance: 0)), ("completed", "count", .atLeast(1)),
    ]
    var fold = CaseFold(name: "", parameters: [], expectations: expectations)
    fold.add(record(seed: 1, requests: 3, visible: 160_064, step: 0))
    let command = ReplayCommand(reference: "noc-happy-160")
    let item = fold.report { command.line(seed: $0) }
    return Self.report(
      "noc-happy-160", about: "The headline write path: one client, one gateway.", seeds: 1...1,
      cases: [item])
  }()

  /// A sweep of seven cases over many seeds; the last two are not as expected.
  static let sweep: RunReport = {
    let delays: [UInt64] = [0, 1_000, 5_000, 10_000, 13_300, 20_000, 25_000]
    let cases = delays.enumerated().map { index, delay in
      sweepCase(index, delay)
    }
    var report = Self.report(
      "noc-write-pbft-sweep",
      about:
        "The write path with consensus among four replicas: the time until an event is visible "
        + "grows by three one-way delays between replicas.", seeds: 1...200, cases: cases)
    report.seeds.verified = 20
    return report
  }()

  private static func sweepCase(_ index: Int, _ delay: UInt64) -> CaseReport {
    let value = Quantity.milliseconds(delay)
    let name = "d_r=\(value)"
    var expectations = CaseExpectations()
    expectations.figures = [
      ("visible.p50", "us", .equal(160_064 + 3 * min(delay, 20_000), tolerance: 1_000)),
      ("throughput", "perSecondMilli", .above(9_000)), ("messages.bytes", "bytes", .atMost(10_000)),
    ]
    expectations.properties = [("L2", VerdictExpectation([.presumablyHolds, .vacuous]))]
    var fold = CaseFold(name: name, parameters: [("d_r", value)], expectations: expectations)
    fold.messageTypes = ["REQUEST", "EVENT"]
    for seed in 1...200 as ClosedRange<UInt64> {
      var record = record(seed: seed, requests: 10, visible: 160_064 + 3 * delay, step: seed)
      if index == 5, seed % 9 == 8 {
        record.properties[0].judgement = Judgement(
          .violated,
          violation: Violation(
            at: Moment(step: 41, microseconds: 61_064, node: 2),
            "replica 2 binds slot 3 to 9f3a21, which replica 0 has bound to 77c0de since step 29"))
        record.properties[1].judgement = Judgement(
          .presumablyViolated, obligation: "request 7 is open since 12.000 ms")
        record.ending = .eventLimit
        record.load.completed -= 2
        record.load.censored = 2
        record.messages.dropped = 31
        record.faults = [
          FaultRecord(kind: "drop", requested: 31, injected: 31, effective: 30),
          FaultRecord(kind: "partition", requested: 1, injected: 1, effective: 1),
        ]
      }
      fold.add(record)
    }
    let command = ReplayCommand(reference: "noc-write-pbft-sweep", caseName: name)
    return fold.report { command.line(seed: $0) }
  }

  /// A grid of forty cases with long names.
  static let grid: RunReport = {
    let cases = (0..<40).map { number in
      let parameters = [
        ("replicas", "\(4 + number % 7)"), ("byzantine", "\(number % 3)"),
        ("loss", "0.\(number) %"), ("bandwidth", "100 MB/s"),
      ]
      let name = parameters.map { "\($0.0)=\($0.1)" }.joined(separator: ",")
      var fold = CaseFold(name: name, parameters: parameters, expectations: CaseExpectations())
      fold.add(record(seed: 9, requests: 1_200, visible: 40_000_000))
      return fold.report { ReplayCommand(reference: "grid", caseName: name).line(seed: $0) }
    }
    return Self.report("grid", about: "", seeds: 9...9, cases: cases)
  }()

  static let trace: [TraceEntry] = {
    var start = TraceEntry(
      step: 1, microseconds: 0, action: "start", node: "replica 0", from: nil, label: "", view: 0,
      slot: 0, length: 0, payload: 0)
    start.facts = ["+correct(0)"]
    var deliver = TraceEntry(
      step: 12, microseconds: 25_000, action: "deliver", node: "replica 0", from: "replica 1",
      label: "PREPARE", view: 0, slot: 1, length: 132, payload: 0x9f3a_0000_0000_0001)
    deliver.facts = ["+prepared(0, 1)", "visible(7)"]
    let timer = TraceEntry(
      step: 1_204, microseconds: 61_064_000, action: "timer", node: "client 10", from: nil,
      label: "retransmit", view: 0, slot: 0, length: 9, payload: 0xab)
    return [start, deliver, timer]
  }()
}
