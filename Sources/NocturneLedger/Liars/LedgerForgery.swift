public import Determinism
public import Faults
public import Machine

/// The lies that only the ledger can build.
public enum LedgerForgery: Forger {
  /// As primary, proposes to some replicas another batch for the slot; both are good by themselves.
  case equivocate(Split)
  /// Signs a PREPARE for every proposal that it hears of, each for those who have accepted it.
  case doublePrepare(Answers)
  /// The same with COMMITs.
  case doubleCommit(Answers)
  /// Votes and vouches for digests of nothing; as primary, sends a batch under the digest of another.
  case wrongDigest(Split)
  /// Tells clients of outcomes that no slot has.
  case forgeReceipt
  /// Answers peers, and volunteers, with records of slots that nobody decided.
  case lieState
  /// As primary, puts the commands of some clients first and the others off; or, with none given, the
  /// commands of a batch in the wrong order.
  case reorderBatch(NodeSet)
  /// Hides in VIEWCHANGEs what it has prepared; as the new primary, begins the view with those that know
  /// the least.
  case lieViewChange
  /// Shows an old stable checkpoint for its last one: the first that it has had, or none.
  case staleCheckpoint(CheckpointProof?)
  /// Asks for ever higher views, so often.
  case spamViewChange(ViewSpam)
  /// As a client, sends requests that prove no author.
  case spamRequests(RequestSpam)
  /// As a client, sends with every command two more of its lane: the next one before it, and another with
  /// the same number after it.
  case doubleSubmit
  /// As the new primary, begins views with what proves nothing.
  case forgeNewView
  /// Claims in VIEWCHANGEs to be prepared for what it is not.
  case claimPrepared(Claims)
  /// As a backup, proposes in the primary's place.
  case usurp
  /// As the new primary, begins the view in two ways: to some replicas from those who know the least, or,
  /// where that comes to the same, with nothing to propose again.
  case equivocateNewView(Split)

  /// The node that lies.
  public typealias N = LedgerNode

  /// Which replicas are told the other tale.
  public struct Split: Hashable, Canonical {
    /// Those who are; nil for every second one, others at every slot.
    public var side: NodeSet?
    /// After how long each side is told the tale of the other one as well; never when nil.
    public var swap: Ticks?

    /// Describes a split.
    public init(side: NodeSet? = nil, swap: Ticks? = nil) {
      self.side = side
      self.swap = swap
    }

    /// The receivers who are told the other tale.
    func side(of receivers: NodeSet, view: UInt32, slot: UInt64) -> NodeSet {
      if let side { return receivers.intersection(side) }
      let turn = Int(truncatingIfNeeded: UInt64(view) &+ slot)
      return NodeSet(
        receivers.enumerated().filter { ($0.offset &+ turn) % 2 != 0 }.map(\.element))
    }

    /// Appends the side and the time.
    public func encode(into writer: inout CanonicalWriter) {
      writer.encode(side)
      writer.encode(swap)
    }

