public import Cryptography
public import Determinism

/// The message PREPREPARE: the primary's proposal for a slot. Its ``Body`` is signed, with the tag
/// `pp`, and the batch comes along.
public struct Proposal: Canonical {
  /// What the primary signs.
  public struct Body: Hashable, Canonical {
    /// The epoch.
    public var epoch: UInt32
    /// The view.
    public var view: UInt32
    /// The slot.
    public var slot: UInt64
    /// The digest of the batch.
    public var batch: Digest

    /// Describes a proposal.
    public init(epoch: UInt32, view: UInt32, slot: UInt64, batch: Digest) {
      self.epoch = epoch
      self.view = view
      self.slot = slot
      self.batch = batch
    }

    /// Appends the fields in the order of the protocol.
    public func encode(into writer: inout CanonicalWriter) {
      writer.put(epoch)
      writer.put(view)
      writer.put(slot)
      writer.encode(batch)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      epoch = try reader.take()
      view = try reader.take()
      slot = try reader.take()
      batch = try reader.decode()
    }
  }

  /// What is signed.
  public var body: Body
  /// The primary's signature.
  public var signature: Signature
  /// What is proposed.
  public var batch: Batch

  /// Joins body, signature and batch.
  public init(body: Body, signature: Signature, batch: Batch) {
    self.body = body
    self.signature = signature
    self.batch = batch
  }

  /// Appends body, signature and batch.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(body)
    writer.encode(signature)
    writer.encode(batch)
  }

  /// Reads a proposal; slot and epoch must be the batch's.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    body = try reader.decode()
    signature = try reader.decode()
    batch = try reader.decode()
    guard batch.slot == body.slot, batch.epoch == body.epoch else {
      throw .notCanonical("a proposal for another slot than its batch", at: start)
    }
  }
}
