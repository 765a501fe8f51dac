public import Cryptography
public import Determinism
public import Machine

/// What the ledger's properties speak of. Facts are latched: once true they stay true.
public enum LedgerFact: Labelled {
  /// A correct client with this key exists.
  case joined(client: PublicKey)
  /// A request of a client became due.
  case offered(request: UInt64)
  /// The client sent it for the first time.
  case admitted(request: UInt64)
  /// The client signed the command of a request, or, `again`, found as it booted that it had: it may have told
  /// before it went down.
  case submitted(request: UInt64, command: Digest, again: Bool = false)
  /// A replica did not take a request.
  case rejected(replica: UInt16, command: Digest, reason: Refusal.Reason)
  /// A replica saw a batch decided for a slot.
  case ordered(replica: UInt16, slot: UInt64, batch: Digest)
  /// A replica judged a slot.
  case executed(replica: UInt16, slot: UInt64, execution: Digest)
  /// An event is durable with a replica.
  indirect case bound(Binding)
  /// A receipt is durable with a replica.
  case refused(replica: UInt16, slot: UInt64, index: UInt32, command: Digest, receipt: Digest)
  /// A slot is durable with a replica.
  case durable(replica: UInt16, slot: UInt64, execution: Digest)
  /// A replica anchored a slot.
  case anchored(replica: UInt16, slot: UInt64, execution: Digest)
  /// A replica holds the proof that an event is final.
  case finalised(replica: UInt16, command: Digest, event: Digest)
  /// A replica holds the proof that a receipt is final.
  case discarded(replica: UInt16, command: Digest, receipt: Digest)
  /// A client accepted an outcome as committed.
  case shown(Showing)
  /// A client accepted an outcome as final; `durable` correct replicas must have it by then.
  case shownFinal(Showing, durable: UInt16)
  /// A subscriber took the next event of a session, or, `again`, found as it booted that it had: it may have
  /// told before it went down.
  case delivered(
    client: UInt16, session: Name, sequence: UInt64, event: Digest, again: Bool = false)
  /// The sizes of the cluster, as a client has them.
  case cluster(replicas: UInt16, faults: UInt16, quorum: UInt16)
  /// What the stores of a replica have given back as it booted again.
  case kept(Kept)
  /// A replica signed the summary of what it had rejected unjudged.
  case summarised(Summary)
  /// A replica is in a view, or waits for it to begin, and its log says so.
  case view(replica: UInt16, view: UInt32)
  /// All slots up to one are durable with a replica; `lag` is Λ of its genesis.
  case height(replica: UInt16, slot: UInt64, lag: UInt32)
  /// A snapshot that is durable with a replica stands for all slots up to this one, which it forgets
  /// unless it is to keep all.
  case snapshot(replica: UInt16, slot: UInt64, forgets: Bool = true)
  /// A replica resolved which batch a slot of a new view has.
  indirect case resolved(Resolution)
  /// A command whose receipt is durable with a replica had this number.
  indirect case declined(Claim)

  /// The outcomes in the ledger of a replica that boots again.
  public struct Kept: Hashable, Canonical, CustomStringConvertible {
    /// The replica.
    public var replica: UInt16
    /// The slot of the snapshot that stands for all slots up to it; 0 without one.
    public var snapshot: UInt64
    /// The last slot up to which none is missing, counted on from the snapshot.
    public var through: UInt64
    /// All outcomes of all slots.
    public var outcomes: [KeptOutcome]
    /// The interval after that of its last summary of rejected requests; 0 without one.
    public var interval: UInt64

    /// Describes a ledger; without `through`, of its snapshot alone none is missing.
    public init(
      replica: UInt16, snapshot: UInt64 = 0, through: UInt64 = 0, outcomes: [KeptOutcome],
      interval: UInt64 = 0
    ) {
      self.replica = replica
      self.snapshot = snapshot
      self.through = max(snapshot, through)
      self.outcomes = outcomes
      self.interval = interval
    }

