import Cryptography
import Determinism
import Machine

/// What is needed when messages are lost: saying things again, and fetching what the others have
/// decided.
extension Replica {
  /// The highest slot that at least one correct peer has executed, as far as is known.
  var target: UInt64 {
    let sorted = heights.sorted(by: >)
    return max(sorted[min(setup.faults, sorted.count - 1)], claimedStable?.slot ?? 0, stable)
  }

  /// A peer vouched for a slot.
  mutating func heard(of slot: UInt64, from replica: UInt16, _ context: inout Context<Ledger>) {
    guard slot > heights[Int(replica)] else { return }
    heights[Int(replica)] = slot
    if slot > state.slot, target > state.slot { armResend(&context) }
  }

  // MARK: The resend timer

  /// Sets the timer unless it is set.
  mutating func armResend(_ context: inout Context<Ledger>) {
    if isResendArmed { return }
    isResendArmed = true
    progress = currentProgress
    context.setTimer(
      .resend, after: setup.timing.backoff(setup.timing.resend, attempt: resendAttempt))
  }

  /// Sets the timer anew, as after the first attempt: something has begun.
  mutating func restartResend(_ context: inout Context<Ledger>) {
    (isResendArmed, resendAttempt) = (false, 0)
    armResend(&context)
  }

  private var currentProgress: Progress {
    var progress = Progress()
    progress.view = view
    progress.base = archiveBase
    progress.judged = state.slot
    progress.durable = lastExecuted
    progress.final = lastFinal
    progress.stable = stable
    return progress
  }

  /// The peers that have not vouched for the last final slot: they may have missed it.
  private var laggards: NodeSet {
    NodeSet(heights.indices.filter { $0 != Int(index) && heights[$0] < lastFinal }.map(NodeID.init))
  }

  /// Whether anything waits for others, or for a store.
  private var isUnfinished: Bool {
    acceptedThrough > lastFinal || !laggards.isEmpty || state.slot > lastFinal
      || target > state.slot || !views.isActive || isBehind || installing != nil
      || firstMissing != nil
      || checkpoints.contains { $0.votes.contains { $0.body.replica == index } }
      || isPrimary && !requests.isEmpty || writes.contains { $0.ticket == nil }
      || (place(holding: state.slot + 1).map { slots[$0].proposal != nil } ?? false)
  }

  /// Where a slot stands in ``slots`` if something of it is there.
  private func place(holding slot: UInt64) -> Int? {
    let place = Int(slot % UInt64(slots.count))
    return slots[place].slot == slot ? place : nil
  }

  /// Says everything again that has had no effect, if nothing has moved since the timer was set.
  mutating func resendTimerFired(_ context: inout Context<Ledger>) {
    isResendArmed = false
    guard isUnfinished else {
      resendAttempt = 0
      return
    }
    if progress == currentProgress {
      resend(&context)
      resendAttempt = min(resendAttempt + 1, 30)
    } else {
      resendAttempt = 0
    }
    armResend(&context)
  }

  /// Says everything again that others may have missed.
  mutating func resend(_ context: inout Context<Ledger>) {
    repeatFailedWrites(&context)
    if !views.isActive, views.isChangeSent, let change = views.change {
      say(.viewChange(change), &context)
    }
    fetchBatches(&context)
    passGate(&context)
    let last = max(acceptedThrough, state.slot)
    if last > state.slot {
      for slot in state.slot + 1...last {
        guard let place = place(of: slot) else { continue }
        if slots[place].stage.rawValue >= SlotState.Stage.voted.rawValue {
          sendVote(at: place, &context)
        }
        if slots[place].stage == .committed { sendCommit(at: place, &context) }
      }
    }
    if let place = archived(lastExecuted) {
      // To all while the slot is not final, then to those who do not seem to know of it.
      let receivers = lastExecuted > lastFinal ? peers : laggards
      if !receivers.isEmpty {
        context.broadcast(.anchor(ownAnchor(at: place, &context)), to: receivers)
      }
    }
    let own = checkpoints.last { $0.votes.contains { $0.body.replica == index } }
    if let own, let vote = checkpointVote(own.slot, &context) { say(.checkpoint(vote), &context) }
    ask(&context)
    if target <= state.slot { backfill(from: NodeID(Int(index)), &context) }
  }

