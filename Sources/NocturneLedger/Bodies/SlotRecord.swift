public import Cryptography
public import Determinism

/// A replica's signature in a certificate.
public struct Endorsement: Hashable, Canonical {
  /// The position of the replica.
  public var replica: UInt16
  /// Its signature.
  public var signature: Signature

  /// Joins a replica and its signature.
  public init(replica: UInt16, signature: Signature) {
    self.replica = replica
    self.signature = signature
  }

  /// Appends the position and the signature.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(replica)
    writer.encode(signature)
  }

  /// Reads a position and a signature.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    replica = try reader.take()
    signature = try reader.decode()
  }
}

extension CanonicalReader {
  /// Reads endorsements that stand strictly ascending by replica.
  mutating func takeEndorsements() throws(CanonicalError) -> [Endorsement] {
    let start = offset
    let list = try decode([Endorsement].self)
    guard zip(list, list.dropFirst()).allSatisfy({ $0.replica < $1.replica }) else {
      throw .notCanonical("endorsements out of order", at: start)
    }
    return list
  }
}

/// The proof that a batch is decided for a slot: COMMITs of a quorum in one view.
public struct CommitCertificate: Hashable, Canonical {
  /// The view of all the votes.
  public var view: UInt32
  /// The votes, ascending by replica.
  public var endorsements: [Endorsement]

  /// Joins a view and the votes.
  public init(view: UInt32, endorsements: [Endorsement]) {
    self.view = view
    self.endorsements = endorsements
  }

  /// Appends the view and the votes.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(view)
    writer.encode(endorsements)
  }

  /// Reads a view and votes, strictly ascending by replica.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    view = try reader.take()
    endorsements = try reader.takeEndorsements()
  }
}

/// What the ledger keeps of a slot, for ever.
public struct SlotRecord: Canonical {
  /// What was decided.
  public var batch: Batch
  /// Why.
  public var certificate: CommitCertificate
  /// What became of the commands, one entry each.
  public var outcomes: [OutcomeDigest]

  /// Joins batch, certificate and outcomes.
  public init(batch: Batch, certificate: CommitCertificate, outcomes: [OutcomeDigest]) {
    self.batch = batch
    self.certificate = certificate
    self.outcomes = outcomes
  }

  /// Appends batch, certificate and outcomes.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(batch)
    writer.encode(certificate)
    writer.encode(outcomes)
  }

  /// Reads a record; there must be one outcome a command.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    batch = try reader.decode()
    certificate = try reader.decode()
    let start = reader.offset
    outcomes = try reader.decode()
    guard outcomes.count == batch.commands.count else {
      throw .notCanonical(
        "\(outcomes.count) outcomes of \(batch.commands.count) commands", at: start)
    }
  }
}
