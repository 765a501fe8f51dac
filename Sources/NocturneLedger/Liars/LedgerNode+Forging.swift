import Cryptography
public import Determinism
public import Faults

extension LedgerNode: Forging {
  /// The lies of the ledger.
  public typealias Forgery = LedgerForgery

  /// A message with a signature that is not its author's.
  public static func withBrokenSignature(_ message: LedgerMessage) -> LedgerMessage? {
    switch message {
    case .request(var signed):
      signed.signature.spoil()
      return .request(signed)
    case .prePrepare(var proposal):
      proposal.signature.spoil()
      return .prePrepare(proposal)
    case .prepare(var ballot):
      ballot.signature.spoil()
      return .prepare(ballot)
    case .commit(var ballot):
      ballot.signature.spoil()
      return .commit(ballot)
    case .anchor(var anchor):
      anchor.signature.spoil()
      return .anchor(anchor)
    case .checkpoint(var vote):
      vote.signature.spoil()
      return .checkpoint(vote)
    case .refusal(var refusal):
      refusal.signature.spoil()
      return .refusal(refusal)
    case .outcome(let report): return .outcome(report.withSpoiltBacking)
    case .deliver(let report): return .deliver(report.withSpoiltBacking)
    case .viewChange(var change):
      change.signature.spoil()
      return .viewChange(change)
    case .newView(var begin):
      begin.signature.spoil()
      return .newView(begin)
    case .fetch, .slots, .state, .fetchBatch, .batch: return nil  // Nobody signs them.
    }
  }

  /// The votes of another replica for what the message is about, and its word for an outcome; the
  /// signatures are the liar's, which are not the other's.
  public func counterfeits(of message: LedgerMessage, as other: NodeID) -> [LedgerMessage] {
    guard case .replica(let replica) = self, Int(other.index) < replica.setup.replicas else {
      return []
    }
    let author = other.index
    switch message {
    case .prePrepare(let proposal):
      let body = Ballot.Body(
        epoch: proposal.body.epoch, view: proposal.body.view, slot: proposal.body.slot,
        batch: proposal.body.batch, replica: author)
      let ballot = Ballot(body: body, signature: proposal.signature)
      if Int(body.view) % replica.setup.replicas == Int(author) { return [.commit(ballot)] }
      return [.prepare(ballot), .commit(ballot)]
    case .prepare(var ballot):
      ballot.body.replica = author
      return [.prepare(ballot)]
    case .commit(var ballot):
      ballot.body.replica = author
      return [.commit(ballot)]
    case .anchor(var anchor):
      anchor.body.replica = author
      return [.anchor(anchor)]
    case .checkpoint(var vote):
      vote.body.replica = author
      return [.checkpoint(vote)]
    case .outcome(var report):
      guard case .anchor(let own) = report.backing else { return [] }
      report.backing = .anchor(Endorsement(replica: author, signature: own.signature))
      return [.outcome(report)]
    case .viewChange(var change):
      change.body.replica = author
      return [.viewChange(change)]
    case .request, .fetch, .slots, .refusal, .deliver, .newView, .state, .fetchBatch, .batch:
      return []
    }
  }

  /// Whether a message is the request of one of some clients.
  public func speaks(_ message: LedgerMessage, for nodes: NodeSet) -> Bool {
    guard case .request(let signed) = message, case .replica(let replica) = self,
      let client = replica.setup.clientIndex(of: signed.command.client)
    else { return false }
    return nodes.contains(replica.setup.node(ofClient: client))
  }
}

extension Signature {
  /// Makes it another signature, of nothing.
  mutating func spoil() {
    self = Signature(
      head: Bytes32(head.word0 ^ 1, head.word1, head.word2, head.word3), tail: tail)
  }
}

extension OutcomeReport {
  var withSpoiltBacking: Self {
    var report = self
    switch backing {
    case .anchor(var own):
      own.signature.spoil()
      report.backing = .anchor(own)
    case .proof(var proof):
      for place in proof.endorsements.indices { proof.endorsements[place].signature.spoil() }
      report.backing = .proof(proof)
    }
    return report
  }
}
