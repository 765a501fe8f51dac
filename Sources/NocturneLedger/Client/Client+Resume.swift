import Cryptography
import Determinism
import Machine

extension Client {
  /// Goes on after a crash: asks again, of all replicas, for what has no final outcome, and never uses a
  /// number twice.
  mutating func resume(_ snapshot: ClientSnapshot, _ context: inout Context<Ledger>) {
    offered = snapshot.offered
    sent = snapshot.sent
    for (lane, kept) in snapshot.lanes.enumerated() where lanes.indices.contains(lane) {
      lanes[lane].sequence = kept.sequence
      lanes[lane].open = kept.open.map { request in
        var open = OpenRequest(
          number: request.number, hash: context.hash(request.signed.command, .command),
          signed: request.signed)
        open.attempt = 1
        return open
      }
      for request in lanes[lane].open {
        context.broadcast(.request(request.signed), to: setup.everyone)
      }
      if !lanes[lane].open.isEmpty { setRetry(lane, attempt: 1, &context) }
    }
    for cursor in snapshot.cursors {
      cursors[cursor.key] = DeliveryCursor()
      cursors[cursor.key]?.sequence = cursor.value
    }
    sendWaiting(&context)
    guard case .closed(let outstanding, _, let commands) = workload.arrivals else { return }
    // Pauses between requests are over when the client is back.
    var open = (offered - sent) + lanes.reduce(0) { $0 + UInt64($1.open.count) }
    while open < UInt64(outstanding), offered < commands {
      offer(&context)
      open += 1
    }
  }
}
