public import Determinism

/// The message FETCH: asks a peer for the records of a range of slots.
public struct SlotRange: Hashable, Canonical {
  /// The first slot wanted.
  public var first: UInt64
  /// The last slot wanted.
  public var last: UInt64
  /// The view of who asks: in an older one it is sent the NEWVIEW too.
  public var view: UInt32
  /// Whether headers are wanted too: they prove slots by those after them.
  public var wantsHeaders: Bool

  /// Names a range.
  ///
  /// - Precondition: It is not empty.
  public init(first: UInt64, last: UInt64, view: UInt32 = 0, wantsHeaders: Bool = false) {
    precondition(first <= last, "an empty range of slots")
    self.first = first
    self.last = last
    self.view = view
    self.wantsHeaders = wantsHeaders
  }

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(first)
    writer.put(last)
    writer.put(view)
    writer.encode(wantsHeaders)
  }

  /// Reads the fields; an empty range is refused.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    first = try reader.take()
    last = try reader.take()
    view = try reader.take()
    wantsHeaders = try reader.decode()
    guard first <= last else { throw .notCanonical("an empty range", at: reader.offset - 21) }
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
  /// The records' headers, where they were wanted.
  public var headers: [ExecutionHeader]

  /// Joins records, anchors, checkpoint and headers.
  public init(
    records: [SlotRecord], anchors: [Anchor], stable: CheckpointProof? = nil,
    headers: [ExecutionHeader] = []
  ) {
    self.records = records
    self.anchors = anchors
    self.stable = stable
    self.headers = headers
  }

  /// Appends records, anchors, checkpoint and headers.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(records)
    writer.encode(anchors)
    writer.encode(stable)
    writer.encode(headers)
  }

  /// Reads the parts; slots that are not consecutive are refused.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    records = try reader.decode()
    guard records.count <= Self.limit,
      zip(records, records.dropFirst()).allSatisfy({ $0.batch.slot &+ 1 == $1.batch.slot })
    else { throw .notCanonical("records out of order", at: start) }
    anchors = try reader.decode()
    stable = try reader.decode()
    headers = try reader.decode()
  }
}
