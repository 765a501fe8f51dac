public import Determinism

/// The ledger with one guard or one constant changed, so that one property must fail.
public enum LedgerMutant: UInt8, CaseIterable, Canonical {
  /// Numbers every event of a session 1.
  case frozenSequence
  /// Sends an outcome when its slot is judged, before it is durable.
  case showBeforeDurable
  /// Takes one anchor for finality.
  case finalAtOneAnchor
  /// Takes the proposer's clock for the slot's time, whatever the slot before had.
  case rawBatchTime
  /// Accepts the commands of a lane in any order.
  case skipLaneCheck
  /// Prepares and commits with one vote less than a quorum.
  case quorumOffByOne
  /// Votes without a log, and hence forgets its votes in a crash.
  case skipWAL
  /// Orders commands whatever their signature.
  case skipSignatureCheck
  /// Judges a command again that has an outcome already.
  case skipJudgedCheck
  /// Forgets judged commands at checkpoints without raising the floors of their lanes.
  case frozenFloors

  // Views and transfers.
  /// Begins a view without proposing again what is prepared.
  case noPreparedCarry
  /// Leaves a view without telling what it is prepared for.
  case hidesPrepared
  /// Proposes again what is prepared in the lowest view.
  case carriesLowestView
  /// Begins a view with one VIEWCHANGE less than a quorum.
  case newViewBelowQuorum
  /// Takes a NEWVIEW's word for what is to be proposed again.
  case newViewUnchecked
  /// Takes VIEWCHANGEs whatever their signature.
  case viewChangeUnsigned
  /// Takes a VIEWCHANGE's word for what is prepared.
  case preparedUnproved
  /// Is in view 0 again after a crash.
  case forgetsViewOnRestart
  /// Commits when it accepts.
  case commitWithoutPrepared
  /// Accepts a second proposal for a slot of a view.
  case acceptsTwoDigests
  /// Goes on to vote in a view that it has left.
  case votesInOldView
  /// Takes the slots that a peer sends on trust.
  case slotsUncertified
  /// Takes a checkpoint whoever signed it.
  case staleCheckpointAccepted
  /// Takes the state that a peer sends on trust.
  case transferUnchecked
  /// Accepts proposals of any replica.
  case acceptsAnyPrimary
  /// Never changes the view.
  case neverViewChange
  /// Changes the view only when its own patience ends.
  case noJoin
  /// Waits for a view for ever.
  case noViewTimer
  /// Waits no longer in later views.
  case noTimeoutDoubling
  /// Leaves peers in older views alone.
  case neverTellsView

  // Clients, quorums and what is kept.
  /// Takes the events of a session as they come.
  case skipDeliveryOrder
  /// Sends a command once.
  case neverRetry
  /// Doubles the wait before the next try without end.
  case unboundedBackoff
  /// Takes a replica's refusal for the end of a command.
  case obeyRefusals
  /// Decides with a majority, as if nobody could lie.
  case majorityQuorum
  /// Judges by its own clock what it decides.
  case ownClock
  /// Judges by its own clock what it is sent.
  case ownClockOnTransfer
  /// Forgets the ledger below a checkpoint too.
  case forgetsLedger

  // What only liars run into.
  /// Counts PREPAREs and COMMITs whatever their signature.
  case skipVoteSignature
  /// Counts the COMMITs of a view for a digest whatever digest they name.
  case countEveryCommit
  /// Takes a batch that is not the one whose digest its primary signed.
  case skipBatchDigest
  /// Shows a client an outcome on one replica's word.
  case believeOneWord
  /// Counts what one replica says twice as the words of two.
  case countWordsTwice
  /// Takes a word in a replica's name for the replica's.
  case skipWordSignature
  /// Takes a finality proof whatever its signatures.
  case skipProofSignatures
  /// Takes an outcome for one of a slot that has others.
  case skipOutcomePath
  /// Takes a slot for proved by one that does not follow it.
  case skipHeaderChain
  /// Asks anew after a crash, with numbers that it has used.
  case forgetsRequests

  // Summaries and heights.
  /// Writes a summary for every request that it rejects.
  case summaryPerRequest
  /// Counts only the first request of an interval that it rejects.
  case summaryOfFirst
  /// Never asks for slots that it lacks.
  case neverFetches

  /// The name that configurations use, such as `skipWAL`.
  public var name: String { "\(self)" }

