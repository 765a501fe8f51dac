public import Cryptography
public import Determinism

/// The messages OUTCOME and DELIVER: an outcome with what proves it.
public struct OutcomeReport: Canonical {
  /// How much is known of an outcome.
  public enum Level: UInt8, CaseIterable, Canonical {
    /// One replica vouches for it: durable there.
    case committed
    /// A quorum vouches for it: it cannot be lost.
    case final

    /// Appends the number as `u8`.
    public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

    /// Reads a level.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      self = try reader.takeCase()
    }
  }

  /// Who vouches.
  public enum Backing: Hashable, Sendable {
    /// The sender's own ANCHOR for the slot.
    case anchor(Endorsement)
    /// Anchors of a quorum.
    case proof(FinalityProof)
  }

  /// The event or receipt.
  public var outcome: Outcome
  /// Its place among the slot's outcomes.
  public var path: MerklePath
  /// The header of its slot.
  public var header: ExecutionHeader
  /// Who vouches for the header.
  public var backing: Backing

  /// The level that the backing gives.
  public var level: Level {
    switch backing {
    case .anchor: .committed
    case .proof: .final
    }
  }

  /// Puts a report together.
  public init(outcome: Outcome, path: MerklePath, header: ExecutionHeader, backing: Backing) {
    self.outcome = outcome
    self.path = path
    self.header = header
    self.backing = backing
  }

  /// Appends outcome, path, header, level and backing.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(outcome)
    writer.encode(path)
    writer.encode(header)
    writer.encode(level)
    switch backing {
    case .anchor(let anchor): writer.encode(anchor)
    case .proof(let proof): writer.encode(proof)
    }
  }

  /// Reads a report; an outcome of another slot than the header's is refused.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    outcome = try reader.decode()
    path = try reader.decode()
    header = try reader.decode()
    guard outcome.slot == header.slot, outcome.index == path.index else {
      throw .notCanonical("an outcome of another place than its path", at: start)
    }
    switch try reader.decode(Level.self) {
    case .committed: backing = .anchor(try reader.decode())
    case .final: backing = .proof(try reader.decode())
    }
  }
}

/// The proof that a slot is final: the headers from the one after it to a slot that a quorum vouches
/// for, and that quorum's signatures.
public struct FinalityProof: Hashable, Canonical {
  /// What the quorum signed.
  public enum Kind: UInt8, CaseIterable, Canonical {
    /// ANCHOR bodies.
    case anchors
    /// CHECKPOINT bodies.
    case checkpoints

    /// Appends the number as `u8`.
    public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

    /// Reads a kind.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      self = try reader.takeCase()
    }
  }

  /// The headers above the outcome's own, of consecutive slots; the last one is vouched for.
  public var chain: [ExecutionHeader]
  /// What the quorum signed.
  public var kind: Kind
  /// The signatures, ascending by replica.
  public var endorsements: [Endorsement]

  /// Puts a proof together.
  public init(chain: [ExecutionHeader], kind: Kind, endorsements: [Endorsement]) {
    self.chain = chain
    self.kind = kind
    self.endorsements = endorsements
  }

  /// Appends headers, kind and signatures.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(chain)
    writer.encode(kind)
    writer.encode(endorsements)
  }

  /// Reads a proof; headers that are not consecutive are refused.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    chain = try reader.decode()
    guard zip(chain, chain.dropFirst()).allSatisfy({ $0.slot &+ 1 == $1.slot }) else {
      throw .notCanonical("headers out of order", at: start)
    }
    kind = try reader.decode()
    endorsements = try reader.takeEndorsements()
  }
}
