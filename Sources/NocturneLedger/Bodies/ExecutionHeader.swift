public import Cryptography
public import Determinism

/// What a slot's execution digest is taken of: it chains batch, outcomes and state of every slot.
public struct ExecutionHeader: Hashable, Canonical {
  /// The epoch of the slot.
  public var epoch: UInt32
  /// The slot.
  public var slot: UInt64
  /// The execution digest of the slot before; of the chain before the first.
  public var previous: Digest
  /// The digest of the slot's batch.
  public var batch: Digest
  /// The Merkle root of the slot's outcomes.
  public var outcomes: Digest
  /// The digest of the replicated state after the slot.
  public var state: Digest

  /// Puts a header together.
  public init(
    epoch: UInt32, slot: UInt64, previous: Digest, batch: Digest, outcomes: Digest, state: Digest
  ) {
    self.epoch = epoch
    self.slot = slot
    self.previous = previous
    self.batch = batch
    self.outcomes = outcomes
    self.state = state
  }

  /// The execution digest: `H("exec", ·)`.
  public func digest(_ crypto: inout some LedgerCryptography & ~Copyable) -> Digest {
    crypto.hash(self, .execution)
  }

  /// The digest before slot 1: `H("exec0", chainId)`.
  public static func start(_ crypto: inout some LedgerCryptography & ~Copyable, chain: Digest)
    -> Digest
  { crypto.hash(chain, .executionStart) }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(slot)
    writer.encode(previous)
    writer.encode(batch)
    writer.encode(outcomes)
    writer.encode(state)
  }
}

extension ExecutionHeader {
  /// Reads a header.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    slot = try reader.take()
    previous = try reader.decode()
    batch = try reader.decode()
    outcomes = try reader.decode()
    state = try reader.decode()
  }
}
