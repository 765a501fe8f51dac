import Cryptography
public import Determinism
import Machine

/// A replica of the ledger: orders requests with its peers, judges them, keeps them, vouches for them.
///
/// It follows the protocol's operators P1 to P11, P15 and P16; an extension each holds those of one
/// concern.
public struct Replica: Canonical {
  /// What all members know.
  let setup: LedgerSetup
  /// Its position, which is also its number in the cluster.
  let index: UInt16

  // Ordering.
  var views: ViewState
  /// The stable checkpoint, the low mark of the window. After a change of view it may be ahead of what
  /// the replica has executed.
  var stable: UInt64 = 0
  var stableProof: CheckpointProof?
  /// The slots of the window, at their number modulo its size.
  var slots: [SlotState]
  /// The highest slot for which it accepted a proposal in slot order.
  var acceptedThrough: UInt64 = 0
  var requests = RequestQueue()
  var timed = TimedCommands()

  // Execution.
  /// The state after the last judged slot.
  var state: LedgerState
  /// The execution digest of the last judged slot.
  var execution: Digest
  /// The judged slots, from the one after ``archiveBase`` on.
  var archive: [ArchivedSlot] = []
  /// The last slot that is not in ``archive``; 0 when all are.
  var archiveBase: UInt64 = 0
  /// The execution digest of that slot.
  var baseExecution: Digest
  /// The slots before a state transfer, while those between are missing.
  var older: [ArchivedSlot] = []
  /// The states at the stable checkpoint and those above it, ascending.
  var kept: [KeptState] = []
  /// The last outcomes of lanes whose slots are forgotten.
  var reports = OrderedMap<LaneKey, OutcomeReport>()
  /// The snapshot of a state transfer, until it is durable.
  var installing: Snapshot?
  /// The log record of the view, once it is durable.
  var viewLogged: Ticket?
  /// The last slot that is durable with all before it.
  var lastExecuted: UInt64 = 0
  /// The last slot that a quorum vouches for.
  var lastFinal: UInt64 = 0
  /// The votes for checkpoints above the stable one, ascending by slot.
  var checkpoints: [CheckpointTally] = []

  // Keeping up.
  /// The highest slot that each replica has vouched for.
  var heights: [UInt64]
  /// A stable checkpoint of others that it has yet to reach.
  var claimedStable: CheckpointProof?
  var writes: [PendingWrite] = []
  var isResendArmed = false
  var resendAttempt: UInt8 = 0
  /// How far it was when the resend timer was set.
  var progress = Progress()
  /// Counts the peers that it asked for slots.
  var asked: UInt16 = 0
  /// Where clients with keys that the genesis does not know were heard of.
  var addresses = OrderedMap<PublicKey, NodeID>()
  var rejections = Rejections()

  /// A replica at its first boot.
  init(setup: LedgerSetup, index: UInt16, state: LedgerState) {
    self.setup = setup
    self.index = index
    self.state = state
    slots = (0..<setup.genesis.parameters.window).map { _ in SlotState(slot: 0) }
    views = ViewState(replicas: setup.replicas)
    execution = setup.start
    baseExecution = setup.start
    heights = Array(repeating: 0, count: setup.replicas)
  }

  // MARK: What it is

  var parameters: GenesisParameters { setup.genesis.parameters }
  /// The view that it is in, or to which it moves.
  var view: UInt32 { views.number }
  var primary: UInt16 { primary(of: view) }
  var isPrimary: Bool { primary == index }
  /// The votes that prepare and commit.
  var votesNeeded: Int { setup.quorum - setup.rules.missingVotes }
  /// The anchors that make a slot final.
  var anchorsNeeded: Int { setup.rules.finalityNeedsQuorum ? setup.quorum : 1 }
  /// The last slot of the window.
  var highMark: UInt64 { stable + UInt64(parameters.window) }
  /// The other replicas.
  var peers: NodeSet {
    var others = setup.everyone
    others.remove(NodeID(Int(index)))
    return others
  }

  /// Who proposes in a view.
  func primary(of view: UInt32) -> UInt16 { UInt16(Int(view) % setup.replicas) }

  func key(of replica: UInt16) -> PublicKey? {
    Int(replica) < setup.replicas ? setup.genesis.replicaKeys[Int(replica)] : nil
  }

  /// Where a slot stands in ``slots``, ready for use; nil when it is outside the window.
  mutating func place(of slot: UInt64) -> Int? {
    guard slot > stable, slot <= highMark else { return nil }
    let place = Int(slot % UInt64(slots.count))
    if slots[place].slot != slot { slots[place] = SlotState(slot: slot) }
    return place
  }

  /// A judged slot's place in ``archive``; nil when it is not there.
  func archived(_ slot: UInt64) -> Int? {
    slot > archiveBase && slot <= archiveBase + UInt64(archive.count)
      ? Int(slot - archiveBase) - 1 : nil
  }

  // MARK: Steps

