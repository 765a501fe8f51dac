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
    let place = place(of: body.slot)
    let isRenewed =
      place.map { slots[$0].stage == .open && slots[$0].renewed?.body == body } ?? false
    if body.view < view { tell(sender, &context) }
    let isOfView = body.view < view || body.view == view && views.isActive
    if !isRenewed, isOfView || place == nil,
      help(sender, with: body.slot, isRepeated: true, &context)
    {
      return
    }
    guard let place, body.epoch == state.epoch, body.view >= view,
      primary(of: body.view) != index, isByPrimary(proposal, from: sender, &context),
      !setup.rules.checksBatchDigest || context.hash(proposal.batch, .batch) == body.batch
    else { return }
    guard body.view == view else {
      return saw(primary(of: body.view), in: body.view, &context)
    }
    guard views.isActive else {
      // The view begins once its NEWVIEW is here and logged.
      slots[place].early = proposal
      return
    }
    take(proposal, at: place, &context)
  }

  /// Whether the primary of the proposal's view signed it.
  private func isByPrimary(
    _ proposal: Proposal, from sender: NodeID, _ context: inout Context<Ledger>
  ) -> Bool {
    let signer =
      setup.rules.checksPrimary ? primary(of: proposal.body.view) : UInt16(sender.index)
    guard let key = key(of: signer) else { return false }
    return context.verify(proposal.signature, of: proposal.body, .prePrepare, by: key)
  }

  /// Keeps a proposal of the view for its slot; from NEWVIEW on, its own slots are for its own batches.
  mutating func take(
    _ proposal: Proposal, at place: Int, _ context: inout Context<Ledger>
  ) {
    let body = proposal.body
    guard body.slot > views.base || slots[place].renewed?.body == body else { return }
    if slots[place].stage != .open || slots[place].proposal != nil {
      guard !setup.rules.acceptsOneDigest, slots[place].proposal?.body.batch != body.batch,
        let hashes = proposal.batch.orderedHashes(&context)
      else { return }
      slots[place].hashes = hashes
      (slots[place].prepares, slots[place].commits) = (VoteList(), VoteList())
      return accept(proposal, at: place, &context)
    }
    slots[place].proposal = proposal
    passGate(&context)
    // The COMMITs may have come first.
    decideIfCommitted(body.slot, &context)
  }

  /// P3, MG.gate: accepts proposals that wait, in the order of slots.
  mutating func passGate(_ context: inout Context<Ledger>) {
    if isPrimary { return }
    while views.isActive, let place = nextToAccept() {
      if slots[place].stage == .open {
        guard let proposal = slots[place].proposal else { return }
        guard proposal.body.slot <= views.base || isTimely(proposal.batch, context.now) else {
          return armResend(&context)
        }
        guard let hashes = wellFormedHashes(proposal, &context) else {
          // Its signature proves that the primary lies.
          return leave(for: next(after: view), &context)
        }
        slots[place].hashes = hashes
        accept(proposal, at: place, &context)
      }
      acceptedThrough += 1
    }
  }

  /// The place of the first slot of the window that the replica has neither accepted nor, above those
  /// that the view's NEWVIEW proposes again, judged; slots before it count as accepted.
  mutating func nextToAccept() -> Int? {
    acceptedThrough = max(acceptedThrough, stable)
    if acceptedThrough >= views.base { acceptedThrough = max(acceptedThrough, state.slot) }
    return place(of: acceptedThrough + 1)
  }

  /// Whether a batch's time is near the replica's own clock.
  private func isTimely(_ batch: Batch, _ now: Ticks) -> Bool {
    let time = Ticks(batch.time)
    let tolerance = Ticks(parameters.clockTolerance)
    return time - now <= tolerance && now - time <= tolerance
  }

  /// The hashes of a proposal's commands; nil when anything about it is wrong. Whether the commands
  /// are good is for the judge to say: heights differ, and so do key registries. A batch that NEWVIEW
  /// proposes again passed a gate before, or is empty.
  private func wellFormedHashes(
    _ proposal: Proposal, _ context: inout Context<Ledger>
  ) -> [Digest]? {
    let batch = proposal.batch
    let isFresh = proposal.body.slot > views.base
    guard batch.slot == proposal.body.slot, batch.epoch == proposal.body.epoch,
      !batch.commands.isEmpty || !isFresh, batch.commands.count <= Int(parameters.batchLimit),
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

  /// Takes a proposal for the slot's own: from here the replica votes for no other in its view.
  mutating func accept(
    _ proposal: Proposal, at place: Int, _ context: inout Context<Ledger>
  ) {
    slots[place].proposal = proposal
    slots[place].stage = .accepted
    armResend(&context)
    if setup.rules.logsVotes {
      write(.accepted(proposal), for: .vote, &context)
    } else {
      vote(proposal.body.slot, in: proposal.body.view, &context)
    }
  }

  /// Whether the replica still votes in a view.
  private func votes(in view: UInt32) -> Bool {
    views.isActive && view == self.view || !setup.rules.stopsVoting
  }

  /// P4, XV.prepare: the log is durable, and the proposal or the PREPARE leaves.
  mutating func vote(_ slot: UInt64, in view: UInt32, _ context: inout Context<Ledger>) {
    guard let place = place(of: slot), slots[place].stage == .accepted, votes(in: view),
      slots[place].proposal?.body.view == view
    else { return }
    slots[place].stage = .voted
    sendVote(at: place, &context)
    if !setup.rules.commitsPrepared { sendCommit(at: place, &context) }
    prepare(slot, &context)
  }

  /// Sends the proposal, as the primary, or the PREPARE.
  mutating func sendVote(at place: Int, _ context: inout Context<Ledger>) {
    guard let proposal = slots[place].proposal else { return }
    if primary(of: proposal.body.view) == index { return say(.prePrepare(proposal), &context) }
    let ballot = ballot(for: proposal.body, .prepare, &context)
    slots[place].prepares.add(Vote(ballot))
    say(.prepare(ballot), &context)
  }

  private func ballot(
    for body: Proposal.Body, _ tag: Tag, _ context: inout Context<Ledger>
  ) -> Ballot {
    let vote = Ballot.Body(
      epoch: body.epoch, view: body.view, slot: body.slot, batch: body.batch, replica: index)
    return Ballot(body: vote, signature: context.sign(vote, tag))
  }

  /// Takes a backup's PREPARE in, also of a view that is yet to begin here.
  mutating func receive(
    prepare ballot: Ballot, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let body = ballot.body
    let place = place(of: body.slot)
    let isRepeated =
      place.map { slots[$0].prepares.contains(body.replica, view: body.view) } ?? true
    if body.view < view { tell(sender, &context) }
    if help(sender, with: body.slot, isRepeated: isRepeated, &context) { return }
    guard let place, !isRepeated, body.epoch == state.epoch, body.replica != index,
      body.replica != primary(of: body.view), let key = key(of: body.replica),
      !setup.rules.checksVotes
        || context.verify(ballot.signature, of: body, .prepare, by: key)
    else { return }
    saw(body.replica, in: body.view, &context)
    slots[place].prepares.add(Vote(ballot))
    prepare(body.slot, &context)
  }

  /// P5, XV.commit: with the proposal and Q − 1 PREPAREs, logs that and then commits.
  private mutating func prepare(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard let place = place(of: slot), slots[place].stage == .voted,
      let proposal = slots[place].proposal, votes(in: proposal.body.view)
    else { return }
    let (view, digest) = (proposal.body.view, proposal.body.batch)
    guard slots[place].prepares.count(for: digest, in: view) >= votesNeeded - 1 else { return }
    slots[place].stage = .prepared
    let certificate = PreparedCertificate(
      body: proposal.body, signature: proposal.signature,
      endorsements: slots[place].prepares.endorsements(of: digest, in: view))
    slots[place].prepared = certificate
    guard setup.rules.logsVotes else { return commit(slot, in: view, &context) }
    write(.prepared(certificate), for: .commit, &context)
  }

  /// The log is durable, and the COMMIT leaves.
  mutating func commit(_ slot: UInt64, in view: UInt32, _ context: inout Context<Ledger>) {
    guard let place = place(of: slot), slots[place].stage == .prepared, votes(in: view),
      slots[place].proposal?.body.view == view
    else { return }
    slots[place].stage = .committed
    sendCommit(at: place, &context)
    decideIfCommitted(slot, &context)
  }

  /// Sends the COMMIT.
  mutating func sendCommit(at place: Int, _ context: inout Context<Ledger>) {
    guard let proposal = slots[place].proposal else { return }
    let ballot = ballot(for: proposal.body, .commit, &context)
    slots[place].commits.add(Vote(ballot))
    say(.commit(ballot), &context)
  }

  /// Takes a COMMIT in, of any view.
  mutating func receive(
    commit ballot: Ballot, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let body = ballot.body
    let place = place(of: body.slot)
    let isRepeated =
      place.map { slots[$0].commits.contains(body.replica, view: body.view) } ?? true
    if body.view < view { tell(sender, &context) }
    if help(sender, with: body.slot, isRepeated: isRepeated, &context) { return }
    guard let place, !isRepeated, body.epoch == state.epoch, body.replica != index,
      let key = key(of: body.replica),
      !setup.rules.checksVotes
        || context.verify(ballot.signature, of: body, .commit, by: key)
    else { return }
    saw(body.replica, in: body.view, &context)
    slots[place].commits.add(Vote(ballot))
    decide(body.slot, Vote(ballot), &context)
  }

  /// Looks at a slot's votes anew, after a crash.
  mutating func recount(_ slot: UInt64, _ context: inout Context<Ledger>) {
    prepare(slot, &context)
    decideIfCommitted(slot, &context)
  }

  /// Looks at all COMMITs of a slot.
  mutating func decideIfCommitted(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard slot > state.slot, let place = place(of: slot),
      let vote = slots[place].committed(by: votesNeeded)
    else { return }
    decide(slot, vote, &context)
  }

  /// P6, XV.decide: a quorum's COMMITs of one view decide, whatever the replica itself voted.
  private mutating func decide(
    _ slot: UInt64, _ vote: Vote, _ context: inout Context<Ledger>
  ) {
    guard slot > state.slot, let place = place(of: slot), slots[place].decision == nil,
      slots[place].commits.count(
        for: setup.rules.comparesCommits ? vote.digest : nil, in: vote.view) >= votesNeeded
    else { return }
    guard let known = slots[place].batch(of: vote.digest) else { return armResend(&context) }
    var hashes = slots[place].proposal?.body.batch == vote.digest ? slots[place].hashes : []
    if hashes.isEmpty {
      // Not accepted by the replica itself, but a quorum vouches for it.
      guard let ordered = known.batch.orderedHashes(&context) else { return }
      hashes = ordered
    }
    slots[place].decision = Decision(
      known: known, hashes: hashes,
      certificate: CommitCertificate(
        view: vote.view,
        endorsements: slots[place].commits.endorsements(of: vote.digest, in: vote.view)))
    context.observe(.ordered(replica: index, slot: slot, batch: vote.digest), .latch)
    judgeDecided(&context)
  }
}

extension Vote {
  /// A PREPARE or COMMIT.
  init(_ ballot: Ballot) {
    self.init(
      replica: ballot.body.replica, view: ballot.body.view, digest: ballot.body.batch,
      signature: ballot.signature)
  }
}
