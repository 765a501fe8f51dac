import Cryptography
import Determinism
import Machine

/// A judged slot, as a replica keeps it for peers and clients that ask later.
struct ArchivedSlot: Canonical {
  var record: SlotRecord
  var header: ExecutionHeader
  /// The digest of the header.
  var execution: Digest
  /// The outcomes; events are dropped once the slot is final and shown, for their lanes keep the
  /// last ones.
  var bodies: [Outcome?]
  /// Whether it came from a peer, after the others had decided it.
  var isAdopted: Bool
  /// Whether the record is durable.
  var isDurable = false
  /// The write of the record, in this life of the replica.
  var ticket: Ticket?
  /// The replica's own ANCHOR, once signed.
  var anchor: Signature?
  /// What makes the slot final by itself; an earlier slot is final by the next one's proof.
  var proof: FinalityProof?

  init(
    record: SlotRecord, header: ExecutionHeader, execution: Digest, bodies: [Outcome?],
    isAdopted: Bool
  ) {
    self.record = record
    self.header = header
    self.execution = execution
    self.bodies = bodies
    self.isAdopted = isAdopted
  }

  /// Forgets the events among the outcomes.
  mutating func dropEvents() {
    var keepsReceipts = false
    for index in bodies.indices {
      if case .receipt = bodies[index] { keepsReceipts = true } else { bodies[index] = nil }
    }
    if !keepsReceipts { bodies = [] }
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(record)
    writer.encode(header)
    writer.encode(execution)
    writer.encode(bodies)
    writer.encode(isAdopted)
    writer.encode(isDurable)
    writer.encode(ticket)
    writer.encode(anchor)
    writer.encode(proof)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    record = try reader.decode()
    header = try reader.decode()
    execution = try reader.decode()
    bodies = try reader.decode()
    isAdopted = try reader.decode()
    isDurable = try reader.decode()
    ticket = try reader.decode()
    anchor = try reader.decode()
    proof = try reader.decode()
  }
}
