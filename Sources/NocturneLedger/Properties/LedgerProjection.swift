import Cryptography
public import Determinism
public import TemporalLogic

/// What the ledger's facts mean in propositions.
public struct LedgerProjection: FactProjection {
  /// The propositions, by number.
  enum Said: Int {
    case joined, submitted, rejected, ordered, executed, bound, accepted, outcome, final, discarded
    case shown, shownFinal, delivered, cluster, view, healed
    case stored, finalSlot, coreHeight, summary, submitting, height
    case candidate, resolved, claimed
  }

  /// The numbers that a run sets, by number.
  private enum Number: Int { case within, replicas, quorum, lag }

  /// The propositions; the bound of progress after a core has healed, the sizes of the cluster, and how many slots a
  /// replica may lag behind.
  public static let schema = FactSchema(
    [
      Proposition(
        "joined", [.init("client", .digest)], "A correct client with this key exists."),
      Proposition(
        "submitted", [.init("command", .digest), .init("request", .number)],
        "A correct client signed the command of a request."),
      Proposition(
        "rejected", [.init("replica", .number), .init("command", .digest)],
        "A replica did not take a request."),
      Proposition(
        "ordered",
        [.init("replica", .number), .init("slot", .number), .init("batch", .digest)],
        "A replica saw a batch decided for a slot.", slot: 1),
      Proposition(
        "exec",
        [.init("replica", .number), .init("slot", .number), .init("execution", .digest)],
        "A replica judged a slot.", slot: 1),
      Proposition(
        "bound",
        [
          .init("replica", .number), .init("slot", .number), .init("session", .name),
          .init("sequence", .number), .init("event", .digest), .init("previous", .digest),
          .init("time", .time),
        ], "An event of a session is durable with a replica.", slot: 1),
      Proposition(
        "accepted",
        [
          .init("replica", .number), .init("slot", .number), .init("client", .digest),
          .init("lane", .number), .init("number", .number), .init("place", .number),
          .init("command", .digest),
        ],
        "A command is accepted and durable with a replica; its place is in the order of all commands.",
        slot: 1),
      Proposition(
        "outcome",
        [
          .init("replica", .number), .init("slot", .number), .init("command", .digest),
          .init("outcome", .digest),
        ], "The event or receipt of a command is durable with a replica.", slot: 1),
      Proposition(
        "final", [.init("replica", .number), .init("command", .digest)],
        "A replica holds the proof that a command's event is final."),
      Proposition(
        "discarded", [.init("replica", .number), .init("command", .digest)],
        "A replica holds the proof that a command's receipt is final."),
      Proposition(
        "shown",
        [
          .init("client", .number), .init("slot", .number), .init("command", .digest),
          .init("outcome", .digest),
        ], "A client accepts an outcome as committed.", lasting: .pulsed),
      Proposition(
        "shownFinal",
        [
          .init("client", .number), .init("slot", .number), .init("command", .digest),
          .init("outcome", .digest), .init("needed", .number),
        ],
        "A client accepts an outcome as final; so many correct replicas must have it by then.",
        lasting: .pulsed),
      Proposition(
        "delivered",
        [
          .init("client", .number), .init("session", .name), .init("sequence", .number),
          .init("event", .digest), .init("before", .digest),
        ], "A subscriber took an event of a session, after the one before it; 0 for none."),
      Proposition(
        "cluster",
        [.init("replicas", .number), .init("faults", .number), .init("quorum", .number)],
        "The sizes of the cluster, as a client has them."),
      Proposition(
        "view",
        [.init("replica", .number), .init("view", .number), .init("before", .number)],
        "A replica is in a view, after the one before it."),
      Proposition(
        "healed", [], "A core has healed, and progress is demanded within the bound."),
      Proposition(
        "stored", [.init("replica", .number), .init("outcome", .digest)],
        "An outcome is in the ledger of a replica, or under its snapshot, by the word of its stores.",
        lasting: .revocable),
      Proposition(
        "finalSlot", [.init("replica", .number), .init("slot", .number)],
        "A replica holds the proof that an outcome of a slot is final.", slot: 1),
      Proposition(
        "coreHeight", [.init("replica", .number), .init("slot", .number)],
        "A member of the core that has healed has executed all slots up to this one.",
        lasting: .revocable),
      Proposition(
        "summary",
        [
          .init("replica", .number), .init("interval", .number), .init("first", .number),
          .init("counted", .number), .init("rejected", .number), .init("time", .time),
          .init("end", .time),
        ],
        "A replica sums up an interval, of which `first` is the first that may have a summary: how many requests it "
          + "counted, how many it rejected unjudged since the last one, when, and when the interval is over at the "
          + "earliest by any clock.", lasting: .pulsed),
      Proposition(
        "submitting", [.init("command", .digest)], "A correct client signs a command.",
        lasting: .pulsed),
      Proposition(
        "height", [.init("replica", .number), .init("slot", .number)],
        "A replica has executed all slots up to this one.", lasting: .revocable),
      Proposition(
        "candidate",
        [
          .init("replica", .number), .init("view", .number), .init("slot", .number),
          .init("batch", .digest), .init("utility", .number),
        ],
        "A replica chooses among batches for a slot of a new view; its utility is the view that a batch is prepared in.",
        lasting: .pulsed),
      Proposition(
        "resolved",
        [
          .init("replica", .number), .init("view", .number), .init("slot", .number),
          .init("batch", .digest),
        ], "A replica takes this one.", lasting: .pulsed),
      Proposition(
        "claimed",
        [
          .init("client", .digest), .init("lane", .number), .init("number", .number),
          .init("command", .digest),
        ], "A client gave a command this number in a lane, whatever became of it."),
    ], parameters: ["within", "replicas", "quorum", "lag"])

