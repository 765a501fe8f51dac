import Determinism
import Machine

/// P16: a replica boots, for the first time or after a crash.
extension Replica {
  /// Takes up what the stores kept, so that no vote ever contradicts an earlier one.
  mutating func recover(
    from durable: [LedgerRecord], _ context: inout Context<Ledger>
  ) {
    if durable.isEmpty { return observeStanding(&context) }
    var last: CheckpointProof?
    for case .stable(let proof) in durable where proof.slot > last?.slot ?? 0 { last = proof }
    restoreLedger(durable, stable: last?.slot ?? 0, &context)
    if let last { restore(last) }
    forgetStates()
    if let final = archived(lastFinal) {
      for place in 0...final { archive[place].dropEvents() }
    }
    for case .rejections(let summary) in durable { restore(summary) }
    acceptedThrough = state.slot
    restoreViews(durable, &context)
    observeStanding(&context)
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

  /// Tells what the stores have given back of the replica's view and height.
  private func observeStanding(_ context: inout Context<Ledger>) {
    context.observe(.view(replica: index, view: view), .latch)
    observeHeight(&context)
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
      case .viewChange, .newView, .accepted, .prepared, .stable, .slot, .snapshot,
        .rejections, .client:
        break
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
      slots[place].isRestored = true
    case .prepared(let certificate) where certificate.body.view < view:
      guard let place = place(of: certificate.body.slot),
        slots[place].prepared?.body.view ?? 0 <= certificate.body.view
      else { return }
      slots[place].prepared = certificate
    case .accepted, .prepared, .viewChange, .newView, .stable, .slot, .snapshot, .rejections,
      .client:
      break
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
    case .accepted, .prepared, .viewChange, .newView, .stable, .slot, .snapshot, .rejections,
      .client:
      break
    }
  }

  /// Folds the slots of the ledger, from the snapshot, or from the genesis, from which they lead on
  /// farthest; the earliest of those.
  private mutating func restoreLedger(
    _ durable: [LedgerRecord], stable: UInt64, _ context: inout Context<Ledger>
  ) {
    var records: [SlotRecord] = []
    var starts: [Snapshot?] = [nil]
    for record in durable {
      switch record {
      case .slot(let slot): records.append(slot)
      case .snapshot(let snapshot): starts.append(snapshot)
      case .rejections, .client: break  // No slot.
      case .accepted, .prepared, .stable, .viewChange, .newView: break  // The log's.
      }
    }
    // Slots that were filled in behind a state transfer stand later than those after them.
    if zip(records, records.dropFirst()).contains(where: { $0.batch.slot >= $1.batch.slot }) {
      records.sort { $0.batch.slot < $1.batch.slot }
    }
    var best: (start: Snapshot?, end: UInt64) = (nil, 0)
    for start in starts.sorted(by: { $0?.proof.slot ?? 0 < $1?.proof.slot ?? 0 }) {
      var end = start?.proof.slot ?? 0
      for record in records where record.batch.slot == end + 1 { end += 1 }
      if end > best.end { best = (start, end) }
    }
    if let start = best.start {
      install(start)
      lastFinal = start.proof.slot
    }
    for record in records where record.batch.slot == state.slot + 1 {
      restore(record, &context)
      keepState()
      forgetStates(below: stable)
    }
    lastExecuted = state.slot
  }

  /// Judges a slot of the ledger again; the state is the fold over its slots.
  private mutating func restore(_ record: SlotRecord, _ context: inout Context<Ledger>) {
    guard let hashes = record.batch.orderedHashes(&context) else { return }
    let digest = context.hash(record.batch, .batch)
    let outcomes = state.apply(record.batch, hashes: hashes, setup: setup, crypto: &context)
    archive(record, digest: digest, bodies: outcomes.bodies, isAdopted: false, &context)
    archive[archive.count - 1].isDurable = true
    // The crash may have come before the store's word, so this is where the properties hear of it.
    context.observe(
      .executed(
        replica: index, slot: state.slot, execution: archive[archive.count - 1].execution), .latch)
    observeDurable(archive[archive.count - 1], &context)
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
    slots[place].isRestored = true
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
    guard setup.rules.fetchesSlots else { return }
    let next = state.slot + 1
    say(
      .fetch(SlotRange(first: next, last: next + UInt64(SlotTransfer.limit) - 1)), &context)
  }
}
