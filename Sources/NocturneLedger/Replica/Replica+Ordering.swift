import Cryptography
import Determinism
import Machine

/// P3 to P6: the gate, and the three phases.
extension Replica {
  /// Takes a proposal in; it waits for its turn when one before it is missing.
  mutating func receive(
    proposal: Proposal, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let body = proposal.body
    if help(sender, with: body.slot, isRepeated: true, &context) { return }
    guard !isPrimary, body.epoch == state.epoch, body.view == view,
      let place = place(of: body.slot), slots[place].stage == .open, slots[place].proposal == nil,
      let key = key(of: primary),
      context.verify(proposal.signature, of: body, .prePrepare, by: key),
      context.hash(proposal.batch, .batch) == body.batch
    else { return }
    slots[place].proposal = proposal
    passGate(&context)
    // The COMMITs may have come first.
    decide(body.slot, &context)
  }

  /// P3, MG.gate: accepts proposals that wait, in the order of slots.
  mutating func passGate(_ context: inout Context<Ledger>) {
    if isPrimary { return }
    acceptedThrough = max(acceptedThrough, state.slot)
    while let place = place(of: acceptedThrough + 1) {
      if slots[place].stage == .open {
        guard let proposal = slots[place].proposal else { return }
        guard isTimely(proposal.batch, context.now) else { return armResend(&context) }
        guard let hashes = wellFormedHashes(proposal, &context) else {
          slots[place].proposal = nil
          return
        }
        slots[place].hashes = hashes
        accept(proposal, at: place, &context)
      }
      acceptedThrough += 1
    }
  }

  /// Whether a batch's time is near the replica's own clock.
  private func isTimely(_ batch: Batch, _ now: Ticks) -> Bool {
    let time = Ticks(batch.time)
    return time - now <= Ticks(parameters.clockTolerance)
      && now - time <= Ticks(parameters.ageTolerance)
  }

  /// The hashes of a fresh proposal's commands; nil when anything about it is wrong. Whether the
  /// commands are good is for the judge to say: heights differ, and so do key registries.
  private func wellFormedHashes(
    _ proposal: Proposal, _ context: inout Context<Ledger>
  ) -> [Digest]? {
    let batch = proposal.batch
    guard batch.slot == proposal.body.slot, batch.epoch == proposal.body.epoch,
      !batch.commands.isEmpty, batch.commands.count <= Int(parameters.batchLimit),
      batch.commands.allSatisfy({ $0.command.payload.count <= Command.payloadLimit }),
      let hashes = batch.orderedHashes(&context)
    else { return nil }
    guard setup.rules.verifiesCommands else { return hashes }
    for signed in batch.commands {
      let key = signed.command.client
      guard context.verify(signed.signature, of: signed.command, .command, by: key) else {
        return nil
      }
    }
    return hashes
  }

  /// Takes a proposal for the slot's own: from here the replica votes for no other.
  mutating func accept(
    _ proposal: Proposal, at place: Int, _ context: inout Context<Ledger>
  ) {
    slots[place].proposal = proposal
    slots[place].stage = .accepted
    armResend(&context)
    if setup.rules.logsVotes {
      write(.accepted(proposal), for: .vote, &context)
    } else {
      vote(proposal.body.slot, &context)
    }
  }

  /// P4, XV.prepare: the log is durable, and the proposal or the PREPARE leaves.
  mutating func vote(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard let place = place(of: slot), slots[place].stage == .accepted else { return }
    slots[place].stage = .voted
    sendVote(at: place, &context)
    prepare(slot, &context)
  }

  /// Sends the proposal, as the primary, or the PREPARE.
  mutating func sendVote(at place: Int, _ context: inout Context<Ledger>) {
    guard let proposal = slots[place].proposal else { return }
    if isPrimary { return say(.prePrepare(proposal), &context) }
    let ballot = ballot(for: proposal.body, .prepare, &context)
    slots[place].prepares.add(
      Vote(replica: index, digest: ballot.body.batch, signature: ballot.signature))
    say(.prepare(ballot), &context)
  }