  /// Takes one input.
  mutating func step(_ input: Input<Ledger>, _ context: inout Context<Ledger>) {
    switch input {
    case .start(let durable): recover(from: durable, &context)
    case .received(let message, let sender): receive(message, from: sender, &context)
    case .timerFired(let timer):
      switch timer {
      case .resend: resendTimerFired(&context)
      case .fanOut(let slot, let level): show(slot, level, &context)
      case .request: requestTimerFired(&context)
      case .viewChange: viewTimerFired(&context)
      case .summary: summarise(&context)
      case .due, .retry, .think: break  // A client's.
      }
    case .stored(let ticket): stored(ticket, &context)
    case .storeFailed(let ticket): storeFailed(ticket, &context)
    }
  }

  private mutating func receive(
    _ message: LedgerMessage, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    switch message {
    case .request(let signed): receive(request: signed, from: sender, &context)
    case .prePrepare(let proposal): receive(proposal: proposal, from: sender, &context)
    case .prepare(let ballot): receive(prepare: ballot, from: sender, &context)
    case .commit(let ballot): receive(commit: ballot, from: sender, &context)
    case .anchor(let anchor): receive(anchor: anchor, from: sender, &context)
    case .checkpoint(let vote): receive(checkpoint: vote, from: sender, &context)
    case .fetch(let range):
      if range.view < view { tell(sender, &context) }
      answer(range, to: sender, &context)
    case .slots(let transfer): receive(transfer: transfer, from: sender, &context)
    case .viewChange(let change): receive(viewChange: change, from: sender, &context)
    case .newView(let begin): receive(newView: begin, &context)
    case .fetchBatch(let name): answer(name, to: sender, &context)
    case .batch(let batch): receive(batch: batch, &context)
    case .state(let snapshot): receive(state: snapshot, from: sender, &context)
    case .refusal, .outcome, .deliver: break  // For clients.
    }
  }

  /// Sends a message to every other replica, if there is one.
  func say(_ message: LedgerMessage, _ context: inout Context<Ledger>) {
    if setup.replicas > 1 { context.broadcast(message, to: peers) }
  }

  // MARK: Writes

  /// Writes a record; what waits for it goes on in ``stored(_:_:)``.
  mutating func write(
    _ record: LedgerRecord, for purpose: PendingWrite.Purpose, _ context: inout Context<Ledger>
  ) {
    let ticket = context.write(record, to: purpose.store)
    switch purpose {
    case .vote, .commit:
      if let place = place(of: record.slot), slots[place].firstWrite == nil {
        slots[place].firstWrite = ticket
      }
    case .slot: if let place = archived(record.slot) { archive[place].ticket = ticket }
    case .stable, .viewChange, .newView, .snapshot, .relog, .summary: break  // None is looked for.
    }
    writes.append(
      PendingWrite(ticket: ticket, purpose: purpose, slot: record.slot, view: record.view))
  }

  private mutating func stored(_ ticket: Ticket, _ context: inout Context<Ledger>) {
    guard let position = writes.firstIndex(where: { $0.ticket == ticket }) else { return }
    let write = writes.remove(at: position)
    switch write.purpose {
    case .vote: vote(write.slot, in: write.view, &context)
    case .commit: commit(write.slot, in: write.view, &context)
    case .viewChange:
      if views.beginning == nil { viewLogged = ticket }
      changed(to: write.view, &context)
    case .newView:
      if write.view == view { viewLogged = ticket }
      enter(write.view, &context)
    case .snapshot: snapshotStored(write.slot, &context)
    case .relog: if write.view == views.lastBegun { viewLogged = ticket }
    case .slot: becameDurable(write.slot, &context)
    case .stable: truncateLog(ticket, &context)
    case .summary: break  // Nothing waits for it.
    }
  }

  /// Keeps the write in mind, for the resend timer to do again.
  private mutating func storeFailed(_ ticket: Ticket, _ context: inout Context<Ledger>) {
    guard let position = writes.firstIndex(where: { $0.ticket == ticket }) else { return }
    writes[position].ticket = nil
    armResend(&context)
  }
}

/// How far a replica is, to tell whether anything has moved.
struct Progress: Hashable, Canonical {
  var view: UInt32 = 0
  var base: UInt64 = 0
  var judged: UInt64 = 0
  var durable: UInt64 = 0
  var final: UInt64 = 0
  var stable: UInt64 = 0

  init() {}

  func encode(into writer: inout CanonicalWriter) {
    writer.put(view)
    writer.put(base)
    writer.put(judged)
    writer.put(durable)
    writer.put(final)
    writer.put(stable)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    view = try reader.take()
    base = try reader.take()
    judged = try reader.take()
    durable = try reader.take()
    final = try reader.take()
    stable = try reader.take()
  }
}

/// The votes for a checkpoint slot.
struct CheckpointTally: Hashable, Canonical {
  let slot: UInt64
  /// One a replica, ascending.
  var votes: [CheckpointVote] = []

  init(slot: UInt64) { self.slot = slot }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(slot)
    writer.encode(votes)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    slot = try reader.take()
    votes = try reader.decode()
  }
}
