public import Cryptography
public import Determinism

/// The message FETCHBATCH: asks a peer for the batch of a digest, which a certificate names.
public struct BatchName: Hashable, Canonical {
  /// The slot that the batch is for.
  public var slot: UInt64
  /// Its digest.
  public var batch: Digest

  /// Names a batch.
  public init(slot: UInt64, batch: Digest) {
    self.slot = slot
    self.batch = batch
  }

  /// Appends slot and digest.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(slot)
    writer.encode(batch)
  }

  /// Reads slot and digest.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    slot = try reader.take()
    batch = try reader.decode()
  }
}
