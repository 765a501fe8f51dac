public import Cryptography
public import Determinism
public import Machine

/// What replicas write: votes and the stable checkpoint to the store `wal`, slots to `ledger`.
public enum LedgerRecord: Labelled {
  /// The proposal that the replica accepted, or made.
  case accepted(Proposal)
  /// A quorum accepted the proposal.
  case prepared(PreparedCertificate)
  /// The checkpoint above which the window stands.
  case stable(CheckpointProof)
  /// A judged slot.
  case slot(SlotRecord)

  /// The names.
  public static let labels = ["ACCEPTED", "PREPARED", "STABLE", "SLOT"]

  /// The position among ``labels``.
  public var label: UInt8 {
    switch self {
    case .accepted: 0
    case .prepared: 1
    case .stable: 2
    case .slot: 3
    }
  }

  /// The view of a vote; otherwise 0.
  public var view: UInt32 {
    switch self {
    case .accepted(let proposal): proposal.body.view
    case .prepared(let certificate): certificate.body.view
    case .stable, .slot: 0
    }
  }

  /// The slot that it is about.
  public var slot: UInt64 {
    switch self {
    case .accepted(let proposal): proposal.body.slot
    case .prepared(let certificate): certificate.body.slot
    case .stable(let proof): proof.slot
    case .slot(let record): record.batch.slot
    }
  }

  /// Appends the label and the body.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(label)
    switch self {
    case .accepted(let body): writer.encode(body)
    case .prepared(let body): writer.encode(body)
    case .stable(let body): writer.encode(body)
    case .slot(let body): writer.encode(body)
    }
  }

  /// Reads a record.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .accepted(try reader.decode())
    case 1: self = .prepared(try reader.decode())
    case 2: self = .stable(try reader.decode())
    case 3: self = .slot(try reader.decode())
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}

/// The proof that a proposal was accepted by a quorum: its body, signed by the primary, and PREPAREs.
public struct PreparedCertificate: Hashable, Canonical {
  /// The proposal, without the batch.
  public var body: Proposal.Body
  /// The primary's signature.
  public var signature: Signature
  /// The PREPAREs, ascending by replica.
  public var endorsements: [Endorsement]

  /// Puts a certificate together.
  public init(body: Proposal.Body, signature: Signature, endorsements: [Endorsement]) {
    self.body = body
    self.signature = signature
    self.endorsements = endorsements
  }

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(body)
    writer.encode(signature)
    writer.encode(endorsements)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    body = try reader.decode()
    signature = try reader.decode()
    endorsements = try reader.takeEndorsements()
  }
}

/// The proof that a checkpoint is stable: what a quorum signed, and the signatures.
public struct CheckpointProof: Hashable, Canonical {
  /// The epoch.
  public var epoch: UInt32
  /// The slot.
  public var slot: UInt64
  /// The execution digest of the slot.
  public var execution: Digest
  /// The digest of the replicated state after the slot.
  public var state: Digest
  /// The signatures, ascending by replica.
  public var endorsements: [Endorsement]

  /// What a replica signed.
  func body(of replica: UInt16) -> CheckpointVote.Body {
    CheckpointVote.Body(
      epoch: epoch, slot: slot, execution: execution, state: state, replica: replica)
  }

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(slot)
    writer.encode(execution)
    writer.encode(state)
    writer.encode(endorsements)
  }
}

extension CheckpointProof {
  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    slot = try reader.take()
    execution = try reader.decode()
    state = try reader.decode()
    endorsements = try reader.takeEndorsements()
  }
}