  /// The mutant of a name.
  public init?(named name: String) {
    guard let mutant = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = mutant
  }

  /// The property that it breaks, by name.
  public var breaks: String {
    switch self {
    case .frozenSequence: "S1"
    case .showBeforeDurable: "S2"
    case .finalAtOneAnchor: "S2f"
    case .rawBatchTime: "L2"
    case .skipLaneCheck: "L2c"
    case .quorumOffByOne, .skipWAL: "Agreement"
    case .skipSignatureCheck: "Validity"
    case .skipJudgedCheck: "Integrity"
    case .frozenFloors: "OutcomeUnique"
    case .carriesLowestView: "S5"
    case .noPreparedCarry, .hidesPrepared, .newViewBelowQuorum, .newViewUnchecked,
      .viewChangeUnsigned, .preparedUnproved, .commitWithoutPrepared, .acceptsTwoDigests,
      .votesInOldView, .slotsUncertified:
      "Agreement"
    case .forgetsViewOnRestart: "ViewMonotone"
    case .staleCheckpointAccepted, .transferUnchecked:
      "S1"
    case .acceptsAnyPrimary, .neverViewChange, .noJoin, .noViewTimer, .noTimeoutDoubling,
      .neverTellsView:
      "L1"
    case .skipDeliveryOrder: "S3"
    case .neverRetry, .forgetsRequests: "L1"
    case .unboundedBackoff: "L1t"
    case .obeyRefusals: "ReceiptComplete"
    case .majorityQuorum: "QuorumIntersection"
    case .ownClock: "S4"
    case .ownClockOnTransfer: "MonotoneFinality"
    case .forgetsLedger: "Durability"
    case .skipVoteSignature, .countEveryCommit: "Agreement"
    case .skipBatchDigest: "S1"
    case .believeOneWord, .countWordsTwice, .skipWordSignature: "S2"
    case .skipProofSignatures, .skipOutcomePath, .skipHeaderChain: "S2f"
    case .summaryPerRequest, .summaryOfFirst: "SummaryRate"
    case .neverFetches: "LagBound"
    }
  }

  /// What it changes, in a sentence.
  public var summary: String {
    switch self {
    case .frozenSequence: "Every event of a session gets the number 1."
    case .showBeforeDurable: "An outcome leaves when its slot is judged, not when it is durable."
    case .finalAtOneAnchor: "One anchor makes a slot final, not a quorum's."
    case .rawBatchTime: "A slot's time is the proposer's clock, whatever the slot before had."
    case .skipLaneCheck: "Lines 2 and 3 of the judge are left out."
    case .quorumOffByOne: "PREPARE and COMMIT need one vote less than a quorum."
    case .skipWAL: "Votes leave without a log, and are forgotten in a crash."
    case .skipSignatureCheck: "Replicas do not verify the signatures of commands."
    case .skipJudgedCheck: "Line 1 of the judge does not look for an earlier outcome."
    case .frozenFloors: "A checkpoint forgets judged commands and leaves the lanes' floors."
    case .skipDeliveryOrder: "A subscriber takes the events of a session as they come."
    case .neverRetry: "A client sends a command once, and never again."
    case .unboundedBackoff: "The wait of a client before its next try doubles without end."
    case .obeyRefusals: "A client takes a replica's refusal for the end of its command."
    case .majorityQuorum: "A majority decides, whatever f."
    case .ownClock: "A slot's time is the clock of the replica that judges it."
    case .ownClockOnTransfer:
      "The time of a slot that a replica was sent is the clock of the replica that judges it."
    case .forgetsLedger: "A checkpoint releases the slots of the ledger too, and not only votes."
    case .skipVoteSignature: "Replicas do not verify the signatures of PREPAREs and COMMITs."
    case .countEveryCommit: "COMMITs of a view decide whatever digest they name."
    case .skipBatchDigest: "Replicas do not compare a batch with the digest that was signed for it."
    case .believeOneWord: "A client shows an outcome on one replica's word, not f + 1's."
    case .countWordsTwice: "A client counts what one replica says twice as two words."
    case .skipWordSignature: "A client does not verify the signature under a replica's word."
    case .skipProofSignatures: "A client does not verify the signatures under a finality proof."
    case .skipOutcomePath: "A client does not verify that an outcome stands in its slot."
    case .forgetsRequests: "A client that boots again does not know what it has asked for."
    case .skipHeaderChain: "A client does not verify that a proof's headers follow each other."
    case .summaryPerRequest: "Every request that is rejected unjudged gets a summary of its own."
    case .summaryOfFirst: "A summary counts the first of an interval's rejected requests only."
    case .neverFetches: "A replica does not ask its peers for the slots that it lacks."
    case .noPreparedCarry, .hidesPrepared, .carriesLowestView, .newViewBelowQuorum,
      .newViewUnchecked, .viewChangeUnsigned, .preparedUnproved, .forgetsViewOnRestart,
      .commitWithoutPrepared, .acceptsTwoDigests, .votesInOldView, .slotsUncertified,
      .staleCheckpointAccepted, .transferUnchecked, .acceptsAnyPrimary, .neverViewChange,
      .noJoin, .noViewTimer, .noTimeoutDoubling, .neverTellsView:
      summaryOfViews
    }
  }

