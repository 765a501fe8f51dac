public import Determinism

/// The message FETCH: asks a peer for the records of a range of slots.
public struct SlotRange: Hashable, Canonical {
  /// The first slot wanted.
  public var first: UInt64
  /// The last slot wanted.
  public var last: UInt64
  /// The view of who asks: in an older one it is sent the NEWVIEW too.
  public var view: UInt32

  /// Names a range.
  ///
  /// - Precondition: It is not empty.
  public init(first: UInt64, last: UInt64, view: UInt32 = 0) {
    precondition(first <= last, "an empty range of slots")
    self.first = first
    self.last = last
    self.view = view
  }

  /// Appends both ends and the view.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(first)
    writer.put(last)
    writer.put(view)
  }

  /// Reads both ends and the view; an empty range is refused.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    first = try reader.take()
    last = try reader.take()
    view = try reader.take()
    guard first <= last else { throw .notCanonical("an empty range", at: reader.offset - 20) }
  }
}

/// The message SLOTS: records that prove themselves by their certificates, the anchors that the
/// sender holds for the last of them, and its stable checkpoint.
public struct SlotTransfer: Canonical {
  /// The most records in one message.
  public static let limit = 16

  /// The records of consecutive slots.
  public var records: [SlotRecord]
  /// Anchors of a quorum for one slot.
  public var anchors: [Anchor]
  /// The sender's stable checkpoint, if it has one.
  public var stable: CheckpointProof?

  /// Joins records, anchors and checkpoint.
  public init(records: [SlotRecord], anchors: [Anchor], stable: CheckpointProof? = nil) {
    self.records = records
    self.anchors = anchors
    self.stable = stable
  }

  /// Appends records, anchors and checkpoint.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(records)
    writer.encode(anchors)
    writer.encode(stable)
  }

  /// Reads records, anchors and checkpoint; slots that are not consecutive are refused.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    records = try reader.decode()
    guard records.count <= Self.limit,
      zip(records, records.dropFirst()).allSatisfy({ $0.batch.slot &+ 1 == $1.batch.slot })
    else { throw .notCanonical("records out of order", at: start) }
    anchors = try reader.decode()
    stable = try reader.decode()
  }
}