    /// The replica and how much it has kept.
    public var description: String {
      "replica: \(replica), snapshot: \(snapshot), outcomes: \(outcomes.count)"
    }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.put(replica)
      writer.put(snapshot)
      writer.put(through)
      writer.encode(outcomes)
      writer.put(interval)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      replica = try reader.take()
      snapshot = try reader.take()
      through = try reader.take()
      outcomes = try reader.decode()
      interval = try reader.take()
    }
  }

  /// An outcome in the ledger of a replica that boots again.
  public struct KeptOutcome: Hashable, Canonical {
    /// The slot.
    public var slot: UInt64
    /// The hash of the event or receipt.
    public var hash: Digest

    /// Describes an outcome.
    public init(slot: UInt64, hash: Digest) {
      self.slot = slot
      self.hash = hash
    }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.put(slot)
      writer.encode(hash)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      slot = try reader.take()
      hash = try reader.decode()
    }
  }

  /// An event and the replica with which it is durable.
  public struct Binding: Hashable, Canonical {
    /// The replica.
    public var replica: UInt16
    /// The event.
    public var event: LedgerEvent
    /// The hash of the event.
    public var hash: Digest
    /// The lane of its command.
    public var lane: UInt16
    /// The number of its command in the lane.
    public var clientSequence: UInt64

    /// Describes a binding.
    public init(
      replica: UInt16, event: LedgerEvent, hash: Digest, lane: UInt16, clientSequence: UInt64
    ) {
      self.replica = replica
      self.event = event
      self.hash = hash
      self.lane = lane
      self.clientSequence = clientSequence
    }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.put(replica)
      writer.encode(event)
      writer.encode(hash)
      writer.put(lane)
      writer.put(clientSequence)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      replica = try reader.take()
      event = try reader.decode()
      hash = try reader.decode()
      lane = try reader.take()
      clientSequence = try reader.take()
    }
  }

  /// An outcome that a client accepted.
  public struct Showing: Hashable, Canonical {
    /// The client.
    public var client: UInt16
    /// The client's request.
    public var request: UInt64
    /// The slot of the outcome.
    public var slot: UInt64
    /// The hash of the command.
    public var command: Digest
    /// What became of it.
    public var outcome: OutcomeDigest

    /// Describes what a client accepted.
    public init(
      client: UInt16, request: UInt64, slot: UInt64, command: Digest, outcome: OutcomeDigest
    ) {
      self.client = client
      self.request = request
      self.slot = slot
      self.command = command
      self.outcome = outcome
    }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.put(client)
      writer.put(request)
      writer.put(slot)
      writer.encode(command)
      writer.encode(outcome)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      client = try reader.take()
      request = try reader.take()
      slot = try reader.take()
      command = try reader.decode()
      outcome = try reader.decode()
    }
  }

  /// The propositions' names.
  public static let labels = [
    "joined", "offered", "admitted", "submitted", "rejected", "ordered", "exec", "bound", "refused",
    "durable", "anchored", "final", "discarded", "shown", "shownFinal", "delivered",
    "cluster", "kept", "summarised", "view", "height",
    "snapshot", "resolved", "declined",
  ]

  /// The position among ``labels``.
  public var label: UInt8 {
    switch self {
    case .joined: 0
    case .offered: 1
    case .admitted: 2
    case .submitted: 3
    case .rejected: 4
    case .ordered: 5
    case .executed: 6
    case .bound: 7
    case .refused: 8
    case .durable: 9
    case .anchored: 10
    case .finalised: 11
    case .discarded: 12
    case .shown: 13
    case .shownFinal: 14
    case .delivered: 15
    case .cluster: 16
    case .kept: 17
    case .summarised: 18
    case .view: 19
    case .height: 20
    case .snapshot: 21
    case .resolved: 22
    case .declined: 23
    }
  }

  /// The fact as a client tells it that boots, and that may have told it before.
  var again: LedgerFact {
    switch self {
    case .submitted(let request, let command, _):
      .submitted(request: request, command: command, again: true)
    case .delivered(let client, let session, let sequence, let event, _):
      .delivered(client: client, session: session, sequence: sequence, event: event, again: true)
    default: self  // Told once more, it is the same.
    }
  }

  /// The slot that it speaks of; 0 for none.
  public var slot: UInt64 {
    switch self {
    case .ordered(_, let slot, _), .executed(_, let slot, _), .refused(_, let slot, _, _, _),
      .durable(_, let slot, _), .anchored(_, let slot, _), .height(_, let slot, _),
      .snapshot(_, let slot, _):
      slot
    case .bound(let binding): binding.event.slot
    case .shown(let showing), .shownFinal(let showing, _): showing.slot
    case .resolved(let resolution): resolution.slot
    case .joined, .offered, .admitted, .submitted, .rejected, .finalised, .discarded, .delivered,
      .cluster, .kept, .summarised, .view, .declined:
      0
    }
  }
}
