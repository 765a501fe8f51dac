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
    for record in durable {
      switch record {
      case .accepted(let proposal): restore(proposal, &context)
      case .prepared(let certificate):
        if let place = place(of: certificate.body.slot), slots[place].stage == .voted,
          slots[place].proposal?.body == certificate.body
        {
          slots[place].stage = .committed
          for vote in certificate.endorsements {
            slots[place].prepares.add(
              Vote(
                replica: vote.replica, digest: certificate.body.batch, signature: vote.signature))
          }
        }
      case .viewChange, .newView, .snapshot: break  // The view does not change yet.
      case .stable, .slot: break  // Done above.
      }
    }
    while let place = place(of: acceptedThrough + 1), slots[place].stage != .open {
      acceptedThrough += 1
    }
    resend(&context)
    resumeCounting(&context)
    askEveryone(&context)
    armResend(&context)
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
    guard let place = archived(proof.slot), archive[place].execution == proof.execution else {
      return
    }
    stable = proof.slot
    stableProof = proof
    lastFinal = max(lastFinal, proof.slot)
    archive[place].proof = FinalityProof(
      chain: [], kind: .checkpoints, endorsements: proof.endorsements)
  }

  /// The proposal was logged, so the vote for it may have left.
  private mutating func restore(_ proposal: Proposal, _ context: inout Context<Ledger>) {
    guard proposal.body.slot > state.slot, let place = place(of: proposal.body.slot),
      slots[place].stage == .open,
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
