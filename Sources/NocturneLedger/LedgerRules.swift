public import Determinism

/// The constants and guards of the protocol that mutants alter: the one place to look for what a
/// mutant does. Without a mutant every guard is on.
public struct LedgerRules: Hashable, Canonical {
  /// What is wrong on purpose, if anything.
  public let mutant: LedgerMutant?

  /// The rules, with one of them altered by a mutant.
  public init(mutant: LedgerMutant? = nil) { self.mutant = mutant }

  /// The votes by which PREPARE and COMMIT quorums fall short of Q.
  var missingVotes: Int { mutant == .quorumOffByOne ? 1 : 0 }
  /// Whether a vote leaves only once its log record is durable, and is found again after a crash.
  var logsVotes: Bool { mutant != .skipWAL }
  /// Whether a slot's time is above that of every slot before it.
  var advancesTime: Bool { mutant != .rawBatchTime }
  /// Whether an event moves its session's number on.
  var advancesSequence: Bool { mutant != .frozenSequence }
  /// Whether lines 2 and 3 of the judge compare a command's number with its lane.
  var checksLanes: Bool { mutant != .skipLaneCheck }
  /// Whether line 1 of the judge looks for a command that has an outcome.
  var checksJudged: Bool { mutant != .skipJudgedCheck }
  /// Whether a checkpoint raises the floor of every lane.
  var raisesFloors: Bool { mutant != .frozenFloors }
  /// Whether replicas verify the signatures of commands.
  var verifiesCommands: Bool { mutant != .skipSignatureCheck }
  /// Whether an outcome is shown only once its slot is durable.
  var awaitsDurability: Bool { mutant != .showBeforeDurable }
  /// Whether finality takes a quorum of anchors, or one.
  var finalityNeedsQuorum: Bool { mutant != .finalAtOneAnchor }

  /// Whether one summary stands for all that was rejected in an interval.
  var awaitsInterval: Bool { mutant != .summaryPerRequest }
  /// Whether a summary counts all that was rejected, and not the first only.
  var countsRejections: Bool { mutant != .summaryOfFirst }
  /// Whether a replica asks for slots that others have and it lacks.
  var fetchesSlots: Bool { mutant != .neverFetches }
  /// Whether a client finds again after a crash what it has asked for.
  var remembersRequests: Bool { mutant != .forgetsRequests }

  // MARK: Views

  /// Whether replicas change the view at all.
  var changesView: Bool { mutant != .neverViewChange }
  /// Whether a replica that left a view votes in it no more.
  var stopsVoting: Bool { mutant != .votesInOldView }
  /// Whether a replica joins f + 1 others that leave the view.
  var joinsOthers: Bool { mutant != .noJoin }
  /// Whether a VIEWCHANGE tells what the replica is prepared for.
  var reportsPrepared: Bool { mutant != .hidesPrepared }
  /// Whether a replica keeps time for the beginning of a view.
  var timesViews: Bool { mutant != .noViewTimer }
  /// Whether a peer in an older view is sent the NEWVIEW.
  var tellsViews: Bool { mutant != .neverTellsView }
  /// Whether a view that was in vain doubles the next one's time.
  var doublesTimeouts: Bool { mutant != .noTimeoutDoubling }
  /// Whether a replica finds its view again after a crash.
  var remembersView: Bool { mutant != .forgetsViewOnRestart }
  /// Whether NEWVIEW proposes again what is prepared.
  var carriesPrepared: Bool { mutant != .noPreparedCarry }
  /// Whether it proposes the digest that is prepared in the highest view.
  var carriesHighest: Bool { mutant != .carriesLowestView }
  /// The VIEWCHANGEs by which a NEWVIEW falls short of Q.
  var missingChanges: Int { mutant == .newViewBelowQuorum ? 1 : 0 }
  /// Whether backups work out themselves what NEWVIEW must propose.
  var checksNewView: Bool { mutant != .newViewUnchecked }
  /// Whether the signatures of VIEWCHANGEs are verified.
  var checksChanges: Bool { mutant != .viewChangeUnsigned }
  /// Whether the certificates in a VIEWCHANGE are verified.
  var checksPrepared: Bool { mutant != .preparedUnproved }
  /// Whether the proof of a checkpoint takes a quorum's signatures.
  var checksCheckpoints: Bool { mutant != .staleCheckpointAccepted }
  /// Whether a slot that a peer sends takes the COMMITs of a quorum.
  var checksCertificates: Bool { mutant != .slotsUncertified }
  /// Whether a state that a peer sends must be the one that the checkpoint's quorum signed.
  var checksTransfers: Bool { mutant != .transferUnchecked }
  /// Whether only the view's primary proposes.
  var checksPrimary: Bool { mutant != .acceptsAnyPrimary }
  /// Whether a replica accepts one digest at most for a view and a slot.
  var acceptsOneDigest: Bool { mutant != .acceptsTwoDigests }
  /// Whether a COMMIT takes Q − 1 PREPAREs.
  var commitsPrepared: Bool { mutant != .commitWithoutPrepared }

  // MARK: Clients, quorums and what is kept

  /// Whether a subscriber takes the events of a session in their order.
  var ordersDeliveries: Bool { mutant != .skipDeliveryOrder }
  /// Whether a client asks again.
  var retries: Bool { mutant != .neverRetry }
  /// Whether the wait of a client before its next try has a bound.
  var boundsBackoff: Bool { mutant != .unboundedBackoff }
  /// Whether a client takes a refusal for advice.
  var doubtsRefusals: Bool { mutant != .obeyRefusals }
  /// Whether two quorums share a correct replica.
  var quorumsIntersect: Bool { mutant != .majorityQuorum }
  /// Whether a slot's time is in its batch: for slots that the replica decides, and that it is sent.
  func takesProposedTime(isAdopted: Bool) -> Bool {
    mutant != (isAdopted ? .ownClockOnTransfer : .ownClock)
  }
  /// Whether the ledger keeps its slots for ever.
  var keepsLedger: Bool { mutant != .forgetsLedger }

  // MARK: Where only liars are in the way

  /// Whether replicas verify the signatures of PREPAREs and COMMITs.
  var checksVotes: Bool { mutant != .skipVoteSignature }
  /// Whether COMMITs count for the digest that they name only.
  var comparesCommits: Bool { mutant != .countEveryCommit }
  /// Whether a batch is the one whose digest its primary signed.
  var checksBatchDigest: Bool { mutant != .skipBatchDigest }
  /// How many replicas may tell a client something equal that it does not believe yet.
  func unbelieved(_ faults: Int) -> Int { mutant == .believeOneWord ? 0 : faults }
  /// Whether a client counts the word of one replica once.
  var countsWordsOnce: Bool { mutant != .countWordsTwice }
  /// Whether a client verifies the signature under a replica's word.
  var checksWords: Bool { mutant != .skipWordSignature }
  /// Whether a client verifies the signatures under a finality proof.
  var checksProofs: Bool { mutant != .skipProofSignatures }
  /// Whether a client verifies that an outcome stands among those of its slot.
  var checksPaths: Bool { mutant != .skipOutcomePath }
  /// Whether a client verifies that the headers of a finality proof follow each other.
  var checksChains: Bool { mutant != .skipHeaderChain }

  /// Appends the mutant.
  public func encode(into writer: inout CanonicalWriter) { writer.encode(mutant) }

  /// Reads the mutant.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    mutant = try reader.decode()
  }
}
