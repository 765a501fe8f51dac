import Cryptography
import Determinism
import Machine

/// The replicated state after a checkpoint slot, kept while peers may ask for it.
struct KeptState: Canonical {
  let state: LedgerState
  let header: ExecutionHeader

  init(state: LedgerState, header: ExecutionHeader) {
    self.state = state
    self.header = header
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(state)
    writer.encode(header)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    state = try reader.decode()
    header = try reader.decode()
  }
}

/// State transfer: a replica that lags by more than the window, or by slots that its peers have
/// forgotten, takes the state at a stable checkpoint, goes on from there, and fills its ledger in
/// behind itself.
///
/// - Source: Castro and Liskov, *Practical Byzantine Fault Tolerance and Proactive Recovery* (ACM
///   TOCS 2002), §5.3, with the state in one piece.
extension Replica {
  /// Keeps the state after a checkpoint slot that was just judged.
  mutating func keepState() {
    guard state.slot % UInt64(parameters.checkpointInterval) == 0, let last = archive.last,
      setup.replicas > 1 || setup.retention > 0
    else { return }
    kept.append(KeptState(state: state, header: last.header))
  }

  /// Forgets states that no peer needs: those below the stable one, but for those that the next
  /// snapshots are of.
  mutating func forgetStates() { forgetStates(below: stable) }

  /// Forgets states below a slot, but for those that the next snapshots are of. While one of these is being
  /// written, the window may leave the next one behind.
  mutating func forgetStates(below slot: UInt64) {
    let wanted = kept.filter { $0.header.slot >= slot || isSnapshotSlot($0.header.slot) }
    if wanted.count < kept.count { kept = wanted }
  }

  /// Sends a peer the state at the stable checkpoint when slots alone would not do.
  ///
  /// - Returns: Whether it did.
  mutating func sendState(
    to sender: NodeID, lacking slot: UInt64, _ context: inout Context<Ledger>
  ) -> Bool {
    let isFar = stable >= slot.saturated(adding: UInt64(parameters.window))
    guard slot <= archiveBase || isFar, let proof = stableProof,
      let known = kept.first(where: { $0.header.slot == proof.slot })
    else { return false }
    context.send(
      .state(Snapshot(state: known.state, header: known.header, proof: proof)), to: sender)
    return true
  }

  /// Takes a peer's state in the place of its own, once it has proved itself.
  mutating func receive(
    state snapshot: Snapshot, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    guard snapshot.proof.slot > state.slot, installing == nil, isValid(snapshot.proof, &context),
      isProved(snapshot, &context)
    else { return }
    install(snapshot)
    installing = snapshot
    context.observe(
      .executed(replica: index, slot: state.slot, execution: execution), .latch)
    requests.removeAll { [state] request in
      let command = request.signed.command
      return command.sequence <= state.lanes[LaneKey(command)]?.lastSequence ?? 0
    }
    settleLanes(&context)
    adoptLowMark(snapshot.proof, &context)
    restartResend(&context)
    write(.snapshot(snapshot), for: .snapshot, &context)
    judgeDecided(&context)
    passGate(&context)
    frame(&context)
    if target > state.slot { ask(&context) }
  }

  /// Whether a snapshot's header and state are those that the quorum signed.
  private func isProved(_ snapshot: Snapshot, _ context: inout Context<Ledger>) -> Bool {
    if !setup.rules.checksTransfers { return true }
    var (state, header) = (snapshot.state, snapshot.header)
    guard header.digest(&context) == snapshot.proof.execution,
      header.state == snapshot.proof.state, state.domains.count == self.state.domains.count,
      state.isBound(&context)
    else { return false }
    return state.digest(setup: setup, crypto: &context) == snapshot.proof.state
  }

  /// Makes a snapshot the state from which the replica goes on. The slots before it that it holds are
  /// put aside, until those between are filled in.
  mutating func install(_ snapshot: Snapshot) {
    if older.isEmpty, archiveBase == 0, setup.retention == 0 { older = archive }
    archive = []
    archiveBase = snapshot.proof.slot
    baseExecution = snapshot.proof.execution
    state = snapshot.state
    execution = snapshot.proof.execution
    kept = [KeptState(state: state, header: snapshot.header)]
    for (lane, entry) in zip(state.lanes.keys, state.lanes.values) {
      guard let report = snapshot.reports.first(where: { $0.outcome == entry.lastOutcome })
      else { continue }
      reports[lane] = report
    }
  }

  /// The snapshot is durable, and with it all slots up to its own.
  mutating func snapshotStored(_ slot: UInt64, _ context: inout Context<Ledger>) {
    context.observe(
      .snapshot(replica: index, slot: slot, forgets: setup.retention > 0), .latch)
    if let snapshot = installing, snapshot.proof.slot == slot {
      installing = nil
      lastExecuted = slot
      context.observe(
        .durable(replica: index, slot: slot, execution: snapshot.proof.execution), .latch)
      lastFinal = max(lastFinal, slot)
      observeHeight(&context)
      advanceDurable(&context)
      backfill(from: NodeID(Int(index) + 1), &context)
    } else if forget(upTo: slot, &context) {
      writeSnapshotIfDue(&context)
    }
  }

  // MARK: Filling in behind