  private(set) var horizon = SlotHorizon()
  private(set) var submissions = Submissions()
  /// The event that each subscriber took last of each session, and its number.
  private(set) var taken = OrderedMap<Cursor, (event: UInt64, sequence: UInt64)>()
  private(set) var views: [UInt32] = []
  private(set) var outcomes = StoredOutcomes(
    .init(
      stored: Said.stored.rawValue, shown: Said.shown.rawValue,
      shownFinal: Said.shownFinal.rawValue, finalSlot: Said.finalSlot.rawValue))
  private(set) var summaries = SummaryRecord()
  private(set) var heights = CoreHeights()

  /// A subscriber's place in a session.
  struct Cursor: Comparable, Sendable {
    let client: UInt16
    let session: UInt64

    static func < (left: Self, right: Self) -> Bool {
      (left.client, left.session) < (right.client, right.session)
    }
  }

  /// Before the first fact.
  public init() {}

  /// Learns whose facts are told.
  public mutating func began(correct: NodeSet, _ base: inout FactBase) {
    horizon.began(correct: correct)
  }

  /// What it keeps of the run.
  public var memory: MonitorMemory { MonitorMemory(window: outcomes.bytes) }

  /// Sets the bound, and tells that a core has healed.
  public mutating func healed(
    core: NodeSet, within bound: UInt64, at moment: Moment, _ base: inout FactBase
  ) {
    base.set(parameter: Number.within.rawValue, to: bound)
    base.tell(Said.healed.rawValue, FactValues())
    heights.heal(core)
    for (replica, height) in heights.ofCore {
      base.tell(Said.coreHeight.rawValue, FactValues(replica, height))
    }
  }

  /// Tells what a fact means.
  public mutating func tell(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment, _ base: inout FactBase
  ) {
    if keepsOutcomes(base) { keepOutcomes(fact, &base) }
    if horizon.observe(fact) {
      base.forget(upTo: horizon.slot)
      outcomes.forget(upTo: horizon.slot, &base)
    }
    switch fact {
    case .joined(let client): base.tell(Said.joined.rawValue, FactValues(client.value))
    case .submitted(let request, let command, let again):
      guard submissions.isNew(request, again: again) else { return }
      if keepsOutcomes(base) { outcomes.submit(command) }
      base.tell(Said.submitting.rawValue, FactValues(command.value))
      base.tell(Said.submitted.rawValue, FactValues(command.value, request))
    case .rejected(let replica, let command, let reason):
      summaries.reject(replica, reason)
      base.tell(Said.rejected.rawValue, FactValues(UInt64(replica), command.value))
    case .ordered(let replica, let slot, let batch):
      base.tell(Said.ordered.rawValue, FactValues(UInt64(replica), slot, batch.value))
    case .executed(let replica, let slot, let execution):
      base.tell(Said.executed.rawValue, FactValues(UInt64(replica), slot, execution.value))
    case .bound(let binding): tell(binding, &base)
    case .refused(let replica, let slot, _, let command, let receipt):
      base.tell(
        Said.outcome.rawValue,
        FactValues(UInt64(replica), slot, command.value, receipt.value))
    case .finalised(let replica, let command, _):
      base.tell(Said.final.rawValue, FactValues(UInt64(replica), command.value))
    case .discarded(let replica, let command, _):
      base.tell(Said.discarded.rawValue, FactValues(UInt64(replica), command.value))
    case .delivered(let client, let session, let sequence, let event, let again):
      tell(client, session, sequence, event, again: again, &base)
    case .cluster(let replicas, let faults, let quorum):
      base.set(parameter: Number.replicas.rawValue, to: UInt64(replicas))
      base.set(parameter: Number.quorum.rawValue, to: UInt64(quorum))
      base.tell(
        Said.cluster.rawValue,
        FactValues(UInt64(replicas), UInt64(faults), UInt64(quorum)))
    case .view(let replica, let view): tell(replica, view, &base)
    case .resolved(let resolution): tell(resolution, &base)
    case .declined(let claim):
      base.tell(
        Said.claimed.rawValue,
        FactValues(claim.client.value, UInt64(claim.lane), claim.number, claim.command.value))
    case .kept(let kept): summaries.boot(kept)
    case .summarised(let summary):
      base.tell(Said.summary.rawValue, summaries.take(summary, at: moment.microseconds))
    case .height(let replica, let slot, let lag):
      base.set(parameter: Number.lag.rawValue, to: UInt64(lag))
      let before = heights.set(replica, to: slot)
      tell(.height, replica, before, slot, &base)
      if heights.isInCore(replica) { tell(.coreHeight, replica, before, slot, &base) }
    case .offered, .admitted, .durable, .anchored, .shown, .shownFinal, .snapshot:
      break  // No formula speaks of them, or the outcomes tell.
    }
  }

