public import Cryptography
public import Determinism

/// What became of a command: an event or a receipt.
public enum Outcome: Hashable, Canonical {
  /// It was accepted.
  case event(LedgerEvent)
  /// It was refused.
  case receipt(Receipt)

  /// The hash of the command.
  public var command: Digest {
    switch self {
    case .event(let event): event.command
    case .receipt(let receipt): receipt.command
    }
  }

  /// The slot of the command.
  public var slot: UInt64 {
    switch self {
    case .event(let event): event.slot
    case .receipt(let receipt): receipt.slot
    }
  }

  /// The position of the command in its batch.
  public var index: UInt32 {
    switch self {
    case .event(let event): event.index
    case .receipt(let receipt): receipt.index
    }
  }

  /// What stands for it in the slot's record.
  public func digest(_ crypto: inout some LedgerCryptography & ~Copyable) -> OutcomeDigest {
    switch self {
    case .event(let event): OutcomeDigest(kind: .event, hash: crypto.hash(event, .event))
    case .receipt(let receipt): OutcomeDigest(kind: .receipt, hash: crypto.hash(receipt, .receipt))
    }
  }

  /// Appends 1 and the event, or 2 and the receipt.
  public func encode(into writer: inout CanonicalWriter) {
    switch self {
    case .event(let event):
      writer.encode(OutcomeDigest.Kind.event)
      writer.encode(event)
    case .receipt(let receipt):
      writer.encode(OutcomeDigest.Kind.receipt)
      writer.encode(receipt)
    }
  }

  /// Reads an outcome.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.decode(OutcomeDigest.Kind.self) {
    case .event: self = .event(try reader.decode())
    case .receipt: self = .receipt(try reader.decode())
    case .none: throw .unknownTag(0, at: reader.offset - 1)
    }
  }
}

/// The kind and the hash of an outcome, one per command in a slot's record.
public struct OutcomeDigest: Hashable, Canonical {
  /// What became of the command.
  public enum Kind: UInt8, Canonical {
    /// Nothing: the judge's first line.
    case none
    /// An event.
    case event
    /// A receipt.
    case receipt

    /// Appends the number as `u8`.
    public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

    /// Reads a kind.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      self = try reader.takeCase()
    }
  }

  /// What became of the command.
  public var kind: Kind
  /// The hash of the event or the receipt; zero for neither.
  public var hash: Digest

  /// No outcome.
  public static let none = OutcomeDigest(kind: .none, hash: .zero)

  /// Joins a kind and a hash.
  public init(kind: Kind, hash: Digest) {
    self.kind = kind
    self.hash = hash
  }

  /// What stands in the slot's Merkle tree: SHA-256(kind ‖ hash).
  public var leaf: Digest { leaf(nil) }

  /// What stands in the slot's Merkle tree, remembered where there is a memo.
  func leaf(_ memo: HashMemo?) -> Digest {
    MerkleTree.outcome(kind: kind.rawValue, hash: hash, memo)
  }

  /// Appends kind and hash.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(kind)
    writer.encode(hash)
  }

  /// Reads kind and hash; a hash of no outcome is refused unless it is zero.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    kind = try reader.decode()
    hash = try reader.decode()
    guard kind != .none || hash == .zero else {
      throw .notCanonical("a hash of no outcome", at: reader.offset - 32)
    }
  }
}