  /// The first slot that is missing between what the replica held before a transfer and what it holds
  /// now; nil when nothing is.
  var firstMissing: UInt64? {
    guard archiveBase > 0, setup.retention == 0 else { return nil }
    let held = older.last?.header.slot ?? 0
    return held < archiveBase ? held + 1 : nil
  }

  /// Asks for the slots just below those that the replica holds.
  mutating func backfill(from peer: NodeID, _ context: inout Context<Ledger>) {
    guard installing == nil, let missing = firstMissing else { return }
    let limit = UInt64(SlotTransfer.limit)
    let first = max(missing, archiveBase >= limit ? archiveBase - limit + 1 : 1)
    context.send(
      .fetch(SlotRange(first: first, last: archiveBase, view: view, wantsHeaders: true)),
      to: Int(peer.index) < setup.replicas && peer != NodeID(Int(index)) ? peer : nextPeer())
    armResend(&context)
  }

  /// Takes slots in that lie behind: each header is chained to the one after it, up to one that the
  /// replica knows for certain.
  mutating func fillIn(
    _ transfer: SlotTransfer, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    guard transfer.records.count == transfer.headers.count, firstMissing != nil else { return }
    var found: [ArchivedSlot] = []
    for (record, header) in zip(transfer.records, transfer.headers).reversed() {
      let digest = context.hash(record.batch, .batch)
      guard record.batch.slot == archiveBase, header.slot == archiveBase,
        header.digest(&context) == baseExecution, header.batch == digest,
        header.outcomes == tree(of: record, context.hashMemo).root,
        isDecided(record.batch, digest, record.certificate, &context)
      else { break }
      found.append(
        ArchivedSlot(
          record: record, header: header, execution: baseExecution, bodies: [], isAdopted: true))
      write(.slot(record), for: .slot, &context)
      archiveBase -= 1
      baseExecution = header.previous
      if archiveBase == older.last?.header.slot ?? 0 { break }
    }
    if found.isEmpty { return }
    archive = found.reversed() + archive
    if archiveBase == older.last?.header.slot {
      archive = older + archive
      archiveBase = (older.first?.header.slot ?? 1) - 1
      baseExecution = older.first?.header.previous ?? setup.start
      older = []
    }
    backfill(from: sender, &context)
  }

  // MARK: Forgetting

  /// The slots between two snapshots; 0 when none is ever written.
  private var snapshotSpan: UInt64 {
    UInt64(setup.retention) * UInt64(parameters.checkpointInterval)
  }

  /// Whether a snapshot may be of a slot: one of every so many.
  private func isSnapshotSlot(_ slot: UInt64) -> Bool {
    snapshotSpan > 0 && slot > archiveBase && (slot - archiveBase) % snapshotSpan == 0
  }

  /// Writes the last snapshot that is due: everything up to its slot is dropped once as much again is
  /// stable.
  mutating func writeSnapshotIfDue(_ context: inout Context<Ledger>) {
    guard !writes.contains(where: { $0.purpose == .snapshot }),
      let known = kept.last(where: { state in
        let slot = state.header.slot
        return isSnapshotSlot(slot) && slot + snapshotSpan <= stable && slot <= lastFinal
      }),
      let place = archived(known.header.slot)
    else { return }
    let proof = CheckpointProof(
      epoch: known.header.epoch, slot: known.header.slot, execution: archive[place].execution,
      state: known.header.state, endorsements: [])
    reports = lastReports(of: known.state, &context)
    let snapshot = Snapshot(
      state: known.state, header: known.header, proof: proof, reports: reports.values)
    write(.snapshot(snapshot), for: .snapshot, &context)
  }

  /// A snapshot is durable: the slots up to its own are forgotten, in memory and in the ledger's store.
  ///
  /// - Returns: Whether they were there.
  private mutating func forget(
    upTo slot: UInt64, _ context: inout Context<Ledger>
  ) -> Bool {
    guard let last = archived(slot), slot <= stable, slot < lastExecuted else { return false }
    if let ticket = archive[last].ticket { context.forget(upTo: ticket, in: .ledger) }
    baseExecution = archive[last].execution
    archive.removeSubrange(...last)
    archiveBase = slot
    forgetStates()
    return true
  }

  /// The checkpoint is logged: forgets the log of the slots below it, unless something older is still
  /// needed.
  mutating func truncateLog(_ stored: Ticket, _ context: inout Context<Ledger>) {
    guard setup.retention > 0 else { return }
    var bound = stored
    for slot in slots where slot.slot > stable {
      if slot.isRestored { return }
      if let first = slot.firstWrite { bound = min(bound, first) }
    }
    for write in writes where write.purpose != .slot && write.purpose != .snapshot {
      if let ticket = write.ticket { bound = min(bound, ticket) }
    }
    // The view's own records are old when it lasts: they are written again, and spare the rest.
    if views.beginning != nil || views.change != nil {
      guard let logged = viewLogged else { return relogView(&context) }
      if logged < bound {
        relogView(&context)
        bound = logged
      }
    }
    if bound.number > 0 { context.forget(upTo: Ticket(bound.number - 1), in: .log) }
  }

  private mutating func relogView(_ context: inout Context<Ledger>) {
    guard !writes.contains(where: { $0.purpose == .relog }) else { return }
    if let beginning = views.beginning { write(.newView(beginning), for: .relog, &context) }
    if let change = views.change, !views.isActive {
      write(.viewChange(change), for: .relog, &context)
    }
  }
}
