import Cryptography
import Determinism
import Machine

/// P10, and checkpoints: what a quorum vouches for is final, and the window moves on.
extension Replica {
  /// Takes a peer's ANCHOR in.
  mutating func receive(
    anchor: Anchor, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let body = anchor.body
    guard body.epoch == state.epoch, body.replica != index, let key = key(of: body.replica) else {
      return
    }
    let place = place(of: body.slot)
    let isKnown =
      place.map { slots[$0].anchors.contains(body.replica) }
      ?? (body.slot <= heights[Int(body.replica)])
    if isKnown {
      // A peer that says it again has missed the quorum's anchors.
      if body.slot <= lastFinal { helpFinalise(sender, body.slot, &context) }
      return
    }
    guard context.verify(anchor.signature, of: body, .anchor, by: key) else { return }
    heard(of: body.slot, from: body.replica, &context)
    guard let place else { return }
    slots[place].anchors.add(
      Vote(replica: body.replica, digest: body.execution, signature: anchor.signature))
    finaliseIfVouchedFor(body.slot, &context)
  }

  /// P10, PH.finalise: enough anchors equal to the replica's own digest make a durable slot final.
  mutating func finaliseIfVouchedFor(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard slot > lastFinal, slot <= lastExecuted, let archived = archived(slot) else { return }
    if let proof = archive[archived].proof { return finalise(slot, proof, &context) }
    guard let place = place(of: slot) else { return }
    let digest = archive[archived].execution
    guard slots[place].anchors.count(for: digest) >= anchorsNeeded else { return }
    let proof = FinalityProof(
      chain: [], kind: .anchors, endorsements: slots[place].anchors.endorsements(of: digest))
    finalise(slot, proof, &context)
  }

  /// Makes every slot up to one final.
  private mutating func finalise(
    _ slot: UInt64, _ proof: FinalityProof, _ context: inout Context<Ledger>
  ) {
    guard let last = archived(slot) else { return }
    archive[last].proof = proof
    let first = lastFinal + 1
    lastFinal = slot
    for number in first...slot {
      guard let place = archived(number) else { continue }
      for (position, digest) in archive[place].record.outcomes.enumerated() {
        guard let command = archive[place].bodies.element(at: position)??.command else { continue }
        switch digest.kind {
        case .event:
          context.observe(
            .finalised(replica: index, command: command, event: digest.hash), .latch)
        case .receipt:
          context.observe(
            .discarded(replica: index, command: command, receipt: digest.hash), .latch)
        case .none: break  // The command has no outcome.
        }
      }
      if archive[place].isAdopted, number < target {
        archive[place].dropEvents()  // The others have shown it long ago.
      } else {
        fanOut(number, .final, &context)
      }
    }
  }

  // MARK: Checkpoints

  /// Signs and sends the CHECKPOINT of a slot.
  mutating func voteForCheckpoint(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard slot > stable, let vote = checkpointVote(slot, &context) else { return }
    add(vote)
    say(.checkpoint(vote), &context)
    stabiliseIfReached(slot, &context)
  }

  /// The replica's own CHECKPOINT for a slot that it has judged.
  func checkpointVote(_ slot: UInt64, _ context: inout Context<Ledger>) -> CheckpointVote? {
    guard let place = archived(slot) else { return nil }
    let body = CheckpointVote.Body(
      epoch: state.epoch, slot: slot, execution: archive[place].execution,
      state: archive[place].header.state, replica: index)
    return CheckpointVote(body: body, signature: context.sign(body, .checkpoint))
  }

  /// Takes a peer's CHECKPOINT in.
  mutating func receive(
    checkpoint vote: CheckpointVote, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let body = vote.body
    let known =
      body.slot == stable
      ? stableProof?.endorsements.map(\.replica)
      : checkpoints.first { $0.slot == body.slot }?.votes.map(\.body.replica)
    let isKnown = known?.contains(body.replica) ?? false
    if body.slot < stable || isKnown && body.slot == stable {
      // The peer has missed the quorum's votes.
      return helpStabilise(sender, &context)
    }
    guard !isKnown, body.slot % UInt64(parameters.checkpointInterval) == 0,
      body.epoch == state.epoch, body.replica != index, let key = key(of: body.replica),
      context.verify(vote.signature, of: body, .checkpoint, by: key)
    else { return }
    if body.slot == stable { return addLate(vote) }
    guard body.slot <= highMark else { return heard(of: body.slot, from: body.replica, &context) }
    add(vote)
    stabiliseIfReached(body.slot, &context)
  }

