extension LedgerMutant {
  /// What a mutant of views or transfers changes, in a sentence; nothing for the others.
  var summaryOfViews: String {
    switch self {
    case .noPreparedCarry:
      "NEWVIEW proposes nothing again, whatever is prepared."
    case .hidesPrepared:
      "A VIEWCHANGE holds no certificates."
    case .carriesLowestView:
      "NEWVIEW proposes the digest of the certificate with the lowest view."
    case .newViewBelowQuorum:
      "A NEWVIEW needs one VIEWCHANGE less than a quorum."
    case .newViewUnchecked:
      "Backups do not work out what NEWVIEW must propose."
    case .viewChangeUnsigned:
      "Replicas do not verify the signatures of VIEWCHANGEs."
    case .preparedUnproved:
      "Replicas do not verify the certificates in VIEWCHANGEs."
    case .forgetsViewOnRestart:
      "A replica that boots again is in view 0, whatever its log says."
    case .commitWithoutPrepared:
      "A COMMIT leaves without PREPAREs of a quorum."
    case .acceptsTwoDigests:
      "A replica accepts another digest at a slot of the same view."
    case .votesInOldView:
      "A replica that has sent a VIEWCHANGE still prepares and commits below."
    case .slotsUncertified:
      "A slot from a peer needs no COMMITs."
    case .staleCheckpointAccepted:
      "The proof of a checkpoint needs no signatures."
    case .transferUnchecked:
      "A state is not compared with the digest that its checkpoint's quorum signed."
    case .acceptsAnyPrimary:
      "A replica accepts the proposals of whoever sends them."
    case .neverViewChange:
      "No replica ever changes the view."
    case .noJoin:
      "A replica does not join f + 1 others that leave the view."
    case .noViewTimer:
      "No timer runs for the beginning of a view."
    case .noTimeoutDoubling:
      "T_req and T_vc are the same in all views."
    case .neverTellsView:
      "A peer that is seen in an older view is not sent the NEWVIEW."
    case .frozenSequence, .showBeforeDurable, .finalAtOneAnchor, .rawBatchTime, .skipLaneCheck,
      .quorumOffByOne, .skipWAL, .skipSignatureCheck, .skipJudgedCheck, .frozenFloors,
      .skipDeliveryOrder, .neverRetry, .unboundedBackoff, .obeyRefusals, .majorityQuorum,
      .ownClock, .ownClockOnTransfer, .forgetsLedger, .skipVoteSignature,
      .countEveryCommit, .skipBatchDigest, .believeOneWord, .countWordsTwice,
      .skipWordSignature, .skipProofSignatures, .skipOutcomePath, .skipHeaderChain,
      .summaryPerRequest, .summaryOfFirst, .neverFetches, .forgetsRequests:
      ""
    }
  }

  /// The smallest setting in which a mutant of views or transfers shows; nothing for the others.
  var settingOfViews: String {
    switch self {
    case .noPreparedCarry:
      "n = 4; one command, decided at one replica that is then cut off; the others change the view"
    case .hidesPrepared:
      "n = 4; one command, decided at one replica that is then cut off; the others change the view"
    case .carriesLowestView:
      "n = 4; slot 1 is prepared at one replica in view 0, and decided otherwise at another in view 1; view 2"
    case .newViewBelowQuorum:
      "n = 4; one command, decided at one replica; the liar who begins view 1 hides that it is prepared"
    case .newViewUnchecked:
      "n = 4; one command, decided at one replica; the liar who begins view 1 proposes nothing again"
    case .viewChangeUnsigned:
      "n = 4; one command, decided at one replica; the liar who begins view 1 makes VIEWCHANGEs up"
    case .preparedUnproved:
      "n = 4; one command, decided at one replica; a liar claims to be prepared for another batch"
    case .forgetsViewOnRestart:
      "n = 4; the primary is dead; one of the others boots again in view 1"
    case .commitWithoutPrepared:
      "n = 4; no PREPARE arrives; COMMITs arrive at one replica, which is then cut off; the view changes"
    case .acceptsTwoDigests:
      "n = 4; the primary equivocates, and one backup hears both proposals"
    case .votesInOldView:
      "n = 4; the PREPAREs arrive between VIEWCHANGE and NEWVIEW, the COMMITs at one replica only"
    case .slotsUncertified:
      "n = 4; one command; a liar sends another slot 1 to a replica that has none"
    case .staleCheckpointAccepted:
      "n = 4; a liar sends a replica a state of its own making"
    case .transferUnchecked:
      "n = 4; a liar sends a replica that lags a state that it altered"
    case .acceptsAnyPrimary:
      "n = 4; a liar proposes before the primary does; certificates of that prove nothing to others"
    case .neverViewChange:
      "n = 4; the primary is dead"
    case .noJoin:
      "n = 4; the primary is dead; only two of the others hear of the command"
    case .noViewTimer:
      "n = 7; the primaries of views 0 and 1 are dead"
    case .noTimeoutDoubling:
      "n = 4; replicas 600 ms apart, so that no slot is decided within the first view's time"
    case .neverTellsView:
      "n = 4; the primary is dead, and no NEWVIEW reaches one of the others from its own primary"
    case .frozenSequence, .showBeforeDurable, .finalAtOneAnchor, .rawBatchTime, .skipLaneCheck,
      .quorumOffByOne, .skipWAL, .skipSignatureCheck, .skipJudgedCheck, .frozenFloors,
      .skipDeliveryOrder, .neverRetry, .unboundedBackoff, .obeyRefusals, .majorityQuorum,
      .ownClock, .ownClockOnTransfer, .forgetsLedger, .skipVoteSignature,
      .countEveryCommit, .skipBatchDigest, .believeOneWord, .countWordsTwice,
      .skipProofSignatures, .skipOutcomePath, .skipWordSignature, .skipHeaderChain,
      .summaryPerRequest, .summaryOfFirst, .neverFetches, .forgetsRequests:
      ""
    }
  }
}