  /// Writes again what a store did not take.
  private mutating func repeatFailedWrites(_ context: inout Context<Ledger>) {
    let failed = writes.filter { $0.ticket == nil }
    writes.removeAll { $0.ticket == nil }
    for failure in failed {
      switch failure.purpose {
      case .vote:
        if let place = place(of: failure.slot), slots[place].stage == .accepted,
          let proposal = slots[place].proposal
        {
          write(.accepted(proposal), for: .vote, &context)
        }
      case .commit:
        if let place = place(of: failure.slot), slots[place].stage == .prepared,
          let certificate = slots[place].prepared
        {
          write(.prepared(certificate), for: .commit, &context)
        }
      case .slot:
        if let place = archived(failure.slot) {
          write(.slot(archive[place].record), for: .slot, &context)
        }
      case .stable:
        if let stableProof { write(.stable(stableProof), for: .stable, &context) }
      case .viewChange: if failure.view == view, !views.isActive { logChange(&context) }
      case .newView: if let begin = views.entering { log(begin, &context) }
      case .snapshot:
        if let installing { write(.snapshot(installing), for: .snapshot, &context) }
      case .relog: break  // Done again at the next checkpoint.
      case .summary: break  // Its requests were worth no more than this one try.
      }
    }
  }

  // MARK: Slots of others

  /// Asks the next peer in turn for the slots that the replica lacks.
  mutating func ask(_ context: inout Context<Ledger>) {
    let next = state.slot + 1
    let isMissing =
      place(holding: next).map { slots[$0].committed(by: votesNeeded) != nil } ?? false
    guard setup.replicas > 1, target >= next || isMissing || isBehind, setup.rules.fetchesSlots
    else { return }
    let last = max(next, min(target, state.slot + UInt64(SlotTransfer.limit)))
    context.send(.fetch(SlotRange(first: next, last: last, view: view)), to: nextPeer())
  }

  /// The peer whose turn it is to be asked.
  mutating func nextPeer() -> NodeID {
    asked = (asked + 1) % UInt16(setup.replicas - 1)
    return NodeID((Int(index) + 1 + Int(asked)) % setup.replicas)
  }

  /// Gives a peer the slots that it asks for, as far as they are durable.
  mutating func answer(
    _ range: SlotRange, to sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let last = min(range.last, lastExecuted)
    guard Int(sender.index) < setup.replicas, range.first > 0, range.first <= last else { return }
    if !range.wantsHeaders, sendState(to: sender, lacking: range.first, &context) { return }
    guard let first = archived(range.first), let final = archived(last) else { return }
    let given = archive[first..<min(final + 1, first + SlotTransfer.limit)]
    let anchors =
      range.wantsHeaders
      ? [] : anchors(from: range.first + UInt64(given.count) - 1, &context)
    context.send(
      .slots(
        SlotTransfer(
          records: given.map(\.record), anchors: anchors, stable: stableProof,
          headers: range.wantsHeaders ? given.map(\.header) : [])),
      to: sender)
  }

  /// Anchors of a quorum for the first slot from one on that has them, and the replica's own; or the
  /// last of its own, so that the peer knows how far it is.
  private mutating func anchors(
    from slot: UInt64, _ context: inout Context<Ledger>
  ) -> [Anchor] {
    guard let first = archived(slot), let last = archived(lastExecuted) else { return [] }
    let end = min(archive.count, first + SlotTransfer.limit)
    for place in first..<max(first, end) {
      guard let proof = archive[place].proof, proof.kind == .anchors else { continue }
      let own = ownAnchor(at: place, &context)
      var endorsements = proof.endorsements.filter { $0.replica != index }
      let position = endorsements.prefixCount { $0.replica < index }
      endorsements.insert(
        Endorsement(replica: index, signature: own.signature), at: position)
      return endorsements.map {
        var body = own.body
        body.replica = $0.replica
        return Anchor(body: body, signature: $0.signature)
      }
    }
    return [ownAnchor(at: last, &context)]
  }

  /// Sends a peer that repeats a vote for a finished slot the slot itself.
  ///
  /// - Returns: Whether nothing more is to be done about the vote.
  mutating func help(
    _ sender: NodeID, with slot: UInt64, isRepeated: Bool, _ context: inout Context<Ledger>
  ) -> Bool {
    if isRepeated, slot > 0, slot <= lastExecuted {
      answer(SlotRange(first: slot, last: slot), to: sender, &context)
      return true
    }
    return slot <= stable
  }

  /// Sends a peer the anchors that it has missed.
  mutating func helpFinalise(
    _ sender: NodeID, _ slot: UInt64, _ context: inout Context<Ledger>
  ) {
    guard Int(sender.index) < setup.replicas else { return }
    let anchors = anchors(from: slot, &context)
    context.send(
      .slots(SlotTransfer(records: [], anchors: anchors, stable: stableProof)), to: sender)
  }

