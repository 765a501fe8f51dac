public import Cryptography
public import Determinism

/// The messages PREPARE and COMMIT: a replica's vote for a batch at a slot. Its ``Body`` is signed,
/// with the tag `p` or `c`.
public struct Ballot: Hashable, Canonical {
  /// What the replica signs.
  public struct Body: Hashable, Canonical {
    /// The epoch.
    public var epoch: UInt32
    /// The view.
    public var view: UInt32
    /// The slot.
    public var slot: UInt64
    /// The digest of the batch.
    public var batch: Digest
    /// The position of the voter.
    public var replica: UInt16

    /// Describes a vote.
    public init(epoch: UInt32, view: UInt32, slot: UInt64, batch: Digest, replica: UInt16) {
      self.epoch = epoch
      self.view = view
      self.slot = slot
      self.batch = batch
      self.replica = replica
    }

    /// Appends the fields in the order of the protocol.
    public func encode(into writer: inout CanonicalWriter) {
      writer.put(epoch)
      writer.put(view)
      writer.put(slot)
      writer.encode(batch)
      writer.put(replica)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      epoch = try reader.take()
      view = try reader.take()
      slot = try reader.take()
      batch = try reader.decode()
      replica = try reader.take()
    }
  }

  /// What is signed.
  public var body: Body
  /// The voter's signature.
  public var signature: Signature

  /// Joins a vote and its signature.
  public init(body: Body, signature: Signature) {
    self.body = body
    self.signature = signature
  }

  /// Appends the vote and the signature.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(body)
    writer.encode(signature)
  }

  /// Reads the vote and the signature.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    body = try reader.decode()
    signature = try reader.decode()
  }
}