  private mutating func add(_ vote: CheckpointVote) {
    let position = checkpoints.prefixCount { $0.slot < vote.body.slot }
    if position == checkpoints.count || checkpoints[position].slot != vote.body.slot {
      checkpoints.insert(CheckpointTally(slot: vote.body.slot), at: position)
    }
    let votes = checkpoints[position].votes
    let place = votes.prefixCount { $0.body.replica < vote.body.replica }
    if place < votes.count, votes[place].body.replica == vote.body.replica { return }
    checkpoints[position].votes.insert(vote, at: place)
  }

  /// Adds a vote that came after the quorum's to the proof, so that a repeated one is known as such.
  private mutating func addLate(_ vote: CheckpointVote) {
    guard var proof = stableProof, proof.body(of: vote.body.replica) == vote.body else { return }
    let position = proof.endorsements.prefixCount { $0.replica < vote.body.replica }
    proof.endorsements.insert(
      Endorsement(replica: vote.body.replica, signature: vote.signature), at: position)
    stableProof = proof
  }

  /// Moves the window up when a quorum has the replica's own state at a durable slot.
  mutating func stabiliseIfReached(_ slot: UInt64, _ context: inout Context<Ledger>) {
    if slot == stable { return finaliseStable(&context) }
    guard slot > stable, slot <= lastExecuted, let place = archived(slot) else { return }
    let (execution, state) = (archive[place].execution, archive[place].header.state)
    if let claimed = claimedStable, claimed.slot == slot {
      claimedStable = nil
      if claimed.execution == execution, claimed.state == state {
        return stabilise(claimed, &context)
      }
    }
    guard let tally = checkpoints.first(where: { $0.slot == slot }) else { return }
    let votes = tally.votes.filter { $0.body.execution == execution && $0.body.state == state }
    guard votes.count >= setup.quorum else { return }
    stabilise(
      CheckpointProof(
        epoch: self.state.epoch, slot: slot, execution: execution, state: state,
        endorsements: votes.map {
          Endorsement(replica: $0.body.replica, signature: $0.signature)
        }), &context)
  }

  /// The checkpoint is stable, and hence final; what the window leaves behind is forgotten.
  private mutating func stabilise(_ proof: CheckpointProof, _ context: inout Context<Ledger>) {
    raise(to: proof, &context)
    finaliseStable(&context)
    if !setup.rules.keepsLedger, let place = archived(stable), let ticket = archive[place].ticket {
      context.forget(upTo: ticket, in: .ledger)
    }
    writeSnapshotIfDue(&context)
    frame(&context)
    passGate(&context)
  }

  /// Moves the window up to a stable checkpoint.
  private mutating func raise(to proof: CheckpointProof, _ context: inout Context<Ledger>) {
    for slot in stable + 1...max(stable + 1, min(proof.slot, highMark)) {
      slots[Int(slot % UInt64(slots.count))] = SlotState(slot: 0)
    }
    stable = proof.slot
    stableProof = proof
    if let claimed = claimedStable, claimed.slot <= stable { claimedStable = nil }
    checkpoints.removeAll { $0.slot <= proof.slot }
    if setup.rules.logsVotes { write(.stable(proof), for: .stable, &context) }
    forgetStates()
  }

  /// The slot of the stable checkpoint is final once it is durable here.
  private mutating func finaliseStable(_ context: inout Context<Ledger>) {
    guard let proof = stableProof, proof.slot > lastFinal, proof.slot <= lastExecuted,
      let place = archived(proof.slot), archive[place].execution == proof.execution
    else { return }
    finalise(
      proof.slot,
      FinalityProof(chain: [], kind: .checkpoints, endorsements: proof.endorsements), &context)
  }

  /// Takes a NEWVIEW's stable checkpoint for the low mark, whether or not the replica has executed as
  /// far: it votes above it, and fetches what is below.
  mutating func adoptLowMark(_ proof: CheckpointProof, _ context: inout Context<Ledger>) {
    guard proof.slot > stable else { return }
    raise(to: proof, &context)
    finaliseStable(&context)
    if stable > state.slot { armResend(&context) }
  }
}
