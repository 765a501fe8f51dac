import Determinism
import Machine

/// P16: a replica boots, for the first time or after a crash.
extension Replica {
  /// Takes up what the stores kept, so that no vote ever contradicts an earlier one.
  mutating func recover(
    from durable: [LedgerRecord], _ context: inout Context<Ledger>
  ) {
    if durable.isEmpty { return }
    for case .slot(let record) in durable where record.batch.slot == state.slot + 1 {
      restore(record, &context)
    }
    lastExecuted = state.slot
    for case .stable(let proof) in durable where proof.slot > stable {
      restore(proof)
    }
    for place in archive.indices.prefix(Int(lastFinal)) { archive[place].dropEvents() }
    acceptedThrough = state.slot
    restoreViews(durable, &context)
    while let place = place(of: acceptedThrough + 1), slots[place].stage != .open {
      acceptedThrough += 1
    }
    if isPrimary, views.isActive, let beginning = views.beginning {
      say(.newView(beginning), &context)
      renew(&context)
    }
    resend(&context)
    resumeCounting(&context)
    askEveryone(&context)
    armResend(&context)
    passGate(&context)
  }

  /// Finds the view again, and the votes in it and before it.
  private mutating func restoreViews(
    _ durable: [LedgerRecord], _ context: inout Context<Ledger>
  ) {
    var (begun, left): (NewView?, ViewChange?) = (nil, nil)
    for record in durable where setup.rules.remembersView {
      switch record {
      case .newView(let begin) where begin.body.newView > begun?.body.newView ?? 0: begun = begin
      case .viewChange(let change) where change.body.newView > left?.body.newView ?? 0:
        left = change
      case .viewChange, .newView, .accepted, .prepared, .stable, .slot, .snapshot: break
      }
    }
    // Votes of views below the last one leave their certificates and batches.
    for record in durable { restoreVote(record, before: begun?.body.newView ?? 0, &context) }
    if let begun { install(begun, &context) }
    for record in durable { restoreVote(record, in: view, &context) }
    if let left, left.body.newView > view {
      move(to: left.body.newView, &context)
      views.change = left
      views.isChangeSent = true
      views.keep(left)
    }
  }

  /// A vote of a view that the replica has left since.
  private mutating func restoreVote(
    _ record: LedgerRecord, before view: UInt32, _ context: inout Context<Ledger>
  ) {
    switch record {
    case .accepted(let proposal) where proposal.body.view < view:
      guard let place = place(of: proposal.body.slot) else { return }
      slots[place].leaveView()
      slots[place].proposal = proposal
    case .prepared(let certificate) where certificate.body.view < view:
      guard let place = place(of: certificate.body.slot),
        slots[place].prepared?.body.view ?? 0 <= certificate.body.view
      else { return }
      slots[place].prepared = certificate
    case .accepted, .prepared, .viewChange, .newView, .stable, .slot, .snapshot: break
    }
  }

  /// A vote of the view that the replica was in last: it may have left, and is said again.
  private mutating func restoreVote(
    _ record: LedgerRecord, in view: UInt32, _ context: inout Context<Ledger>
  ) {
    switch record {
    case .accepted(let proposal) where proposal.body.view == view: restore(proposal, &context)
    case .prepared(let certificate) where certificate.body.view == view:
      guard let place = place(of: certificate.body.slot), slots[place].stage == .voted,
        slots[place].proposal?.body == certificate.body
      else { return }
      slots[place].stage = .committed
      slots[place].prepared = certificate
      for vote in certificate.endorsements {
        slots[place].prepares.add(
          Vote(
            replica: vote.replica, view: view, digest: certificate.body.batch,
            signature: vote.signature))
      }
    case .accepted, .prepared, .viewChange, .newView, .stable, .slot, .snapshot: break
    }
  }

  /// Judges a slot of the ledger again; the state is the fold over its slots.
  private mutating func restore(_ record: SlotRecord, _ context: inout Context<Ledger>) {
    guard let hashes = record.batch.orderedHashes(&context) else { return }
    let digest = context.hash(record.batch, .batch)
    let outcomes = state.apply(record.batch, hashes: hashes, setup: setup, crypto: &context)
    archive(record, digest: digest, bodies: outcomes.bodies, isAdopted: false, &context)
    archive[archive.count - 1].isDurable = true
  }

  private mutating func restore(_ proof: CheckpointProof) {
    stable = proof.slot
    stableProof = proof
    guard let place = archived(proof.slot), archive[place].execution == proof.execution else {
      return  // The low mark of a NEWVIEW, above what the ledger holds.
    }
    lastFinal = max(lastFinal, proof.slot)
    archive[place].proof = FinalityProof(
      chain: [], kind: .checkpoints, endorsements: proof.endorsements)
  }

  /// The proposal was logged, so the vote for it may have left.
  private mutating func restore(_ proposal: Proposal, _ context: inout Context<Ledger>) {
    guard let place = place(of: proposal.body.slot), slots[place].stage == .open,
      let hashes = proposal.batch.orderedHashes(&context)
    else { return }
    slots[place].proposal = proposal
    slots[place].hashes = hashes
    slots[place].stage = .voted
  }

  /// Looks at every open slot anew: with one replica, its own votes decide.
  private mutating func resumeCounting(_ context: inout Context<Ledger>) {
    if acceptedThrough > state.slot {
      for slot in state.slot + 1...acceptedThrough { recount(slot, &context) }
    }
    if lastExecuted > lastFinal, let place = archived(lastExecuted),
      let window = self.place(of: lastExecuted)
    {
      let anchor = ownAnchor(at: place, &context)
      slots[window].anchors.add(
        Vote(replica: index, digest: anchor.body.execution, signature: anchor.signature))
      finaliseIfVouchedFor(lastExecuted, &context)
    }
    let interval = UInt64(parameters.checkpointInterval)
    let checkpoint = lastExecuted / interval * interval
    if checkpoint > stable { voteForCheckpoint(checkpoint, &context) }
  }

  /// Asks all peers for what was decided meanwhile.
  private func askEveryone(_ context: inout Context<Ledger>) {
    let next = state.slot + 1
    say(
      .fetch(SlotRange(first: next, last: next + UInt64(SlotTransfer.limit) - 1)), &context)
  }
}
