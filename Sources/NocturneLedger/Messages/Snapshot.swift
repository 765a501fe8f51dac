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
  /// In a record, the last outcomes of lanes whose slots are forgotten, for clients that ask again.
  public var reports: [OutcomeReport]

  /// Joins state, header, proof and outcomes.
  public init(
    state: LedgerState, header: ExecutionHeader, proof: CheckpointProof,
    reports: [OutcomeReport] = []
  ) {
    self.state = state
    self.header = header
    self.proof = proof
    self.reports = reports
  }

  /// Appends state, header, proof and outcomes.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(state)
    writer.encode(header)
    writer.encode(proof)
    writer.encode(reports)
  }

  /// Reads a snapshot; state, header and proof must be of one slot.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    state = try reader.decode()
    header = try reader.decode()
    proof = try reader.decode()
    reports = try reader.decode()
    guard state.slot == proof.slot, header.slot == proof.slot, header.epoch == proof.epoch,
      state.epoch == proof.epoch
    else { throw .notCanonical("a snapshot of two slots", at: start) }
  }
}
