import Cryptography
import Determinism
import Faults
import Machine

/// The replica inside a liar, as the liar sees it.
struct LyingReplica {
  let replica: Replica
  /// The liars in whose names it can sign, and itself.
  let colluders: NodeSet

  init(_ replica: Replica, _ colluders: NodeSet) {
    self.replica = replica
    self.colluders = colluders
  }

  var setup: LedgerSetup { replica.setup }
  /// The colluders that are replicas, ascending.
  var colludingReplicas: [NodeID] { colluders.filter { Int($0.index) < setup.replicas } }

  func isPrimary(of view: UInt32) -> Bool { Int(view) % setup.replicas == Int(replica.index) }

  // MARK: Proposals

  /// Another batch for the slot of a proposal, as good as the first: without one of its commands, or
  /// of another time. It depends on the commands alone, so that a repeated one gets the same, whatever
  /// the signatures of a mode look like.
  func rival(of proposal: Proposal, _ context: inout Context<Ledger>) -> Proposal {
    var batch = proposal.batch
    if let first = batch.commands.first, batch.commands.count > 1,
      context.hash(first.command, .command).raw.word0 & 1 == 0
    {
      batch.commands.removeLast()
    } else {
      batch.time &+= 1
    }
    return signed(batch, view: proposal.body.view, &context)
  }

  private func signed(
    _ batch: Batch, view: UInt32, _ context: inout Context<Ledger>
  ) -> Proposal {
    let body = Proposal.Body(
      epoch: batch.epoch, view: view, slot: batch.slot, batch: context.hash(batch, .batch))
    return Proposal(body: body, signature: context.sign(body, .prePrepare), batch: batch)
  }

  /// The liar's own proposal for its own view, if that is what leaves.
  private func ownProposal(_ departure: Departure<Ledger>) -> Proposal? {
    guard case .prePrepare(let proposal) = departure.message, isPrimary(of: proposal.body.view),
      !proposal.batch.commands.isEmpty
    else { return nil }
    return proposal
  }

  /// Sends one side another proposal for the slot; colluders get both.
  func equivocate(
    _ deeds: inout Deeds<Ledger>, _ split: LedgerForgery.Split, _ context: inout Context<Ledger>
  ) {
    deeds.rewrite { departure, deeds in
      guard let proposal = ownProposal(departure) else { return [departure] }
      let victims = departure.receivers.subtracting(colluders)
      let side = split.side(of: victims, view: proposal.body.view, slot: proposal.body.slot)
      if side.isEmpty {
        deeds.miss()
        return [departure]
      }
      let rest = departure.receivers.subtracting(side)
      let forged = deeds.forge(departure, .prePrepare(rival(of: proposal, &context)))
      let told = side.union(departure.receivers.intersection(colluders))
      var all = [departure.to(rest), forged.to(told)]
      if let time = split.swap {
        all.append(deeds.delay(departure.to(side), by: time))
        all.append(deeds.delay(forged.to(rest.subtracting(colluders)), by: time))
      }
      return all
    }
  }

  /// Replaces batches by ones in another order, or with only some clients' commands.
  func reorderBatches(
    _ deeds: inout Deeds<Ledger>, favouring clients: NodeSet, _ context: inout Context<Ledger>
  ) {
    deeds.rewrite { departure, deeds in
      guard let proposal = ownProposal(departure) else { return [departure] }
      var batch = proposal.batch
      if clients.isEmpty {
        batch.commands.reverse()
      } else {
        let favoured = batch.commands.filter { isOf(clients, $0) }
        if !favoured.isEmpty { batch.commands = favoured }
      }
      if batch.commands.count == proposal.batch.commands.count,
        !clients.isEmpty || batch.commands.count < 2
      {
        deeds.miss()
        return [departure]
      }
      let forged = signed(batch, view: proposal.body.view, &context)
      return [deeds.forge(departure, .prePrepare(forged))]
    }
  }

  private func isOf(_ clients: NodeSet, _ signed: SignedCommand) -> Bool {
    setup.clientIndex(of: signed.command.client)
      .map { clients.contains(setup.node(ofClient: $0)) } ?? false
  }

  // MARK: Votes

