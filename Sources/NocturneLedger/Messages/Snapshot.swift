public import Determinism

/// The message STATE, and the record of the same: the replicated state at a stable checkpoint, which
/// proves itself by the quorum's signatures over its digest.
public struct Snapshot: Canonical {
  /// The state after the checkpoint's slot.
  public var state: LedgerState
  /// The header of that slot.
  public var header: ExecutionHeader
  /// Why the checkpoint is stable.
  public var proof: CheckpointProof

  /// Joins state, header and proof.
  public init(state: LedgerState, header: ExecutionHeader, proof: CheckpointProof) {
    self.state = state
    self.header = header
    self.proof = proof
  }

  /// Appends state, header and proof.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(state)
    writer.encode(header)
    writer.encode(proof)
  }

  /// Reads a snapshot; all three must be of one slot.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    state = try reader.decode()
    header = try reader.decode()
    proof = try reader.decode()
    guard state.slot == proof.slot, header.slot == proof.slot, header.epoch == proof.epoch,
      state.epoch == proof.epoch
    else { throw .notCanonical("a snapshot of two slots", at: start) }
  }
}
