public import Determinism
public import Machine

/// Everything that replicas and clients send to each other.
public enum LedgerMessage: Labelled {
  /// A client's command, from the client or relayed by a replica.
  case request(SignedCommand)
  /// PREPREPARE: the primary's proposal.
  case prePrepare(Proposal)
  /// PREPARE: a backup accepts the proposal.
  case prepare(Ballot)
  /// COMMIT: a replica saw a quorum accept it.
  case commit(Ballot)
  /// ANCHOR: the slot is durable with a replica.
  case anchor(Anchor)
  /// CHECKPOINT: the state of a replica at a checkpoint slot.
  case checkpoint(CheckpointVote)
  /// FETCH: asks for slots.
  case fetch(SlotRange)
  /// SLOTS: gives slots.
  case slots(SlotTransfer)
  /// NACK: a request was not taken.
  case refusal(Refusal)
  /// OUTCOME: to the client of the command.
  indirect case outcome(OutcomeReport)
  /// DELIVER: to a subscriber of the session.
  indirect case deliver(OutcomeReport)
  /// VIEWCHANGE: a replica leaves the views below a new one.
  case viewChange(ViewChange)
  /// NEWVIEW: the new primary begins its view.
  case newView(NewView)
  /// STATE: the state at a stable checkpoint.
  indirect case state(Snapshot)
  /// FETCHBATCH: asks for a batch by its digest.
  case fetchBatch(BatchName)
  /// BATCH: gives a batch.
  case batch(Batch)

  /// The protocol's names.
  public static let labels = [
    "REQUEST", "PREPREPARE", "PREPARE", "COMMIT", "ANCHOR", "CHECKPOINT", "FETCH", "SLOTS", "NACK",
    "OUTCOME", "DELIVER", "VIEWCHANGE", "NEWVIEW", "STATE", "FETCHBATCH", "BATCH",
  ]

  /// The position among ``labels``.
  public var label: UInt8 {
    switch self {
    case .request: 0
    case .prePrepare: 1
    case .prepare: 2
    case .commit: 3
    case .anchor: 4
    case .checkpoint: 5
    case .fetch: 6
    case .slots: 7
    case .refusal: 8
    case .outcome: 9
    case .deliver: 10
    case .viewChange: 11
    case .newView: 12
    case .state: 13
    case .fetchBatch: 14
    case .batch: 15
    }
  }

  /// The view of a proposal or vote; otherwise 0.
  public var view: UInt32 {
    switch self {
    case .prePrepare(let proposal): proposal.body.view
    case .prepare(let ballot), .commit(let ballot): ballot.body.view
    case .viewChange(let change): change.body.newView
    case .newView(let begin): begin.body.newView
    case .request, .anchor, .checkpoint, .fetch, .slots, .refusal, .outcome, .deliver, .state,
      .fetchBatch, .batch:
      0
    }
  }

  /// The slot that it speaks of, the first of several; otherwise 0.
  public var slot: UInt64 {
    switch self {
    case .prePrepare(let proposal): proposal.body.slot
    case .prepare(let ballot), .commit(let ballot): ballot.body.slot
    case .anchor(let anchor): anchor.body.slot
    case .checkpoint(let vote): vote.body.slot
    case .fetch(let range): range.first
    case .slots(let transfer): transfer.records.first?.batch.slot ?? 0
    case .outcome(let report), .deliver(let report): report.header.slot
    case .viewChange(let change): change.body.stableSlot
    case .newView(let begin): begin.body.proposals.first?.body.slot ?? 0
    case .state(let snapshot): snapshot.proof.slot
    case .fetchBatch(let name): name.slot
    case .batch(let batch): batch.slot
    case .request, .refusal: 0
    }
  }

  /// Appends the label and the body.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(label)
    switch self {
    case .request(let body): writer.encode(body)
    case .prePrepare(let body): writer.encode(body)
    case .prepare(let body), .commit(let body): writer.encode(body)
    case .anchor(let body): writer.encode(body)
    case .checkpoint(let body): writer.encode(body)
    case .fetch(let body): writer.encode(body)
    case .slots(let body): writer.encode(body)
    case .refusal(let body): writer.encode(body)
    case .outcome(let body), .deliver(let body): writer.encode(body)
    case .viewChange(let body): writer.encode(body)
    case .newView(let body): writer.encode(body)
    case .state(let body): writer.encode(body)
    case .fetchBatch(let body): writer.encode(body)
    case .batch(let body): writer.encode(body)
    }
  }

  /// Reads a message.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .request(try reader.decode())
    case 1: self = .prePrepare(try reader.decode())
    case 2: self = .prepare(try reader.decode())
    case 3: self = .commit(try reader.decode())
    case 4: self = .anchor(try reader.decode())
    case 5: self = .checkpoint(try reader.decode())
    case 6: self = .fetch(try reader.decode())
    case 7: self = .slots(try reader.decode())
    case 8: self = .refusal(try reader.decode())
    case 9: self = .outcome(try reader.decode())
    case 10: self = .deliver(try reader.decode())
    case 11: self = .viewChange(try reader.decode())
    case 12: self = .newView(try reader.decode())
    case 13: self = .state(try reader.decode())
    case 14: self = .fetchBatch(try reader.decode())
    case 15: self = .batch(try reader.decode())
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}
