public import Cryptography
public import Determinism

/// The message ANCHOR: a replica's word that a slot is durable with it. Its ``Body`` is signed, with
/// the tag `a`.
public struct Anchor: Hashable, Canonical {
  /// What the replica signs.
  public struct Body: Hashable, Canonical {
    /// The epoch.
    public var epoch: UInt32
    /// The slot.
    public var slot: UInt64
    /// The execution digest of the slot.
    public var execution: Digest
    /// The position of the replica.
    public var replica: UInt16

    /// Describes an anchor.
    public init(epoch: UInt32, slot: UInt64, execution: Digest, replica: UInt16) {
      self.epoch = epoch
      self.slot = slot
      self.execution = execution
      self.replica = replica
    }

    /// Appends the fields in the order of the protocol.
    public func encode(into writer: inout CanonicalWriter) {
      writer.put(epoch)
      writer.put(slot)
      writer.encode(execution)
      writer.put(replica)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      epoch = try reader.take()
      slot = try reader.take()
      execution = try reader.decode()
      replica = try reader.take()
    }
  }

  /// What is signed.
  public var body: Body
  /// The replica's signature.
  public var signature: Signature

  /// Joins an anchor and its signature.
  public init(body: Body, signature: Signature) {
    self.body = body
    self.signature = signature
  }

  /// Appends the anchor and the signature.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(body)
    writer.encode(signature)
  }

  /// Reads the anchor and the signature.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    body = try reader.decode()
    signature = try reader.decode()
  }
}
