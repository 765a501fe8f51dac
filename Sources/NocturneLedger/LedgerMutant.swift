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
  /// Counts PREPAREs and COMMITs whatever their signature.
  case skipVoteSignature
  /// Counts the COMMITs of a view for a digest whatever digest they name.
  case countEveryCommit
  /// Takes a batch that is not the one whose digest its primary signed.
  case skipBatchDigest
  /// Adopts a peer's record whatever its certificate.
  case skipCertificate
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
    case .skipVoteSignature, .countEveryCommit, .skipCertificate: "Agreement"
    case .skipBatchDigest: "S1"
    case .believeOneWord, .countWordsTwice, .skipWordSignature: "S2"
    case .skipProofSignatures, .skipOutcomePath, .skipHeaderChain: "S2f"
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
    case .skipVoteSignature: "Replicas do not verify the signatures of PREPAREs and COMMITs."
    case .countEveryCommit: "COMMITs of a view decide whatever digest they name."
    case .skipBatchDigest: "Replicas do not compare a batch with the digest that was signed for it."
    case .skipCertificate: "Replicas adopt a peer's record without a look at its certificate."
    case .believeOneWord: "A client shows an outcome on one replica's word, not f + 1's."
    case .countWordsTwice: "A client counts what one replica says twice as two words."
    case .skipWordSignature: "A client does not verify the signature under a replica's word."
    case .skipProofSignatures: "A client does not verify the signatures under a finality proof."
    case .skipOutcomePath: "A client does not verify that an outcome stands in its slot."
    case .skipHeaderChain: "A client does not verify that a proof's headers follow each other."
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
    case .skipVoteSignature:
      "n = 4; the primary equivocates, commits to both and votes in the names of all others"
    case .countEveryCommit: "n = 4; the primary equivocates and commits to both"
    case .skipBatchDigest: "n = 4; the primary sends two batches under one digest"
    case .skipCertificate: "n = 4; a backup sends records of slots that nobody decided"
    case .believeOneWord, .countWordsTwice, .skipProofSignatures, .skipOutcomePath:
      "n = 4; one command; a backup forges outcomes"
    case .skipWordSignature:
      "n = 4; one command; a backup forges outcomes in its own name and in another's"
    case .skipHeaderChain: "n = 4; two commands; a backup forges outcomes"
    }
  }

  /// Appends the position as `u8`.
  public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

  /// Reads a position.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    self = try reader.takeCase()
  }
}
