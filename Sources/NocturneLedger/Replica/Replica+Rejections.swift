import Cryptography
import Determinism
import Machine

/// What a replica has rejected since its last summary.
struct Rejections: Hashable, Canonical {
  /// The interval that the next summary is of; the last one's follower while nothing was rejected.
  var interval: UInt64 = 0
  /// What was rejected since.
  var list = MerkleAccumulator()

  init() {}

  func encode(into writer: inout CanonicalWriter) {
    writer.put(interval)
    writer.encode(list)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    interval = try reader.take()
    list = try reader.decode()
  }
}

/// Requests that prove no author have no outcomes: one record an interval stands for all of them.
extension Replica {
  /// Takes note of a request that was rejected unjudged.
  mutating func note(
    rejected command: Digest, _ reason: Refusal.Reason, _ context: inout Context<Ledger>
  ) {
    switch reason {
    case .badSignature, .malformed, .unknownKey: break
    case .busy, .modeBlocked, .rateLimited: return  // The client is known, and tries again.
    }
    let isFirst = rejections.list.count == 0
    if isFirst || setup.rules.countsRejections {
      rejections.list.append(MerkleTree.outcome(kind: reason.rawValue, hash: command))
    }
    guard setup.rules.awaitsInterval else { return summarise(&context) }
    guard isFirst else { return }
    let length = setup.timing.summary
    rejections.interval = max(
      rejections.interval, context.now.microseconds / length.microseconds)
    let end = length * rejections.interval.saturated(adding: 1)
    context.setTimer(.summary, after: end - context.now)
  }

  /// Writes the summary of what was rejected; one that the store does not take is lost, as what was
  /// rejected since the last one is in a crash.
  mutating func summarise(_ context: inout Context<Ledger>) {
    let body = RejectSummaryBody(
      epoch: state.epoch, replica: index, interval: rejections.interval,
      count: rejections.list.count, root: rejections.list.root(in: Domain(chain: setup.chain)))
    rejections.list = MerkleAccumulator()
    rejections.interval = rejections.interval.saturated(adding: 1)
    let summary = RejectSummary(body: body, signature: context.sign(body, .rejectSummary))
    context.observe(
      .summarised(
        .init(
          replica: index, interval: body.interval, length: setup.timing.summary.microseconds,
          count: body.count)), .latch)
    write(.rejections(summary), for: .summary, &context)
  }

  /// Goes on after the last interval that has a summary already.
  mutating func restore(_ summary: RejectSummary) {
    rejections.interval = max(
      rejections.interval, summary.body.interval.saturated(adding: 1))
  }
}
