import Cryptography
import Determinism
import Machine

/// P15: a view begins.
extension Replica {
  /// What a quorum's VIEWCHANGEs leave to propose again.
  struct Renewal {
    /// The highest stable checkpoint among them.
    var checkpoint: CheckpointProof?
    /// The digest of each slot from the one after the checkpoint on.
    var digests: [Digest] = []

    var lowMark: UInt64 { checkpoint?.slot ?? 0 }
    /// The last slot of them.
    var base: UInt64 { lowMark + UInt64(digests.count) }
  }

  /// For each slot above the highest stable checkpoint, up to the last one that is prepared anywhere:
  /// the digest of the certificate with the highest view, otherwise that of the null batch.
  ///
  /// Certificates of one view are for one digest, as quorums meet in a correct replica; where too many
  /// lie the least digest is taken, as `resolve` does.
  func renewal(
    _ changes: [ViewChange], _ context: inout Context<Ledger>
  ) -> Renewal {
    var renewal = Renewal()
    for change in changes where change.body.stableSlot > renewal.lowMark {
      renewal.checkpoint = change.body.checkpoint
    }
    if !setup.rules.carriesPrepared { return renewal }
    let low = renewal.lowMark
    var best = OrderedMap<UInt64, Proposal.Body>()
    for certificate in changes.flatMap(\.body.prepared) where certificate.body.slot > low {
      let body = certificate.body
      guard let known = best[body.slot] else {
        best[body.slot] = body
        continue
      }
      let isHigher =
        setup.rules.carriesHighest ? body.view > known.view : body.view < known.view
      if isHigher || body.view == known.view && body.batch < known.batch {
        best[body.slot] = body
      }
    }
    for (slot, body) in best.elements.map({ ($0.key, $0.value) }) {
      let candidates = changes.flatMap(\.body.prepared).filter { $0.body.slot == slot }
        .map { LedgerFact.Candidate(view: $0.body.view, batch: $0.body.batch) }
      context.observe(
        .resolved(
          .init(
            replica: index, view: changes.first?.body.newView ?? view, slot: slot,
            candidates: candidates, batch: body.batch)), .latch)
    }
    guard let last = best.last?.key else { return renewal }
    for slot in low + 1...last {
      let null = Batch(slot: slot, time: 0, epoch: state.epoch, commands: [])
      renewal.digests.append(best[slot]?.batch ?? context.hash(null, .batch))
    }
    return renewal
  }

  /// The VIEWCHANGEs without which no view begins.
  private var changesNeeded: Int { setup.quorum - setup.rules.missingChanges }

  /// As the new primary, begins the view with the VIEWCHANGEs of a quorum; NEWVIEW is logged first.
  mutating func begin(_ context: inout Context<Ledger>) {
    guard isPrimary, !views.isActive, views.entering == nil, views.isChangeSent else { return }
    let changes = views.current
    guard changes.count >= changesNeeded else { return }
    let renewal = renewal(changes, &context)
    let proposals = renewal.digests.enumerated().map { offset, digest in
      let body = Proposal.Body(
        epoch: state.epoch, view: view, slot: renewal.lowMark + 1 + UInt64(offset), batch: digest)
      return Signed(body: body, signature: context.sign(body, .prePrepare))
    }
    let body = NewViewBody(
      epoch: state.epoch, newView: view, viewChanges: changes, proposals: proposals)
    log(NewView(body: body, signature: context.sign(body, .newView)), &context)
  }

  /// Takes a NEWVIEW in, from its primary or passed on by a peer.
  mutating func receive(newView begin: NewView, _ context: inout Context<Ledger>) {
    let body = begin.body
    let isNews = body.newView > view || body.newView == view && !views.isActive
    guard isNews, body.epoch == state.epoch, setup.rules.changesView,
      views.entering?.body.newView != body.newView, primary(of: body.newView) != index,
      let key = key(of: primary(of: body.newView)),
      context.verify(begin.signature, of: body, .newView, by: key), isValid(body, &context)
    else { return }
    if body.newView > view { move(to: body.newView, &context) }
    log(begin, &context)
  }

