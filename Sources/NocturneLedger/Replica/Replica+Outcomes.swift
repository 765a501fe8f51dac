import Cryptography
import Determinism
import Machine

/// P11, BC.broadcast: outcomes leave for the clients of their commands, and events for subscribers.
extension Replica {
  /// Sends what became of a slot's commands.
  mutating func show(
    _ slot: UInt64, _ level: OutcomeReport.Level, _ context: inout Context<Ledger>
  ) {
    guard let place = archived(slot), let backing = backing(of: slot, level, &context) else {
      return
    }
    let tree = tree(of: archive[place].record, context.hashMemo)
    for (position, body) in archive[place].bodies.enumerated() {
      guard let outcome = body else { continue }
      let report = OutcomeReport(
        outcome: outcome, path: tree.path(to: position), header: archive[place].header,
        backing: backing)
      let client = archive[place].record.batch.commands[position].command.client
      if let address = address(of: client) { context.send(.outcome(report), to: address) }
      if case .event(let event) = outcome { deliver(report, of: event.session, &context) }
    }
    if level == .final { archive[place].dropEvents() }
  }

  private func deliver(
    _ report: OutcomeReport, of session: Name, _ context: inout Context<Ledger>
  ) {
    for subscription in setup.subscriptions where subscription.session == session {
      context.send(.deliver(report), to: setup.node(ofClient: Int(subscription.client)))
    }
  }

  /// What the replica can show for a slot: its own anchor, or the proof of the next slot that has one.
  private mutating func backing(
    of slot: UInt64, _ level: OutcomeReport.Level, _ context: inout Context<Ledger>
  ) -> OutcomeReport.Backing? {
    guard let first = archived(slot) else { return nil }
    switch level {
    case .committed:
      let anchor = ownAnchor(at: first, &context)
      return .anchor(Endorsement(replica: index, signature: anchor.signature))
    case .final:
      guard slot <= lastFinal,
        let last = (first...(archived(lastFinal) ?? first)).first(
          where: { archive[$0].proof != nil }),
        var proof = archive[last].proof
      else { return nil }
      if last > first { proof.chain = archive[(first + 1)...last].map(\.header) }
      return .proof(proof)
    }
  }

  /// Sends the outcome that a command has had already, at the best level there is.
  mutating func repeatOutcome(
    _ outcome: Outcome, for client: PublicKey, of lane: LaneKey?, askedBy sender: NodeID?,
    _ context: inout Context<Ledger>
  ) {
    guard outcome.slot <= lastExecuted, let address = sender ?? address(of: client) else { return }
    if let report = report(of: outcome, &context) {
      context.send(.outcome(report), to: address)
    } else if let lane, let report = reports[lane], report.outcome == outcome {
      context.send(.outcome(report), to: address)
    }
  }

  /// What the replica can show for an outcome, at the best level there is; nil when its slot is
  /// forgotten.
  private mutating func report(
    of outcome: Outcome, _ context: inout Context<Ledger>
  ) -> OutcomeReport? {
    guard let place = archived(outcome.slot),
      let backing = backing(
        of: outcome.slot, outcome.slot <= lastFinal ? .final : .committed, &context)
    else { return nil }
    return OutcomeReport(
      outcome: outcome,
      path: tree(of: archive[place].record, context.hashMemo).path(to: Int(outcome.index)),
      header: archive[place].header, backing: backing)
  }

  /// The last outcomes of the lanes of a state, as far as they are of slots up to its own that are
  /// final here or forgotten already.
  mutating func lastReports(
    of state: LedgerState, _ context: inout Context<Ledger>
  ) -> OrderedMap<LaneKey, OutcomeReport> {
    var last = OrderedMap<LaneKey, OutcomeReport>()
    for (lane, entry) in zip(state.lanes.keys, state.lanes.values) {
      let outcome = entry.lastOutcome
      if let report = report(of: outcome, &context) {
        last[lane] = report
      } else if let report = reports[lane], report.outcome == outcome {
        last[lane] = report
      }
    }
    return last
  }
}