  private func ballot(
    for body: Proposal.Body, _ tag: Tag, _ context: inout Context<Ledger>
  ) -> Ballot {
    let vote = Ballot.Body(
      epoch: body.epoch, view: body.view, slot: body.slot, batch: body.batch, replica: index)
    return Ballot(body: vote, signature: context.sign(vote, tag))
  }

  /// Takes a backup's PREPARE in.
  mutating func receive(
    prepare ballot: Ballot, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let body = ballot.body
    let place = place(of: body.slot)
    let isRepeated = place.map { slots[$0].prepares.contains(body.replica) } ?? true
    if help(sender, with: body.slot, isRepeated: isRepeated, &context) { return }
    guard let place, !isRepeated, body.epoch == state.epoch, body.view == view,
      body.replica != primary, let key = key(of: body.replica),
      context.verify(ballot.signature, of: body, .prepare, by: key)
    else { return }
    slots[place].prepares.add(
      Vote(replica: body.replica, digest: body.batch, signature: ballot.signature))
    prepare(body.slot, &context)
  }

  /// P5, XV.commit: with the proposal and Q − 1 PREPAREs, logs that and then commits.
  private mutating func prepare(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard let place = place(of: slot), slots[place].stage == .voted,
      let proposal = slots[place].proposal,
      slots[place].prepares.count(for: proposal.body.batch) >= votesNeeded - 1
    else { return }
    slots[place].stage = .prepared
    guard setup.rules.logsVotes else { return commit(slot, &context) }
    let certificate = PreparedCertificate(
      body: proposal.body, signature: proposal.signature,
      endorsements: slots[place].prepares.endorsements(of: proposal.body.batch))
    write(.prepared(certificate), for: .commit, &context)
  }

  /// The log is durable, and the COMMIT leaves.
  mutating func commit(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard let place = place(of: slot), slots[place].stage == .prepared else { return }
    slots[place].stage = .committed
    sendCommit(at: place, &context)
    decide(slot, &context)
  }

  /// Sends the COMMIT.
  mutating func sendCommit(at place: Int, _ context: inout Context<Ledger>) {
    guard let proposal = slots[place].proposal else { return }
    let ballot = ballot(for: proposal.body, .commit, &context)
    slots[place].commits.add(
      Vote(replica: index, digest: ballot.body.batch, signature: ballot.signature))
    say(.commit(ballot), &context)
  }

  /// Takes a COMMIT in.
  mutating func receive(
    commit ballot: Ballot, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let body = ballot.body
    let place = place(of: body.slot)
    let isRepeated = place.map { slots[$0].commits.contains(body.replica) } ?? true
    if help(sender, with: body.slot, isRepeated: isRepeated, &context) { return }
    guard let place, !isRepeated, body.epoch == state.epoch, body.view == view,
      let key = key(of: body.replica),
      context.verify(ballot.signature, of: body, .commit, by: key)
    else { return }
    slots[place].commits.add(
      Vote(replica: body.replica, digest: body.batch, signature: ballot.signature))
    decide(body.slot, &context)
  }

  /// Looks at a slot's votes anew, after a crash.
  mutating func recount(_ slot: UInt64, _ context: inout Context<Ledger>) {
    prepare(slot, &context)
    decide(slot, &context)
  }

  /// P6, XV.decide: a quorum's COMMITs decide the proposal, whatever the replica itself voted.
  private mutating func decide(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard slot > state.slot, let place = place(of: slot), slots[place].certificate == nil,
      let proposal = slots[place].proposal,
      slots[place].commits.count(for: proposal.body.batch) >= votesNeeded
    else { return }
    if slots[place].hashes.isEmpty {
      // Not accepted by the replica itself, but a quorum vouches for it.
      guard let hashes = proposal.batch.orderedHashes(&context) else { return }
      slots[place].hashes = hashes
    }
    slots[place].certificate = CommitCertificate(
      view: proposal.body.view,
      endorsements: slots[place].commits.endorsements(of: proposal.body.batch))
    context.observe(
      .ordered(replica: index, slot: slot, batch: proposal.body.batch), .latch)
    judgeDecided(&context)
  }
}