  /// The smallest setting in which it shows.
  public var setting: String {
    switch self {
    case .frozenSequence: "n = 1; two commands"
    case .showBeforeDurable: "n = 1; one command; a ledger store slower than the way to the client"
    case .finalAtOneAnchor:
      "n = 4; one command; one ledger store faster than the others by more than the way to the client"
    case .rawBatchTime: "n = 1, batch limit 1; two commands due at once"
    case .skipLaneCheck:
      "n = 1; a client with two commands in one lane at once; the link to the replica reorders them"
    case .quorumOffByOne: "n = 4; two commands; the primary equivocates, or has a twin"
    case .skipWAL:
      "n = 3, f = 0; one command; {0, 1} decide it, replica 0 crashes before its ledger write and comes "
        + "back beside replica 2 only; the client tries again"
    case .skipSignatureCheck: "n = 1; one command in a correct client's name that it did not sign"
    case .skipJudgedCheck:
      "n = 1; one command; a crash between the log of its proposal and its decision; the client tries "
        + "again before that"
    case .frozenFloors:
      "n = 1; a copy of a lane's first request that arrives after its second and a checkpoint"
    case .skipDeliveryOrder:
      "n = 1; a subscriber; two events; the first one's delivery comes after the second one's"
    case .neverRetry: "n = 1; one command; its request is lost"
    case .unboundedBackoff:
      "n = 1; one command; a cut that is longer than the longest wait; the core heals in it"
    case .obeyRefusals: "n = 1; one command; its request is altered on the way"
    case .majorityQuorum: "n = 7, f = 2; nothing needs to happen"
    case .ownClock: "n = 2, f = 0; one command; a link that takes time"
    case .ownClockOnTransfer:
      "n = 4; one replica is cut off from a command, and hears of it later"
    case .forgetsLedger: "n = 1; a checkpoint after two commands; the replica boots again"
    case .skipVoteSignature:
      "n = 4; the primary equivocates, commits to both and votes in the names of all others"
    case .countEveryCommit: "n = 4; the primary equivocates and commits to both"
    case .skipBatchDigest: "n = 4; the primary sends two batches under one digest"
    case .believeOneWord, .countWordsTwice, .skipProofSignatures, .skipOutcomePath:
      "n = 4; one command; a backup forges outcomes"
    case .skipWordSignature:
      "n = 4; one command; a backup forges outcomes in its own name and in another's"
    case .skipHeaderChain: "n = 4; two commands; a backup forges outcomes"
    case .summaryPerRequest: "n = 1; a request that is altered on the way"
    case .summaryOfFirst: "n = 1; two requests of one interval are altered on the way"
    case .neverFetches:
      "n = 4; one replica is cut off from more than Λ slots; the core that heals has it in it"
    case .forgetsRequests: "n = 1; two commands; the client crashes between them"
    case .noPreparedCarry, .hidesPrepared, .carriesLowestView, .newViewBelowQuorum,
      .newViewUnchecked, .viewChangeUnsigned, .preparedUnproved, .forgetsViewOnRestart,
      .commitWithoutPrepared, .acceptsTwoDigests, .votesInOldView, .slotsUncertified,
      .staleCheckpointAccepted, .transferUnchecked, .acceptsAnyPrimary, .neverViewChange,
      .noJoin, .noViewTimer, .noTimeoutDoubling, .neverTellsView:
      settingOfViews
    }
  }

  /// Appends the position as `u8`.
  public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

  /// Reads a position.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    self = try reader.takeCase()
  }
}