  private mutating func tell(_ replica: UInt16, _ view: UInt32, _ base: inout FactBase) {
    while views.count <= Int(replica) { views.append(0) }
    let before = views[Int(replica)]
    views[Int(replica)] = view
    base.tell(
      Said.view.rawValue, FactValues(UInt64(replica), UInt64(view), UInt64(before)))
  }

  private func tell(_ binding: LedgerFact.Binding, _ base: inout FactBase) {
    let event = binding.event
    let (replica, command, hash) = (
      UInt64(binding.replica), event.command.value, binding.hash.value
    )
    if base.isAsked(Said.bound.rawValue) {
      base.tell(
        Said.bound.rawValue,
        FactValues(
          replica, event.slot, base.name(event.session.text), event.sequence, hash,
          event.previous.value, event.time))
    }
    base.tell(
      Said.accepted.rawValue,
      FactValues(
        replica, event.slot, event.client.value, UInt64(binding.lane), binding.clientSequence,
        event.slot << 24 | UInt64(event.index), command))
    base.tell(Said.outcome.rawValue, FactValues(replica, event.slot, command, hash))
    base.tell(
      Said.claimed.rawValue,
      FactValues(event.client.value, UInt64(binding.lane), binding.clientSequence, command))
  }

  private func tell(_ resolution: LedgerFact.Resolution, _ base: inout FactBase) {
    let place = (UInt64(resolution.replica), UInt64(resolution.view), resolution.slot)
    for candidate in resolution.candidates {
      base.tell(
        Said.candidate.rawValue,
        FactValues(place.0, place.1, place.2, candidate.batch.value, UInt64(candidate.view)))
    }
    base.tell(
      Said.resolved.rawValue, FactValues(place.0, place.1, place.2, resolution.batch.value))
  }

  private mutating func tell(
    _ client: UInt16, _ session: Name, _ sequence: UInt64, _ event: Digest, again: Bool,
    _ base: inout FactBase
  ) {
    let name = base.name(session.text)
    let cursor = Cursor(client: client, session: name)
    let last = taken[cursor]
    // What the client told before it went down was judged then.
    if again, sequence <= last?.sequence ?? 0 { return }
    taken[cursor] = (event.value, sequence)
    base.tell(
      Said.delivered.rawValue,
      FactValues(UInt64(client), name, sequence, event.value, last?.event ?? 0))
  }

  /// A replica's height is another one.
  private func tell(
    _ said: Said, _ replica: UInt16, _ before: UInt64?, _ slot: UInt64, _ base: inout FactBase
  ) {
    if let before { base.revoke(said.rawValue, FactValues(UInt64(replica), before)) }
    base.tell(said.rawValue, FactValues(UInt64(replica), slot))
  }

  /// Whether some formula speaks of what is stored.
  func keepsOutcomes(_ base: FactBase) -> Bool {
    [Said.stored, .shown, .shownFinal, .finalSlot].contains { base.isAsked($0.rawValue) }
  }

  /// Tells what a fact says of outcomes that are in ledgers and that are shown.
  private mutating func keepOutcomes(_ fact: LedgerFact, _ base: inout FactBase) {
    switch fact {
    case .bound(let binding):
      let event = binding.event
      outcomes.add(
        binding.hash, event.slot, event.command, with: binding.replica, horizon, &base)
    case .refused(let replica, let slot, _, let command, let receipt):
      outcomes.add(receipt, slot, command, with: replica, horizon, &base)
    case .kept(let kept): outcomes.boot(kept, horizon, &base)
    case .snapshot(let replica, let slot, _): outcomes.snapshot(slot, with: replica, &base)
    case .shown(let showing): outcomes.show(showing, horizon, &base)
    case .shownFinal(let showing, let needed):
      outcomes.showFinal(showing, needed: needed, horizon, &base)
    case .finalised(let replica, _, let outcome), .discarded(let replica, _, let outcome):
      outcomes.settle(outcome, at: replica, &base)
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .durable,
      .anchored, .delivered, .cluster, .summarised, .view, .height, .resolved, .declined:
      break  // They speak of no outcome.
    }
  }
}

extension Digest {
  /// The first 64 bits, which tell it apart from ten million others but for a chance of one in a million million.
  var value: UInt64 { raw.word0 }
}

extension PublicKey {
  /// The first 64 bits.
  fileprivate var value: UInt64 { raw.word0 }
}
