public import Cryptography
public import Determinism

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

  /// Puts a proof together.
  public init(
    epoch: UInt32, slot: UInt64, execution: Digest, state: Digest, endorsements: [Endorsement]
  ) {
    self.epoch = epoch
    self.slot = slot
    self.execution = execution
    self.state = state
    self.endorsements = endorsements
  }

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