  func ballot(
    _ tag: Tag, view: UInt32, slot: UInt64, digest: Digest, _ context: inout Context<Ledger>
  ) -> LedgerMessage {
    let body = Ballot.Body(
      epoch: replica.state.epoch, view: view, slot: slot, batch: digest, replica: replica.index)
    let ballot = Ballot(body: body, signature: context.sign(body, tag))
    return tag == .prepare ? .prepare(ballot) : .commit(ballot)
  }

  /// Keeps the replica's own votes back and gives each peer that shows what it has accepted a vote for
  /// just that: a correct one counts only the first vote of a replica.
  func voteTwice(
    _ deeds: inout Deeds<Ledger>, _ tag: Tag, after input: Input<Ledger>,
    _ answers: inout Answers, _ context: inout Context<Ledger>
  ) {
    deeds.rewrite { departure, _ in isOwnVote(departure.message, tag) ? [] : [departure] }
    guard case .received(let message, let sender) = input, sender.index != replica.index,
      Int(sender.index) < setup.replicas
    else { return }
    guard let (view, slot, digest) = accepted(message) else { return }
    if tag == .prepare, isPrimary(of: view) { return }  // Its proposal counts as its PREPARE.
    guard
      answers.isDue(to: sender, view: view, slot: slot, digest: digest, at: context.now)
    else { return }
    let place = Int(slot % UInt64(replica.slots.count))
    let own = replica.slots[place].slot == slot ? replica.slots[place].proposal?.body : nil
    let vote = ballot(tag, view: view, slot: slot, digest: digest, &context)
    deeds.send(vote, to: [sender], isLie: own?.batch != digest || own?.view != view)
  }

  /// What the sender of a message shows to have accepted.
  private func accepted(
    _ message: LedgerMessage
  ) -> (view: UInt32, slot: UInt64, digest: Digest)? {
    if case .prePrepare(let proposal) = message {
      return (proposal.body.view, proposal.body.slot, proposal.body.batch)
    }
    guard let body = ballot(message)?.body else { return nil }
    return (body.view, body.slot, body.batch)
  }

  private func ballot(_ message: LedgerMessage, _ tag: Tag? = nil) -> Ballot? {
    if case .prepare(let ballot) = message, tag ?? .prepare == .prepare { return ballot }
    if case .commit(let ballot) = message, tag ?? .commit == .commit { return ballot }
    return nil
  }

  private func isOwnVote(_ message: LedgerMessage, _ tag: Tag) -> Bool {
    ballot(message, tag)?.body.replica == replica.index
  }

  /// Names digests of nothing in votes, and of another batch in proposals to one side.
  func nameWrongDigests(
    _ deeds: inout Deeds<Ledger>, _ split: LedgerForgery.Split, _ context: inout Context<Ledger>
  ) {
    deeds.rewrite { departure, deeds in
      if var proposal = ownProposal(departure) {
        let side = split.side(
          of: departure.receivers.subtracting(colluders), view: proposal.body.view,
          slot: proposal.body.slot)
        if side.isEmpty { deeds.miss() }
        proposal.batch = rival(of: proposal, &context).batch
        return [
          departure.to(departure.receivers.subtracting(side)),
          deeds.forge(departure, .prePrepare(proposal)).to(side),
        ]
      }
      guard let lie = misnamed(departure.message, &context) else { return [departure] }
      return [deeds.forge(departure, lie)]
    }
  }

  /// The replica's own vote for a digest of nothing.
  private func misnamed(
    _ message: LedgerMessage, _ context: inout Context<Ledger>
  ) -> LedgerMessage? {
    if let body = ballot(message)?.body, body.replica == replica.index {
      var digest = body.batch
      digest.spoil()
      let tag: Tag = isOwnVote(message, .prepare) ? .prepare : .commit
      return ballot(tag, view: body.view, slot: body.slot, digest: digest, &context)
    }
    if case .anchor(var anchor) = message, anchor.body.replica == replica.index {
      anchor.body.execution.spoil()
      anchor.signature = context.sign(anchor.body, .anchor)
      return .anchor(anchor)
    }
    if case .checkpoint(var vote) = message, vote.body.replica == replica.index {
      vote.body.state.spoil()
      vote.signature = context.sign(vote.body, .checkpoint)
      return .checkpoint(vote)
    }
    return nil
  }
}

extension Digest {
  /// Makes it the digest of nothing.
  mutating func spoil() {
    self = Digest(Bytes32(raw.word0 ^ 1, raw.word1, raw.word2, raw.word3))
  }
}