  /// Whether a NEWVIEW proposes what its VIEWCHANGEs leave, and these prove themselves.
  private func isValid(_ body: NewViewBody, _ context: inout Context<Ledger>) -> Bool {
    let changes = body.viewChanges
    guard changes.count >= changesNeeded,
      zip(changes, changes.dropFirst()).allSatisfy({ $0.body.replica < $1.body.replica })
    else { return false }
    for change in changes where views.change(of: change.body.replica) != change {
      guard change.body.newView == body.newView, change.body.epoch == body.epoch,
        let key = key(of: change.body.replica),
        !setup.rules.checksChanges
          || context.verify(change.signature, of: change.body, .viewChange, by: key),
        isValid(change.body, &context)
      else { return false }
    }
    guard changes.allSatisfy({ $0.body.newView == body.newView }) else { return false }
    if !setup.rules.checksNewView { return true }
    let renewal = renewal(changes, &context)
    guard body.proposals.count == renewal.digests.count,
      let key = key(of: primary(of: body.newView))
    else { return false }
    for (offset, proposal) in body.proposals.enumerated() {
      let expected = Proposal.Body(
        epoch: body.epoch, view: body.newView, slot: renewal.lowMark + 1 + UInt64(offset),
        batch: renewal.digests[offset])
      guard proposal.body == expected,
        context.verify(proposal.signature, of: proposal.body, .prePrepare, by: key)
      else { return false }
    }
    return true
  }

  /// Writes a NEWVIEW, so that no vote of the view is ever without it.
  mutating func log(_ begin: NewView, _ context: inout Context<Ledger>) {
    views.entering = begin
    restartResend(&context)
    guard setup.rules.logsVotes else { return enter(begin.body.newView, &context) }
    write(.newView(begin), for: .newView, &context)
  }

  /// NEWVIEW is logged, and the view begins.
  mutating func enter(_ newView: UInt32, _ context: inout Context<Ledger>) {
    guard newView == view, let begin = views.entering, begin.body.newView == view else { return }
    let patience = patience(
      setup.timing.requestTimeout, max(timed.outlived, views.fruitless))
    if views.isTimerSet { context.cancelTimer(.viewChange) }
    views.isTimerSet = false
    views.entering = nil
    views.told = Array(repeating: context.now, count: setup.replicas)
    let early = slots.compactMap(\.early).filter { $0.body.view == newView }
    install(begin, &context)
    context.observe(.view(replica: index, view: newView), .latch)
    requests.requeue()
    if isPrimary {
      say(.newView(begin), &context)
      renew(&context)
      fetchBatches(&context)
      frame(&context)
    } else {
      restartTimers(patience, &context)
      for proposal in early.sorted(by: { $0.body.slot < $1.body.slot }) {
        if let place = place(of: proposal.body.slot) { take(proposal, at: place, &context) }
      }
      passGate(&context)
    }
    for slot in stable + 1...highMark { decideIfCommitted(slot, &context) }
  }

  /// Makes a view the replica's own, with what its NEWVIEW proposes again.
  mutating func install(_ begin: NewView, _ context: inout Context<Ledger>) {
    let body = begin.body
    views.number = body.newView
    views.isActive = true
    views.beginning = begin
    views.changes.removeAll { $0.body.newView <= body.newView }
    var highest: CheckpointProof?
    for change in body.viewChanges where change.body.stableSlot > highest?.slot ?? 0 {
      highest = change.body.checkpoint
    }
    if let highest { adoptLowMark(highest, &context) }
    views.base = max(highest?.slot ?? 0, body.proposals.last?.body.slot ?? 0)
    leaveSlots()
    acceptedThrough = max(stable, highest?.slot ?? 0)
    for proposal in body.proposals {
      guard let place = place(of: proposal.body.slot) else { continue }
      slots[place].renewed = proposal
      if let known = knownBatch(of: proposal.body, &context) { fill(place, with: known) }
    }
  }

