import Cryptography
import Determinism
import Faults
import Machine

// Lies about views.
extension LyingReplica {
  /// Hides what the replica, and those that collude with it, have prepared.
  func hidePrepared(_ deeds: inout Deeds<Ledger>, _ context: inout Context<Ledger>) {
    deeds.rewrite { departure, deeds in
      if case .viewChange(let change) = departure.message, change.body.replica == replica.index {
        guard !change.body.prepared.isEmpty else { return [departure] }
        return [deeds.forge(departure, .viewChange(hidden(change.body, &context)))]
      }
      if case .newView(let begin) = departure.message, isPrimary(of: begin.body.newView) {
        let forged = ignorant(begin, &context)
        if forged.body == begin.body { return [departure] }
        return [deeds.forge(departure, .newView(forged))]
      }
      return [departure]
    }
  }

  /// A colluder's VIEWCHANGE without certificates.
  func hidden(_ body: ViewChangeBody, _ context: inout Context<Ledger>) -> ViewChange {
    var lie = body
    lie.prepared = []
    return ViewChange(
      body: lie, signature: context.sign(lie, .viewChange, as: NodeID(Int(lie.replica))))
  }

  /// A NEWVIEW with a quorum's VIEWCHANGEs that know the least: those of the liars, who hide all, and of
  /// the others who have prepared the fewest slots.
  private func ignorant(_ begin: NewView, _ context: inout Context<Ledger>) -> NewView {
    var lie = begin.body
    lie.viewChanges = leastKnowing(begin, count: setup.quorum, &context)
    lie.proposals = proposals(after: lie.viewChanges, in: lie, &context)
    return NewView(body: lie, signature: context.sign(lie, .newView))
  }

  /// So many VIEWCHANGEs, those that know the least.
  func leastKnowing(
    _ begin: NewView, count: Int, _ context: inout Context<Ledger>
  ) -> [ViewChange] {
    let changes = begin.body.viewChanges
    let colluding = changes.filter { colluders.contains(NodeID(Int($0.body.replica))) }
    let others = changes.filter { !colluders.contains(NodeID(Int($0.body.replica))) }
      .sorted {
        ($0.body.prepared.count, $0.body.replica) < ($1.body.prepared.count, $1.body.replica)
      }
    let chosen =
      colluding.map { hidden($0.body, &context) }
      + others.prefix(max(0, count - colluding.count))
    return chosen.sorted { $0.body.replica < $1.body.replica }
  }

  /// What some VIEWCHANGEs leave to propose again in a view.
  func proposals(
    after changes: [ViewChange], in begin: NewViewBody, _ context: inout Context<Ledger>
  ) -> [Signed<Proposal.Body>] {
    let renewal = replica.renewal(changes, &context)
    return renewal.digests.enumerated().map { offset, digest in
      let body = Proposal.Body(
        epoch: begin.epoch, view: begin.newView, slot: renewal.lowMark + 1 + UInt64(offset),
        batch: digest)
      return Signed(body: body, signature: context.sign(body, .prePrepare))
    }
  }

  /// Sends one side another NEWVIEW for the view; colluders get both.
  func equivocateNewView(
    _ deeds: inout Deeds<Ledger>, _ split: LedgerForgery.Split, _ context: inout Context<Ledger>
  ) {
    deeds.rewrite { departure, deeds in
      guard case .newView(let begin) = departure.message, isPrimary(of: begin.body.newView) else {
        return [departure]
      }
      let rival = rival(of: begin, &context)
      let side = split.side(
        of: departure.receivers.subtracting(colluders), view: begin.body.newView, slot: 0)
      if side.isEmpty || rival.body == begin.body {
        deeds.miss()
        return [departure]
      }
      let forged = deeds.forge(departure, .newView(rival))
      let told = side.union(departure.receivers.intersection(colluders))
      var all = [departure.to(departure.receivers.subtracting(side)), forged.to(told)]
      if let time = split.swap {
        all.append(deeds.delay(departure.to(side), by: time))
        let rest = departure.receivers.subtracting(side).subtracting(colluders)
        all.append(deeds.delay(forged.to(rest), by: time))
      }
      return all
    }
  }

  /// Another NEWVIEW for the same view: a good one, from other VIEWCHANGEs, if it proposes something else;
  /// or else one that proposes empty batches whatever the VIEWCHANGEs say.
  private func rival(of begin: NewView, _ context: inout Context<Ledger>) -> NewView {
    let good = ignorant(begin, &context)
    let digests = begin.body.proposals.map(\.body.batch)
    if good.body.proposals.map(\.body.batch) != digests { return good }
    var lie = begin.body
    for place in lie.proposals.indices {
      var body = lie.proposals[place].body
      let empty = Batch(slot: body.slot, time: 0, epoch: body.epoch, commands: [])
      body.batch = context.hash(empty, .batch)
      lie.proposals[place] = Signed(body: body, signature: context.sign(body, .prePrepare))
    }
    return NewView(body: lie, signature: context.sign(lie, .newView))
  }

  /// Shows an older checkpoint, or none, for the last stable one.
  func showOldCheckpoint(
    _ deeds: inout Deeds<Ledger>, _ old: CheckpointProof?, _ context: inout Context<Ledger>
  ) {
    deeds.rewrite { departure, deeds in
      if case .viewChange(let change) = departure.message, change.body.replica == replica.index,
        change.body.checkpoint != old
      {
        var body = change.body
        body.checkpoint = old
        let high = (old?.slot ?? 0) + UInt64(replica.parameters.window)
        body.prepared.removeAll { $0.body.slot > high }
        let lie = ViewChange(body: body, signature: context.sign(body, .viewChange))
        return [deeds.forge(departure, .viewChange(lie))]
      }
      if case .slots(var transfer) = departure.message, transfer.stable != old {
        transfer.stable = old
        return [deeds.forge(departure, .slots(transfer))]
      }
      return [departure]
    }
  }

  /// Leaves for the view after the last one, again and again.
  func askForViews(
    _ deeds: inout Deeds<Ledger>, _ spam: inout LedgerForgery.ViewSpam,
    _ context: inout Context<Ledger>
  ) {
    let now = context.now
    if let last = spam.last, now - last < spam.interval { return }
    spam.last = now
    let view = max(spam.view, replica.view)
    guard view < .max else { return }
    spam.view = view + 1
    let body = ViewChangeBody(
      epoch: replica.state.epoch, newView: spam.view, checkpoint: replica.stableProof,
      prepared: [], replica: replica.index)
    deeds.send(
      .viewChange(ViewChange(body: body, signature: context.sign(body, .viewChange))),
      to: replica.peers)
  }
}