    /// Reads a split.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      side = try reader.decode()
      swap = try reader.decode()
    }
  }

  /// VIEWCHANGEs without a reason.
  public struct ViewSpam: Hashable, Canonical {
    /// How long the liar waits between two of them, at least.
    public var interval: Ticks
    /// When the last one left, by the liar's clock.
    var last: Ticks?
    /// The view of the last one.
    var view: UInt32 = 0

    /// One at most in every interval.
    public init(every interval: Ticks) { self.interval = interval }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.encode(interval)
      writer.encode(last)
      writer.put(view)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      interval = try reader.decode()
      last = try reader.decode()
      view = try reader.take()
    }
  }

  /// Makes lies of what the node did.
  public mutating func rewrite(
    _ deeds: inout Deeds<Ledger>, after input: Input<Ledger>, at node: LedgerNode,
    among colluders: NodeSet, _ context: inout Context<Ledger>
  ) {
    guard case .replica(let replica) = node else {
      if case .client(let client) = node { lie(LyingClient(client), &deeds, &context) }
      return
    }
    let liar = LyingReplica(replica, colluders)
    switch self {
    case .equivocate(let split): liar.equivocate(&deeds, split, &context)
    case .doublePrepare(var answers):
      liar.voteTwice(&deeds, .prepare, after: input, &answers, &context)
      self = .doublePrepare(answers)
    case .doubleCommit(var answers):
      liar.voteTwice(&deeds, .commit, after: input, &answers, &context)
      self = .doubleCommit(answers)
    case .wrongDigest(let split): liar.nameWrongDigests(&deeds, split, &context)
    case .forgeReceipt: liar.forgeOutcomes(&deeds, &context)
    case .lieState: liar.forgeRecords(&deeds, &context)
    case .reorderBatch(let clients): liar.reorderBatches(&deeds, favouring: clients, &context)
    case .lieViewChange: liar.hidePrepared(&deeds, &context)
    case .staleCheckpoint(let first):
      let old = first ?? replica.stableProof
      liar.showOldCheckpoint(&deeds, old == replica.stableProof ? nil : old, &context)
      self = .staleCheckpoint(old)
    case .equivocateNewView(let split): liar.equivocateNewView(&deeds, split, &context)
    case .spamViewChange(var spam):
      liar.askForViews(&deeds, &spam, &context)
      self = .spamViewChange(spam)
    case .spamRequests, .doubleSubmit: break  // A client's.
    case .forgeNewView: liar.forgeNewViews(&deeds, &context)
    case .claimPrepared(var claims):
      liar.claimPrepared(&deeds, after: input, &claims, &context)
      self = .claimPrepared(claims)
    case .usurp: liar.usurp(&deeds, after: input, &context)
    }
  }

  private mutating func lie(
    _ liar: LyingClient, _ deeds: inout Deeds<Ledger>, _ context: inout Context<Ledger>
  ) {
    if case .spamRequests(var spam) = self {
      liar.flood(&deeds, &spam, &context)
      self = .spamRequests(spam)
    }
    if case .doubleSubmit = self { liar.submitTwice(&deeds, &context) }
  }

  /// Appends the lie's position and its operands.
  public func encode(into writer: inout CanonicalWriter) {
    switch self {
    case .equivocate(let split):
      writer.put(UInt8(0))
      writer.encode(split)
    case .doublePrepare(let answers):
      writer.put(UInt8(1))
      writer.encode(answers)
    case .doubleCommit(let answers):
      writer.put(UInt8(2))
      writer.encode(answers)
    case .wrongDigest(let split):
      writer.put(UInt8(3))
      writer.encode(split)
    case .forgeReceipt: writer.put(UInt8(4))
    case .lieState: writer.put(UInt8(5))
    case .reorderBatch(let clients):
      writer.put(UInt8(6))
      writer.encode(clients)
    case .lieViewChange: writer.put(UInt8(7))
    case .staleCheckpoint(let proof):
      writer.put(UInt8(8))
      writer.encode(proof)
    case .spamViewChange(let spam):
      writer.put(UInt8(9))
      writer.encode(spam)
    case .spamRequests(let spam):
      writer.put(UInt8(10))
      writer.encode(spam)
    case .forgeNewView: writer.put(UInt8(11))
    case .claimPrepared(let claims):
      writer.put(UInt8(12))
      writer.encode(claims)
    case .usurp: writer.put(UInt8(13))
    case .doubleSubmit: writer.put(UInt8(14))
    case .equivocateNewView(let split):
      writer.put(UInt8(15))
      writer.encode(split)
    }
  }

  /// Reads a lie.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .equivocate(try reader.decode())
    case 1: self = .doublePrepare(try reader.decode())
    case 2: self = .doubleCommit(try reader.decode())
    case 3: self = .wrongDigest(try reader.decode())
    case 4: self = .forgeReceipt
    case 5: self = .lieState
    case 6: self = .reorderBatch(try reader.decode())
    case 7: self = .lieViewChange
    case 8: self = .staleCheckpoint(try reader.decode())
    case 9: self = .spamViewChange(try reader.decode())
    case 10: self = .spamRequests(try reader.decode())
    case 11: self = .forgeNewView
    case 12: self = .claimPrepared(try reader.decode())
    case 13: self = .usurp
    case 14: self = .doubleSubmit
    case 15: self = .equivocateNewView(try reader.decode())
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}