  /// Sends a peer the stable checkpoint that it has missed.
  func helpStabilise(_ sender: NodeID, _ context: inout Context<Ledger>) {
    guard Int(sender.index) < setup.replicas, let stableProof else { return }
    context.send(.slots(SlotTransfer(records: [], anchors: [], stable: stableProof)), to: sender)
  }

  /// Adopts what a peer sends, once it has proved itself.
  mutating func receive(
    transfer: SlotTransfer, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let before = state.slot
    if !transfer.headers.isEmpty { return fillIn(transfer, from: sender, &context) }
    for record in transfer.records where record.batch.slot == state.slot + 1 {
      guard adopt(record, &context) else { break }
    }
    if let proof = transfer.stable { consider(proof, &context) }
    consider(transfer.anchors, &context)
    judgeDecided(&context)
    passGate(&context)
    frame(&context)
    if state.slot > before, target > state.slot { ask(&context) }
  }

  /// Judges a decided slot that a peer sent; its certificate is verified first.
  private mutating func adopt(_ record: SlotRecord, _ context: inout Context<Ledger>) -> Bool {
    let (batch, certificate) = (record.batch, record.certificate)
    let digest = context.hash(batch, .batch)
    guard let hashes = batch.orderedHashes(&context), batch.epoch == state.epoch,
      isDecided(batch, digest, certificate, &context)
    else { return false }
    context.observe(.ordered(replica: index, slot: batch.slot, batch: digest), .latch)
    judge(
      batch, digest: digest, hashes: hashes, certificate: certificate, isAdopted: true, &context)
    return true
  }

  /// Whether a quorum committed to a batch.
  func isDecided(
    _ batch: Batch, _ digest: Digest, _ certificate: CommitCertificate,
    _ context: inout Context<Ledger>
  ) -> Bool {
    isQuorum(
      certificate.endorsements, setup.rules.checksCertificates ? votesNeeded : 0, .commit,
      &context,
      of: {
        Ballot.Body(
          epoch: batch.epoch, view: certificate.view, slot: batch.slot, batch: digest,
          replica: $0)
      })
  }

  /// Whether enough distinct replicas signed a body each.
  func isQuorum<Body: Canonical>(
    _ endorsements: [Endorsement], _ needed: Int, _ tag: Tag, _ context: inout Context<Ledger>,
    of body: (UInt16) -> Body
  ) -> Bool {
    guard endorsements.count >= needed,
      zip(endorsements, endorsements.dropFirst()).allSatisfy({ $0.replica < $1.replica })
    else { return false }
    for endorsement in endorsements {
      guard let key = key(of: endorsement.replica),
        context.verify(endorsement.signature, of: body(endorsement.replica), tag, by: key)
      else { return false }
    }
    return true
  }

  /// A peer's stable checkpoint: the replica's own once it has executed as far.
  private mutating func consider(_ proof: CheckpointProof, _ context: inout Context<Ledger>) {
    guard proof.slot > stable, proof.slot > claimedStable?.slot ?? 0, isValid(proof, &context)
    else { return }
    claimedStable = proof
    stabiliseIfReached(proof.slot, &context)
    if claimedStable != nil { armResend(&context) }
  }

  /// Anchors of a quorum for one slot: it is final once it is durable here.
  private mutating func consider(_ anchors: [Anchor], _ context: inout Context<Ledger>) {
    for anchor in anchors {
      guard let key = key(of: anchor.body.replica), anchor.body.replica != index,
        anchor.body.slot > heights[Int(anchor.body.replica)],
        context.verify(anchor.signature, of: anchor.body, .anchor, by: key)
      else { continue }
      heard(of: anchor.body.slot, from: anchor.body.replica, &context)
    }
    guard let body = anchors.first?.body, body.slot > lastFinal, body.epoch == state.epoch,
      let place = archived(body.slot), archive[place].execution == body.execution,
      anchors.allSatisfy({ $0.body.slot == body.slot && $0.body.execution == body.execution })
    else { return }
    let endorsements = anchors.map {
      Endorsement(replica: $0.body.replica, signature: $0.signature)
    }
    guard
      isQuorum(
        endorsements, anchorsNeeded, .anchor, &context,
        of: {
          Anchor.Body(
            epoch: body.epoch, slot: body.slot, execution: body.execution, replica: $0)
        })
    else { return }
    archive[place].proof = FinalityProof(chain: [], kind: .anchors, endorsements: endorsements)
    finaliseIfVouchedFor(body.slot, &context)
  }
}
