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
    let tree = tree(of: archive[place].record)
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
    _ outcome: Outcome, for client: PublicKey, askedBy sender: NodeID?,
    _ context: inout Context<Ledger>
  ) {
    guard outcome.slot <= lastExecuted, let place = archived(outcome.slot),
      let address = sender ?? address(of: client),
      let backing = backing(
        of: outcome.slot, outcome.slot <= lastFinal ? .final : .committed, &context)
    else { return }
    let report = OutcomeReport(
      outcome: outcome, path: tree(of: archive[place].record).path(to: Int(outcome.index)),
      header: archive[place].header, backing: backing)
    context.send(.outcome(report), to: address)
  }
}
