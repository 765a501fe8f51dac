public import Determinism
public import Machine

/// What replicas write: votes and the stable checkpoint to the store `wal`, slots and summaries to
/// `ledger`; and what clients write that may crash, to a `wal` of their own.
public enum LedgerRecord: Labelled {
  /// The proposal that the replica accepted, or made.
  case accepted(Proposal)
  /// A quorum accepted the proposal.
  case prepared(PreparedCertificate)
  /// The checkpoint above which the window stands.
  case stable(CheckpointProof)
  /// A judged slot.
  case slot(SlotRecord)
  /// The replica left the views below a new one.
  case viewChange(ViewChange)
  /// A view has begun.
  case newView(NewView)
  /// The state from which the slots that follow go on.
  indirect case snapshot(Snapshot)
  /// What the replica rejected unjudged during an interval.
  case rejections(RejectSummary)
  /// What a client has asked for.
  case client(ClientSnapshot)

  /// The names.
  public static let labels = [
    "ACCEPTED", "PREPARED", "STABLE", "SLOT", "VIEWCHANGE", "NEWVIEW", "SNAPSHOT",
    "REJECTSUMMARY", "CLIENT",
  ]

  /// The position among ``labels``.
  public var label: UInt8 {
    switch self {
    case .accepted: 0
    case .prepared: 1
    case .stable: 2
    case .slot: 3
    case .viewChange: 4
    case .newView: 5
    case .snapshot: 6
    case .rejections: 7
    case .client: 8
    }
  }

  /// The view of a vote; otherwise 0.
  public var view: UInt32 {
    switch self {
    case .accepted(let proposal): proposal.body.view
    case .prepared(let certificate): certificate.body.view
    case .viewChange(let change): change.body.newView
    case .newView(let begin): begin.body.newView
    case .stable, .slot, .snapshot, .rejections, .client: 0
    }
  }

  /// The slot that it is about.
  public var slot: UInt64 {
    switch self {
    case .accepted(let proposal): proposal.body.slot
    case .prepared(let certificate): certificate.body.slot
    case .stable(let proof): proof.slot
    case .slot(let record): record.batch.slot
    case .viewChange(let change): change.body.stableSlot
    case .newView(let begin): begin.body.proposals.first?.body.slot ?? 0
    case .snapshot(let snapshot): snapshot.proof.slot
    case .rejections, .client: 0
    }
  }

  /// Appends the label and the body.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(label)
    switch self {
    case .accepted(let body): writer.encode(body)
    case .prepared(let body): writer.encode(body)
    case .stable(let body): writer.encode(body)
    case .slot(let body): writer.encode(body)
    case .viewChange(let body): writer.encode(body)
    case .newView(let body): writer.encode(body)
    case .snapshot(let body): writer.encode(body)
    case .rejections(let body): writer.encode(body)
    case .client(let body): writer.encode(body)
    }
  }

  /// Reads a record.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .accepted(try reader.decode())
    case 1: self = .prepared(try reader.decode())
    case 2: self = .stable(try reader.decode())
    case 3: self = .slot(try reader.decode())
    case 4: self = .viewChange(try reader.decode())
    case 5: self = .newView(try reader.decode())
    case 6: self = .snapshot(try reader.decode())
    case 7: self = .rejections(try reader.decode())
    case 8: self = .client(try reader.decode())
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}
