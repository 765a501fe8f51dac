import Cryptography
import Determinism
import Machine

/// P15: a replica leaves a view whose primary it suspects, and joins others that do.
///
/// - Source: Castro and Liskov, *Practical Byzantine Fault Tolerance* (OSDI 1999), §4.4 and §4.5.2.
extension Replica {
  /// The view after one.
  func next(after view: UInt32) -> UInt32 { view == .max ? view : view + 1 }

  /// Leaves every view below a new one: from here the replica votes in none of them, while COMMITs of
  /// a quorum still decide. The VIEWCHANGE leaves once it is logged.
  mutating func leave(for newView: UInt32, _ context: inout Context<Ledger>) {
    guard newView > view, setup.replicas > 1, setup.rules.changesView else { return }
    move(to: newView, &context)
    let body = ViewChangeBody(
      epoch: state.epoch, newView: newView, checkpoint: stableProof,
      prepared: (stable + 1...highMark).compactMap { prepared(at: $0) }, replica: index)
    views.change = ViewChange(body: body, signature: context.sign(body, .viewChange))
    restartResend(&context)
    logChange(&context)
  }

  /// Writes the replica's VIEWCHANGE.
  mutating func logChange(_ context: inout Context<Ledger>) {
    guard let change = views.change else { return }
    guard setup.rules.logsVotes else { return changed(to: view, &context) }
    write(.viewChange(change), for: .viewChange, &context)
  }

  /// The certificate of the highest view in which the replica is prepared at a slot.
  private func prepared(at slot: UInt64) -> PreparedCertificate? {
    let place = Int(slot % UInt64(slots.count))
    return slots[place].slot == slot && setup.rules.reportsPrepared ? slots[place].prepared : nil
  }

  /// Waits for a view to begin.
  mutating func move(to newView: UInt32, _ context: inout Context<Ledger>) {
    timed.outlive(newView - view)
    views.number = newView
    views.isActive = false
    (views.entering, views.change, views.isChangeSent) = (nil, nil, false)
    if timed.armed != nil { context.cancelTimer(.request) }
    timed.armed = nil
    if views.isTimerSet { context.cancelTimer(.viewChange) }
    views.isTimerSet = false
    if setup.rules.stopsVoting { leaveSlots() }
  }

  /// Forgets what the slots of the window hold of one view alone.
  mutating func leaveSlots() {
    for place in slots.indices where slots[place].slot > 0 { slots[place].leaveView() }
  }

  /// The VIEWCHANGE is logged, and leaves.
  mutating func changed(to newView: UInt32, _ context: inout Context<Ledger>) {
    guard newView == view, !views.isActive, let change = views.change else { return }
    views.isChangeSent = true
    views.keep(change)
    context.observe(.view(replica: index, view: newView), .latch)
    say(.viewChange(change), &context)
    considerChanges(&context)
  }

  /// Takes a peer's VIEWCHANGE in.
  mutating func receive(
    viewChange change: ViewChange, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let body = change.body
    guard body.epoch == state.epoch, body.replica != index, let key = key(of: body.replica)
    else { return }
    if views.isActive, body.newView <= view { return tell(sender, &context) }
    guard body.newView >= view, body.newView > views.change(of: body.replica)?.body.newView ?? 0,
      !setup.rules.checksChanges
        || context.verify(change.signature, of: body, .viewChange, by: key),
      isValid(body, &context)
    else { return }
    views.keep(change)
    considerChanges(&context)
  }

  /// Joins others that leave the view; keeps time once a quorum has left; begins the view.
  mutating func considerChanges(_ context: inout Context<Ledger>) {
    let greater = views.changes.lazy.map(\.body.newView).filter { [view] in $0 > view }
    if setup.rules.joinsOthers, greater.count > setup.faults, let least = greater.min() {
      return leave(for: least, &context)
    }
    guard !views.isActive else { return }
    // An isolated replica must not run ahead: time counts once a quorum has left, too.
    if !views.isTimerSet, setup.rules.timesViews,
      views.changes.count(where: { $0.body.newView >= view }) >= setup.quorum
    {
      views.isTimerSet = true
      context.setTimer(
        .viewChange,
        after: patience(setup.timing.viewTimeout, max(timed.outlived, views.fruitless)))
    }
    begin(&context)
  }

  /// The view has not begun in time.
  mutating func viewTimerFired(_ context: inout Context<Ledger>) {
    views.isTimerSet = false
    guard !views.isActive, views.entering == nil else { return }
    leave(for: next(after: view), &context)
  }

  /// How long the replica waits when `count` views before were in vain: twice as long each time.
  func patience(_ base: Ticks, _ count: UInt32) -> Ticks {
    guard setup.rules.doublesTimeouts else { return base }
    return max(base, min(base * (1 << UInt64(min(count, 30))), setup.timing.timeoutLimit))
  }

  // MARK: What proves itself

  /// Whether a VIEWCHANGE's checkpoint and certificates prove themselves.
  func isValid(_ body: ViewChangeBody, _ context: inout Context<Ledger>) -> Bool {
    if let proof = body.checkpoint, !isValid(proof, &context) { return false }
    let low = body.stableSlot
    let high = low.saturated(adding: UInt64(parameters.window))
    guard
      zip(body.prepared, body.prepared.dropFirst()).allSatisfy({ $0.body.slot < $1.body.slot })
    else { return false }
    for certificate in body.prepared {
      guard certificate.body.slot > low, certificate.body.slot <= high,
        certificate.body.view < body.newView,
        isValid(certificate, &context)
      else { return false }
    }
    return true
  }

  /// Whether a quorum signed a checkpoint.
  func isValid(_ proof: CheckpointProof, _ context: inout Context<Ledger>) -> Bool {
    guard proof.epoch == state.epoch, proof.slot > 0,
      proof.slot % UInt64(parameters.checkpointInterval) == 0
    else { return false }
    return isQuorum(
      proof.endorsements, setup.rules.checksCheckpoints ? setup.quorum : 0, .checkpoint, &context,
      of: proof.body(of:))
  }

  /// Whether the primary proposed what a certificate says, and a quorum with it accepted that.
  func isValid(_ certificate: PreparedCertificate, _ context: inout Context<Ledger>) -> Bool {
    if !setup.rules.checksPrepared { return true }
    let body = certificate.body
    let proposer = primary(of: body.view)
    guard body.epoch == state.epoch, let key = key(of: proposer),
      context.verify(certificate.signature, of: body, .prePrepare, by: key),
      !certificate.endorsements.contains(where: { $0.replica == proposer })
    else { return false }
    return isQuorum(
      certificate.endorsements, votesNeeded - 1, .prepare, &context,
      of: {
        Ballot.Body(
          epoch: body.epoch, view: body.view, slot: body.slot, batch: body.batch, replica: $0)
      })
  }
}
