@testable import NocturneLedger
import Determinism
import TemporalLogic

/// □(summarised(r, i, c) → i is over, has no other summary, and c is the number of requests that r has
/// rejected since the last one): what proves no author costs a record an interval, and is counted.
///
/// An interval is over by the replica's own clock, which may be off; half an interval is left for that.
/// Numbers ascend, so that there is one summary an interval at most. What a replica had counted before a
/// crash is lost with it, and so is a summary that was not durable.
struct SummaryMonitor: Monitor {
  /// What one replica has said and rejected.
  private struct Standing {
    /// The first interval that may still have a summary.
    var interval: UInt64 = 0
    /// The rejected requests of which no summary has told.
    var count: UInt64 = 0
    /// The step of the last summary; 0 for none.
    var step: UInt64 = 0
  }

  private var standings: [Standing] = []
  private var hasSummary = false

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    switch fact {
    case .rejected(let replica, _, let reason):
      switch reason {
      case .badSignature, .malformed, .unknownKey: standings[place(of: replica)].count += 1
      case .busy, .modeBlocked, .rateLimited: break  // Their authors are known.
      }
    case .kept(let kept):
      standings[place(of: kept.replica)].interval = kept.interval
      standings[place(of: kept.replica)].count = 0
    case .summarised(let summary): return judge(summary, moment)
    case .joined, .offered, .admitted, .submitted, .ordered, .executed, .bound, .refused, .durable,
      .anchored, .finalised, .discarded, .shown, .shownFinal, .delivered, .cluster, .view, .height,
      .snapshot, .resolved, .declined:
      break  // It does not speak of them.
    }
    return nil
  }

  private mutating func place(of replica: UInt16) -> Int {
    while standings.count <= Int(replica) { standings.append(Standing()) }
    return Int(replica)
  }

  private mutating func judge(
    _ summary: LedgerFact.Summary, _ moment: Moment
  ) -> Violation? {
    let place = place(of: summary.replica)
    let before = standings[place]
    standings[place] = Standing(interval: summary.interval + 1, step: moment.step)
    hasSummary = true
    let what = "the summary of replica \(summary.replica) for interval \(summary.interval)"
    let end = Ticks(summary.length) * (summary.interval + 1)
    if summary.interval < before.interval {
      return Violation(
        at: moment, "\(what) is not the first of that interval or of a later one",
        against: before.step)
    }
    if Ticks(moment.microseconds) + Ticks(summary.length / 2) < end {
      return Violation(
        at: moment, "\(what) comes before the interval is over, at \(end)",
        against: before.step)
    }
    if summary.count == before.count { return nil }
    return Violation(
      at: moment,
      "\(what) counts \(summary.count) requests, of \(before.count) rejected since the last one",
      against: before.step)
  }

  func judge(end moment: Moment) -> Judgement { Judgement(hasSummary ? .holds : .vacuous) }
}
