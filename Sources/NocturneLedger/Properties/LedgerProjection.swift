import Cryptography
public import Determinism
public import TemporalLogic

/// What the ledger's facts mean in propositions.
public struct LedgerProjection: FactProjection {
  /// The propositions, by number.
  private enum Said: Int {
    case joined, submitted, rejected, ordered, executed, bound, accepted, outcome, final, discarded
    case shown, shownFinal, delivered, cluster, view, healed
  }

  /// The propositions, and the bound of progress after a core has healed.
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
        ], "A client accepted an outcome as committed."),
      Proposition(
        "shownFinal",
        [
          .init("client", .number), .init("slot", .number), .init("command", .digest),
          .init("outcome", .digest),
        ], "A client accepted an outcome as final."),
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
    ], parameters: ["within"])

  private var horizon = SlotHorizon()
  private var submissions = Submissions()
  /// The event that each subscriber took last of each session, and its number.
  private var taken = OrderedMap<Cursor, (event: UInt64, sequence: UInt64)>()
  private var views: [UInt32] = []

  /// A subscriber's place in a session.
  private struct Cursor: Comparable, Sendable {
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

  /// Sets the bound, and tells that a core has healed.
  public mutating func healed(
    core: NodeSet, within bound: UInt64, at moment: Moment, _ base: inout FactBase
  ) {
    base.set(parameter: 0, to: bound)
    base.tell(Said.healed.rawValue, FactValues())
  }

  /// Tells what a fact means.
  public mutating func tell(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment, _ base: inout FactBase
  ) {
    if horizon.observe(fact) { base.forget(upTo: horizon.slot) }
    switch fact {
    case .joined(let client): base.tell(Said.joined.rawValue, FactValues(client.value))
    case .submitted(let request, let command, let again):
      guard submissions.isNew(request, again: again) else { return }
      base.tell(Said.submitted.rawValue, FactValues(command.value, request))
    case .rejected(let replica, let command, _):
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
    case .shown(let showing): base.tell(Said.shown.rawValue, values(showing))
    case .shownFinal(let showing, _): base.tell(Said.shownFinal.rawValue, values(showing))
    case .delivered(let client, let session, let sequence, let event, let again):
      tell(client, session, sequence, event, again: again, &base)
    case .cluster(let replicas, let faults, let quorum):
      base.tell(
        Said.cluster.rawValue,
        FactValues(UInt64(replicas), UInt64(faults), UInt64(quorum)))
    case .view(let replica, let view):
      while views.count <= Int(replica) { views.append(0) }
      let before = views[Int(replica)]
      views[Int(replica)] = view
      base.tell(
        Said.view.rawValue, FactValues(UInt64(replica), UInt64(view), UInt64(before)))
    case .offered, .admitted, .durable, .anchored, .kept, .summarised, .height, .snapshot:
      break  // No formula speaks of them.
    }
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

  private func values(_ showing: LedgerFact.Showing) -> FactValues {
    FactValues(
      UInt64(showing.client), showing.slot, showing.command.value, showing.outcome.hash.value)
  }
}

extension Digest {
  /// The first 64 bits, which tell it apart from ten million others but for a chance of one in a million million.
  fileprivate var value: UInt64 { raw.word0 }
}

extension PublicKey {
  /// The first 64 bits.
  fileprivate var value: UInt64 { raw.word0 }
}
