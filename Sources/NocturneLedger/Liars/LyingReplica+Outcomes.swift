import Cryptography
import Determinism
import Faults
import Machine

// Lies to clients, and to peers that lack slots.
extension LyingReplica {
  /// Tells clients of outcomes that no slot has, in place of the true one, in every way that some guard
  /// of theirs is there for.
  func forgeOutcomes(_ deeds: inout Deeds<Ledger>, _ context: inout Context<Ledger>) {
    deeds.rewrite { departure, deeds in
      if case .outcome(let report) = departure.message {
        return lies(about: report, &context).map { deeds.forge(departure, .outcome($0)) }
      }
      if case .deliver(let report) = departure.message {
        return lies(about: report, &context).map { deeds.forge(departure, .deliver($0)) }
      }
      return [departure]
    }
  }

  private func lies(
    about report: OutcomeReport, _ context: inout Context<Ledger>
  ) -> [OutcomeReport] {
    let word = invented(from: report, at: report.header.slot, &context)
    var lies = [word, word]  // The same word twice is one word.
    // As many signatures as the liars have together, all for the same header; and bad ones for the rest.
    let execution = word.header.digest(&context)
    let own = colludingReplicas.map { endorsement(of: word.header, execution, by: $0, &context) }
    let all = setup.everyone.map { other in
      own.first { $0.replica == other.index }
        ?? Endorsement(replica: other.index, signature: .zero)
    }
    for endorsements in [own, all] {
      var proven = word
      proven.backing = .proof(
        FinalityProof(chain: [], kind: .anchors, endorsements: endorsements))
      lies.append(proven)
    }
    // What a quorum has vouched for, and another outcome.
    var misplaced = report
    misplaced.outcome = falsehood(about: report, index: report.path.index)
    lies.append(misplaced)
    if case .proof(var proof) = report.backing, report.header.slot > 1 {
      // An invented slot before one that a quorum has vouched for.
      var unchained = invented(from: report, at: report.header.slot - 1, &context)
      proof.chain.insert(report.header, at: 0)
      unchained.backing = .proof(proof)
      lies.append(unchained)
    }
    return lies
  }

  /// A report that holds together, under a header that the liar has made up and vouches for. It depends
  /// on the true one alone, so that colluders tell the same.
  private func invented(
    from report: OutcomeReport, at slot: UInt64, _ context: inout Context<Ledger>
  ) -> OutcomeReport {
    var lie = report
    lie.header.slot = slot
    lie.outcome = falsehood(about: report, index: 0, slot: slot)
    let tree = MerkleTree(
      of: [lie.outcome.digest(&context).leaf], in: Domain(chain: setup.chain))
    lie.path = tree.path(to: 0)
    lie.header.outcomes = tree.root
    let own = NodeID(Int(replica.index))
    lie.backing = .anchor(
      endorsement(of: lie.header, lie.header.digest(&context), by: own, &context))
    return lie
  }

  private func endorsement(
    of header: ExecutionHeader, _ execution: Digest, by liar: NodeID,
    _ context: inout Context<Ledger>
  ) -> Endorsement {
    let body = Anchor.Body(
      epoch: header.epoch, slot: header.slot, execution: execution, replica: liar.index)
    return Endorsement(
      replica: liar.index, signature: context.sign(body, .anchor, as: liar))
  }

  /// A refusal of what was accepted, or one for another reason.
  private func falsehood(
    about report: OutcomeReport, index: UInt32, slot: UInt64? = nil
  ) -> Outcome {
    let slot = slot ?? report.header.slot
    switch report.outcome {
    case .event(let event):
      return .receipt(
        Receipt(
          epoch: event.epoch, slot: slot, index: index, command: event.command,
          client: event.client, lane: 0, clientSequence: 0, session: event.session,
          attemptedSequence: nil, reason: .forbidden, violated: 6, time: event.time))
    case .receipt(var receipt):
      receipt.slot = slot
      receipt.index = index
      receipt.reason = receipt.reason == .forbidden ? .expired : .forbidden
      return .receipt(receipt)
    }
  }

  // MARK: Records

  /// Answers with records that nobody decided, states that nobody had and batches that nobody asked for,
  /// and sends a record along with every COMMIT, a state along with every CHECKPOINT.
  func forgeRecords(_ deeds: inout Deeds<Ledger>, _ context: inout Context<Ledger>) {
    deeds.rewrite { departure, deeds in
      if case .slots(let transfer) = departure.message, !transfer.records.isEmpty {
        return [true, false].map { isPadded in
          var lie = transfer
          for place in lie.records.indices {
            lie.records[place].batch.time &+= 1
            lie.records[place] = recertified(lie.records[place], isPadded, &context)
          }
          return deeds.forge(departure, .slots(lie))
        }
      }
      if case .commit(let ballot) = departure.message, ballot.body.replica == replica.index,
        let record = undecided(ballot.body, &context)
      {
        let lies = [true, false].map { isPadded in
          SlotTransfer(records: [recertified(record, isPadded, &context)], anchors: [])
        }
        return [departure] + lies.map { deeds.forge(departure, .slots($0)) }
      }
      if case .state(let snapshot) = departure.message {
        // Under a proof of its own, and under the true one.
        let lie = altered(snapshot)
        return [certified(lie, &context), lie].map { deeds.forge(departure, .state($0)) }
      }
      if case .checkpoint(let vote) = departure.message, vote.body.replica == replica.index,
        !departure.receivers.isEmpty, let lie = invented(after: vote.body.slot, &context)
      {
        // To one replica, another each time, so that the others can go on without it.
        let victims = Array(departure.receivers)
        let round = vote.body.slot / UInt64(replica.parameters.checkpointInterval)
        let victim = victims[Int(round % UInt64(victims.count))]
        return [departure, deeds.forge(departure.to([victim]), .state(lie))]
      }
      if case .batch(var batch) = departure.message, !batch.commands.isEmpty {
        batch.time &+= 1
        return [deeds.forge(departure, .batch(batch))]
      }
      return [departure]
    }
  }

  /// A record of the slot that a COMMIT is for, with another batch than the proposed one.
  private func undecided(
    _ body: Ballot.Body, _ context: inout Context<Ledger>
  ) -> SlotRecord? {
    let place = Int(body.slot % UInt64(replica.slots.count))
    guard replica.slots[place].slot == body.slot, let proposal = replica.slots[place].proposal,
      !proposal.batch.commands.isEmpty
    else { return nil }
    var batch = proposal.batch
    batch.time &+= 1
    let outcomes = batch.commands.map { _ in OutcomeDigest.none }
    let certificate = CommitCertificate(view: body.view, endorsements: [])
    return SlotRecord(batch: batch, certificate: certificate, outcomes: outcomes)
  }

  /// A record under the COMMITs that the liars can sign; bad ones make up for the others' if it is padded.
  private func recertified(
    _ record: SlotRecord, _ isPadded: Bool, _ context: inout Context<Ledger>
  ) -> SlotRecord {
    var lie = record
    let digest = context.hash(lie.batch, .batch)
    lie.certificate.endorsements = setup.everyone.compactMap { other in
      guard colluders.contains(other) else {
        return isPadded ? Endorsement(replica: other.index, signature: .zero) : nil
      }
      let body = Ballot.Body(
        epoch: lie.batch.epoch, view: lie.certificate.view, slot: lie.batch.slot, batch: digest,
        replica: other.index)
      return Endorsement(
        replica: other.index, signature: context.sign(body, .commit, as: other))
    }
    return lie
  }
}
