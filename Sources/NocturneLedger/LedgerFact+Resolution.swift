public import Cryptography
public import Determinism

extension LedgerFact {
  /// What a replica took of the certificates for one slot of a new view.
  public struct Resolution: Hashable, Canonical {
    /// The replica.
    public var replica: UInt16
    /// The new view.
    public var view: UInt32
    /// The slot.
    public var slot: UInt64
    /// What is certified for the slot.
    public var candidates: [Candidate]
    /// The batch that was taken.
    public var batch: Digest

    /// Describes what was taken.
    public init(
      replica: UInt16, view: UInt32, slot: UInt64, candidates: [Candidate], batch: Digest
    ) {
      self.replica = replica
      self.view = view
      self.slot = slot
      self.candidates = candidates
      self.batch = batch
    }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.put(replica)
      writer.put(view)
      writer.put(slot)
      writer.encode(candidates)
      writer.encode(batch)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      replica = try reader.take()
      view = try reader.take()
      slot = try reader.take()
      candidates = try reader.decode()
      batch = try reader.decode()
    }
  }

  /// A batch that a quorum has prepared in some view.
  public struct Candidate: Hashable, Canonical {
    /// The view.
    public var view: UInt32
    /// The batch.
    public var batch: Digest

    /// Describes a candidate.
    public init(view: UInt32, batch: Digest) {
      self.view = view
      self.batch = batch
    }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.put(view)
      writer.encode(batch)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      view = try reader.take()
      batch = try reader.decode()
    }
  }

  /// The number that a client gave a command.
  public struct Claim: Hashable, Canonical {
    /// The client's key.
    public var client: PublicKey
    /// The lane.
    public var lane: UInt16
    /// The number in the lane.
    public var number: UInt64
    /// The command.
    public var command: Digest

    /// Describes a claim.
    public init(client: PublicKey, lane: UInt16, number: UInt64, command: Digest) {
      self.client = client
      self.lane = lane
      self.number = number
      self.command = command
    }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.encode(client)
      writer.put(lane)
      writer.put(number)
      writer.encode(command)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      client = try reader.decode()
      lane = try reader.take()
      number = try reader.take()
      command = try reader.decode()
    }
  }
}
