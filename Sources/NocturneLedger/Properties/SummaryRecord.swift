import Determinism
import TemporalLogic

/// What replicas have rejected unjudged since they summed it up last.
///
/// What proves no author costs a record an interval, and is counted. What a replica had counted before a crash is lost
/// with it, and so is a summary that was not durable.
struct SummaryRecord: Sendable {
  /// What one replica has said and rejected.
  private struct Standing {
    /// The first interval that may still have a summary.
    var interval: UInt64 = 0
    /// The rejected requests of which no summary has told.
    var count: UInt64 = 0
  }

  private var standings: [Standing] = []

  /// Appends all of it.
  func encode(into writer: inout CanonicalWriter) {
    for standing in standings {
      writer.put(standing.interval)
      writer.put(standing.count)
    }
    writer.put(UInt32(standings.count))
  }

  private mutating func place(of replica: UInt16) -> Int {
    while standings.count <= Int(replica) { standings.append(Standing()) }
    return Int(replica)
  }

  /// A replica did not take a request.
  mutating func reject(_ replica: UInt16, _ reason: Refusal.Reason) {
    switch reason {
    case .badSignature, .malformed, .unknownKey: standings[place(of: replica)].count += 1
    case .busy, .modeBlocked, .rateLimited: break  // Their authors are known.
    }
  }

  /// A replica boots.
  mutating func boot(_ kept: LedgerFact.Kept) {
    standings[place(of: kept.replica)] = Standing(interval: kept.interval)
  }

  /// A replica sums up: the values of the proposition `summary`.
  ///
  /// An interval is over by the replica's own clock, which may be off; half an interval is left for that.
  mutating func take(_ summary: LedgerFact.Summary, at time: UInt64) -> FactValues {
    let place = place(of: summary.replica)
    let before = standings[place]
    standings[place] = Standing(interval: summary.interval + 1)
    let end = Ticks(summary.length) * (summary.interval + 1)
    let half = summary.length / 2
    return FactValues(
      UInt64(summary.replica), summary.interval, before.interval, UInt64(summary.count),
      before.count, time, end.microseconds > half ? end.microseconds - half : 0)
  }
}