  /// A batch that the replica holds, or the null one.
  private mutating func knownBatch(
    of body: Proposal.Body, _ context: inout Context<Ledger>
  ) -> Batch? {
    if let place = place(of: body.slot), let known = slots[place].batch(of: body.batch) {
      return known.batch
    }
    if let place = archived(body.slot), archive[place].header.batch == body.batch {
      return archive[place].record.batch
    }
    let null = Batch(slot: body.slot, time: 0, epoch: body.epoch, commands: [])
    return context.hash(null, .batch) == body.batch ? null : nil
  }

  /// Makes a batch part of what NEWVIEW proposes again.
  private mutating func fill(_ place: Int, with batch: Batch) {
    guard let renewed = slots[place].renewed, slots[place].proposal == nil else { return }
    slots[place].proposal = Proposal(
      body: renewed.body, signature: renewed.signature, batch: batch)
  }

  /// As the primary, accepts what its own NEWVIEW proposes again, as far as it holds the batches;
  /// fresh proposals come above that.
  mutating func renew(_ context: inout Context<Ledger>) {
    guard isPrimary, views.isActive, views.base > stable else { return }
    for slot in stable + 1...views.base {
      guard let place = place(of: slot), slots[place].stage == .open,
        let proposal = slots[place].proposal, slots[place].renewed != nil,
        let hashes = proposal.batch.orderedHashes(&context)
      else { continue }
      slots[place].hashes = hashes
      for (hash, signed) in zip(hashes, proposal.batch.commands) {
        _ = requests.take(hash, of: LaneKey(signed.command))
      }
      accept(proposal, at: place, &context)
    }
    acceptedThrough = max(acceptedThrough, views.base)
  }

  // MARK: Batches by digest

  /// Asks all peers for the batches that NEWVIEW names and that the replica lacks.
  mutating func fetchBatches(_ context: inout Context<Ledger>) {
    for place in slots.indices where slots[place].slot > stable {
      guard let renewed = slots[place].renewed, slots[place].proposal == nil else { continue }
      say(
        .fetchBatch(BatchName(slot: renewed.body.slot, batch: renewed.body.batch)), &context)
    }
  }

  /// Gives a peer a batch, if the replica holds it.
  mutating func answer(
    _ name: BatchName, to sender: NodeID, _ context: inout Context<Ledger>
  ) {
    guard Int(sender.index) < setup.replicas else { return }
    if let place = place(of: name.slot), let known = slots[place].batch(of: name.batch) {
      context.send(.batch(known.batch), to: sender)
    } else if let place = archived(name.slot), archive[place].header.batch == name.batch {
      context.send(.batch(archive[place].record.batch), to: sender)
    }
  }

  /// Takes a batch in that NEWVIEW names.
  mutating func receive(batch: Batch, _ context: inout Context<Ledger>) {
    guard let place = place(of: batch.slot), let renewed = slots[place].renewed,
      slots[place].proposal == nil, batch.epoch == renewed.body.epoch,
      context.hash(batch, .batch) == renewed.body.batch
    else { return }
    fill(place, with: batch)
    renew(&context)
    passGate(&context)
    decideIfCommitted(batch.slot, &context)
  }

  // MARK: Peers in other views

  /// Sends a peer that was seen in an older view the NEWVIEW, unless it was sent lately.
  mutating func tell(_ sender: NodeID, _ context: inout Context<Ledger>) {
    let place = Int(sender.index)
    guard views.isActive, setup.rules.tellsViews, let beginning = views.beginning,
      place < setup.replicas,
      place != Int(index), context.now - views.told[place] >= setup.timing.resend
    else { return }
    views.told[place] = context.now
    context.send(.newView(beginning), to: sender)
  }

  /// A peer voted in a view.
  mutating func saw(_ replica: UInt16, in view: UInt32, _ context: inout Context<Ledger>) {
    guard view > views.seen[Int(replica)] else { return }
    views.seen[Int(replica)] = view
    if isBehind { armResend(&context) }
  }

  /// Whether at least one correct peer is in a later view.
  var isBehind: Bool {
    let sorted = views.seen.sorted(by: >)
    return sorted[min(setup.faults, sorted.count - 1)] > view
  }
}
