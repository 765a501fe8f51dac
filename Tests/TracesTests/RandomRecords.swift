import Determinism
import TemporalLogic
import Traces

/// Makes records of a made-up system with two properties and two stages.
struct RandomRecords {
  private var stream: RandomStream

  init(_ seed: UInt64) { stream = RandomStream(seed: seed, name: "records", index: 0) }

  mutating func below(_ bound: UInt64) -> UInt64 { stream.below(bound) }
  mutating func shuffle<Element>(_ elements: inout [Element]) { stream.shuffle(&elements) }

  mutating func record(seed: UInt64) -> RunRecord {
    var record = RunRecord(seed: seed)
    record.traceDigest = "d\(below(4))"
    record.shapeDigest = "s\(below(4))"
    record.events = below(1_000)
    record.virtualUs = below(1_000_000)
    record.ending = RunRecord.Ending.allCases[Int(below(4))]
    record.longestQueue = below(20)
    record.properties = ["Agreement", "L2"].map { name in
      let verdict = Verdict.allCases[Int(below(6))]
      var judgement = Judgement(verdict)
      if verdict == .violated {
        let moment = Moment(step: below(100), microseconds: below(100), node: 0)
        judgement.violation = Violation(at: moment, "seed \(seed)")
      }
      return PropertyRecord(name: name, tla: nil, judgement: judgement)
    }
    record.latencies = ["visible", "final"].map { stage in
      var histogram = Histogram(digits: .five)
      for _ in 0..<below(4) { histogram.record(below(400_000)) }
      return LatencyRecord(stage: stage, histogram: histogram)
    }
    record.load.offered = below(50)
    record.load.completed = below(50)
    record.load.censored = below(50)
    for kind in ["drop", "crash", "pause"] where below(2) == 0 {
      record.faults.append(
        FaultRecord(kind: kind, requested: below(9), injected: below(9), effective: below(9)))
    }
    for label in ["PREPREPARE", "PREPARE", "COMMIT"] where below(2) == 0 {
      var type = MessageRecord.ByType(label: label)
      type.sent = below(9)
      type.delivered = below(9)
      type.bytes = below(900)
      record.messages.byType.append(type)
    }
    record.messages.sent = below(99)
    record.messages.dropped = below(99)
    record.crypto.signs = below(99)
    return record
  }
}
