import Cryptography
import Determinism
import Machine

/// What a client believes: `committed` on f + 1 replicas' equal word, `final` on a quorum's anchors.
extension Client {
  /// Takes an OUTCOME in.
  mutating func receive(
    outcome report: OutcomeReport, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    guard let (lane, place) = find(report.outcome.command) else { return }
    let isShown = lanes[lane].open[place].isShown
    if isShown, report.level == .committed { return }  // Nothing new.
    guard let (outcome, execution) = verified(report, &context) else { return }
    if !isShown, lanes[lane].open[place].attempt > 0, Int(sender.index) < setup.replicas {
      contact = UInt16(sender.index)
    }
    switch report.backing {
    case .anchor(let endorsement):
      let body = Anchor.Body(
        epoch: report.header.epoch, slot: report.header.slot, execution: execution,
        replica: endorsement.replica)
      guard let key = key(of: endorsement.replica),
        !setup.rules.checksWords
          || context.verify(endorsement.signature, of: body, .anchor, by: key)
      else { return }
      let word = OpenRequest.Word(
        replica: endorsement.replica, slot: report.header.slot, execution: execution,
        outcome: outcome)
      if setup.rules.countsWordsOnce {
        lanes[lane].open[place].words.removeAll { $0.replica == word.replica }
      }
      lanes[lane].open[place].words.append(word)
      let equal = lanes[lane].open[place].words.count {
        $0.slot == word.slot && $0.execution == execution && $0.outcome == outcome
      }
      if equal > setup.rules.unbelieved(setup.faults) {
        show(outcome, report, lane, place, &context)
      }
    case .proof(let proof):
      guard isFinal(report.header, execution, proof, &context) else { return }
      if !isShown { show(outcome, report, lane, place, &context) }
      let durable = UInt16(
        LedgerSetup.quorum(replicas: setup.genesis.replicas, faults: setup.genesis.faults)
          - setup.faults)
      context.observe(
        .shownFinal(showing(outcome, report, lane, place), durable: durable), .latch)
      close(lane, place, &context)
    }
  }

  /// Takes a NACK in. It is advisory: the retry timer asks again.
  mutating func receive(_ refusal: Refusal, _ context: inout Context<Ledger>) {
    guard !setup.rules.doubtsRefusals, let (lane, place) = find(refusal.body.command) else {
      return
    }
    close(lane, place, &context)
  }

  /// The request that a command is of.
  private func find(_ command: Digest) -> (lane: Int, place: Int)? {
    for lane in lanes.indices {
      if let place = lanes[lane].open.firstIndex(where: { $0.hash == command }) {
        return (lane, place)
      }
    }
    return nil
  }

  private func key(of replica: UInt16) -> PublicKey? {
    setup.genesis.replicaKeys.element(at: Int(replica))
  }

  private mutating func show(
    _ outcome: OutcomeDigest, _ report: OutcomeReport, _ lane: Int, _ place: Int,
    _ context: inout Context<Ledger>
  ) {
    lanes[lane].open[place].isShown = true
    context.observe(.shown(showing(outcome, report, lane, place)), .latch)
  }

  private func showing(
    _ outcome: OutcomeDigest, _ report: OutcomeReport, _ lane: Int, _ place: Int
  ) -> LedgerFact.Showing {
    let request = lanes[lane].open[place]
    return .init(
      client: index, request: request.number, slot: report.header.slot, command: request.hash,
      outcome: outcome)
  }

  /// The outcome's digest, if it stands among those of the header's slot, and the header's digest.
  private func verified(
    _ report: OutcomeReport, _ context: inout Context<Ledger>
  ) -> (OutcomeDigest, Digest)? {
    let digest = report.outcome.digest(&context)
    guard report.outcome.slot == report.header.slot, report.outcome.index == report.path.index,
      !setup.rules.checksPaths
        || report.path.verify(
          digest.leaf(context.hashMemo), root: report.header.outcomes,
          count: Int(report.path.count), context.hashMemo)
    else { return nil }
    return (digest, report.header.digest(&context))
  }

  /// Whether a quorum vouches for a header, or for a later one that is chained to it.
  private func isFinal(
    _ header: ExecutionHeader, _ execution: Digest, _ proof: FinalityProof,
    _ context: inout Context<Ledger>
  ) -> Bool {
    var (last, digest) = (header, execution)
    for next in proof.chain {
      // A liar may well name the last slot that there is; it has no next.
      guard last.slot < .max, next.slot == last.slot + 1,
        next.previous == digest || !setup.rules.checksChains
      else { return false }
      (last, digest) = (next, next.digest(&context))
    }
    let needed = setup.rules.finalityNeedsQuorum ? setup.quorum : 1
    let endorsements = proof.endorsements
    guard endorsements.count >= needed,
      zip(endorsements, endorsements.dropFirst()).allSatisfy({ $0.replica < $1.replica })
    else { return false }
    for endorsement in endorsements where setup.rules.checksProofs {
      guard let key = key(of: endorsement.replica) else { return false }
      let isValid: Bool
      switch proof.kind {
      case .anchors:
        let body = Anchor.Body(
          epoch: last.epoch, slot: last.slot, execution: digest, replica: endorsement.replica)
        isValid = context.verify(endorsement.signature, of: body, .anchor, by: key)
      case .checkpoints:
        let body = CheckpointVote.Body(
          epoch: last.epoch, slot: last.slot, execution: digest, state: last.state,
          replica: endorsement.replica)
        isValid = context.verify(endorsement.signature, of: body, .checkpoint, by: key)
      }
      if !isValid { return false }
    }
    return true
  }

  // MARK: Deliveries

  /// Takes a DELIVER in: an event counts once it is final and all before it were taken.
  mutating func receive(delivery report: OutcomeReport, _ context: inout Context<Ledger>) {
    guard case .proof(let proof) = report.backing, case .event(let event) = report.outcome,
      setup.subscriptions.contains(LedgerSubscription(session: event.session, client: index))
    else { return }
    let cursor = cursors[event.session] ?? DeliveryCursor()
    guard event.sequence > cursor.sequence, cursor.early[event.sequence] == nil,
      cursor.early.count < Self.earlyLimit,
      let (digest, execution) = verified(report, &context),
      isFinal(report.header, execution, proof, &context)
    else { return }
    if !setup.rules.ordersDeliveries {
      cursors[event.session, default: DeliveryCursor()].sequence = event.sequence - 1
    }
    cursors[event.session, default: DeliveryCursor()].early[event.sequence] = digest.hash
    while let hash = cursors[event.session, default: DeliveryCursor()]
      .early.remove((cursors[event.session]?.sequence ?? 0) + 1)
    {
      cursors[event.session, default: DeliveryCursor()].sequence += 1
      context.observe(
        .delivered(
          client: index, session: event.session,
          sequence: cursors[event.session]?.sequence ?? 0, event: hash), .latch)
    }
  }
}
