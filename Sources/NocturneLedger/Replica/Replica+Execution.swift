import Cryptography
import Determinism
import Machine

/// P7 to P9: decided slots are judged in order, kept, and anchored.
extension Replica {
  /// P7, NC.bind and judge: judges every decided slot that is next.
  mutating func judgeDecided(_ context: inout Context<Ledger>) {
    while let place = place(of: state.slot + 1), let decision = slots[place].decision {
      judge(
        decision.known.batch, digest: decision.known.digest, hashes: decision.hashes,
        certificate: decision.certificate, isAdopted: false, &context)
    }
  }

  /// Judges the next slot, and P8, PH.persist: writes its record.
  mutating func judge(
    _ batch: Batch, digest: Digest, hashes: [Digest], certificate: CommitCertificate,
    isAdopted: Bool, _ context: inout Context<Ledger>
  ) {
    var timed = batch
    if !setup.rules.takesProposedTime(isAdopted: isAdopted) {
      timed.time = context.now.microseconds
    }
    let outcomes = state.apply(timed, hashes: hashes, setup: setup, crypto: &context)
    archive(
      SlotRecord(batch: batch, certificate: certificate, outcomes: outcomes.digests),
      digest: digest, bodies: outcomes.bodies, isAdopted: isAdopted, &context)
    keepState()
    settle(batch, hashes, &context)
    context.observe(
      .executed(replica: index, slot: state.slot, execution: execution), .latch)
    armResend(&context)
    write(.slot(archive[archive.count - 1].record), for: .slot, &context)
    if !setup.rules.awaitsDurability { announce(state.slot, &context) }
  }

  /// Appends the slot that was just judged, and moves the execution digest on.
  mutating func archive(
    _ record: SlotRecord, digest: Digest, bodies: [Outcome?], isAdopted: Bool,
    _ crypto: inout some LedgerCryptography & ~Copyable
  ) {
    let header = ExecutionHeader(
      epoch: state.epoch, slot: state.slot, previous: execution, batch: digest,
      outcomes: tree(of: record, crypto.hashMemo).root,
      state: state.digest(setup: setup, crypto: &crypto))
    execution = header.digest(&crypto)
    archive.append(
      ArchivedSlot(
        record: record, header: header, execution: execution, bodies: bodies,
        isAdopted: isAdopted))
  }

  /// The Merkle tree over the outcomes of a slot.
  func tree(of record: SlotRecord, _ memo: HashMemo?) -> MerkleTree {
    MerkleTree(
      of: record.outcomes.map { $0.leaf(memo) }, in: Domain(chain: setup.chain), memo)
  }

  /// P9, PH.durable: acknowledgements may come in any order, slots count in theirs.
  mutating func becameDurable(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard let written = archived(slot) else { return putAside(slot, &context) }
    archive[written].isDurable = true
    if slot <= lastExecuted {
      // Filled in behind a state transfer.
      context.observe(
        .durable(replica: index, slot: slot, execution: archive[written].execution), .latch)
    }
    advanceDurable(&context)
  }

  /// A slot is durable that a state transfer has put aside meanwhile.
  private mutating func putAside(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard let place = older.lastIndex(where: { $0.header.slot == slot }) else { return }
    older[place].isDurable = true
    observeDurable(older[place], &context)
  }

  /// Moves on to the last slot that is durable with all before it.
  mutating func advanceDurable(_ context: inout Context<Ledger>) {
    let before = lastExecuted
    while let place = archived(lastExecuted + 1), archive[place].isDurable {
      lastExecuted += 1
      observeDurable(archive[place], &context)
      if setup.rules.awaitsDurability { announce(lastExecuted, &context) }
      finaliseIfVouchedFor(lastExecuted, &context)
      stabiliseIfReached(lastExecuted, &context)
    }
    if lastExecuted > before { observeHeight(&context) }
  }

  /// Tells how far the replica has come.
  func observeHeight(_ context: inout Context<Ledger>) {
    let lag = setup.genesis.domains.map(\.lag).min() ?? .max
    context.observe(.height(replica: index, slot: lastExecuted, lag: lag), .latch)
  }

  /// Tells what has become durable.
  func observeDurable(_ slot: ArchivedSlot, _ context: inout Context<Ledger>) {
    let number = slot.header.slot
    context.observe(
      .durable(replica: index, slot: number, execution: slot.execution), .latch)
    for (position, body) in slot.bodies.enumerated() {
      let command = slot.record.batch.commands[position].command
      switch body {
      case .event(let event):
        context.observe(
          .bound(
            .init(
              replica: index, event: event, hash: slot.record.outcomes[position].hash,
              lane: command.lane, clientSequence: command.sequence)), .latch)
      case .receipt(let receipt):
        context.observe(
          .refused(
            replica: index, slot: number, index: UInt32(position), command: receipt.command,
            receipt: slot.record.outcomes[position].hash), .latch)
        context.observe(
          .declined(
            .init(
              client: command.client, lane: command.lane, number: command.sequence,
              command: receipt.command)), .latch)
      case nil: break  // The command has no outcome.
      }
    }
  }

  /// Vouches for a slot: the ANCHOR to the replicas, its outcomes to clients, and at a checkpoint the
  /// CHECKPOINT. A slot that the others finished long ago needs no anchor of its own.
  private mutating func announce(_ slot: UInt64, _ context: inout Context<Ledger>) {
    guard let archived = archived(slot) else { return }
    if !archive[archived].isAdopted || slot >= target {
      let anchor = ownAnchor(at: archived, &context)
      if let place = place(of: slot) {
        slots[place].anchors.add(
          Vote(replica: index, digest: anchor.body.execution, signature: anchor.signature))
      }
      context.observe(
        .anchored(replica: index, slot: slot, execution: anchor.body.execution), .latch)
      say(.anchor(anchor), &context)
      fanOut(slot, .committed, &context)
    }
    if slot % UInt64(parameters.checkpointInterval) == 0 { voteForCheckpoint(slot, &context) }
  }

  /// The replica's own ANCHOR for a slot of the archive, signed once.
  mutating func ownAnchor(at place: Int, _ context: inout Context<Ledger>) -> Anchor {
    let header = archive[place].header
    let body = Anchor.Body(
      epoch: header.epoch, slot: header.slot, execution: archive[place].execution, replica: index)
    if let signature = archive[place].anchor { return Anchor(body: body, signature: signature) }
    let signature = context.sign(body, .anchor)
    archive[place].anchor = signature
    return Anchor(body: body, signature: signature)
  }

  /// Lets the outcomes of a slot leave once the fan-out has taken its time.
  mutating func fanOut(
    _ slot: UInt64, _ level: OutcomeReport.Level, _ context: inout Context<Ledger>
  ) {
    if setup.timing.fanOut == .zero { return show(slot, level, &context) }
    context.setTimer(.fanOut(slot: slot, level: level), after: setup.timing.fanOut)
  }
}
