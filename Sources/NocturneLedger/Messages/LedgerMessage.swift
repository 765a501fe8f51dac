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

  /// The protocol's names.
  public static let labels = [
    "REQUEST", "PREPREPARE", "PREPARE", "COMMIT", "ANCHOR", "CHECKPOINT", "FETCH", "SLOTS", "NACK",
    "OUTCOME", "DELIVER",
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
    }
  }

  /// The view of a proposal or vote; otherwise 0.
  public var view: UInt32 {
    switch self {
    case .prePrepare(let proposal): proposal.body.view
    case .prepare(let ballot), .commit(let ballot): ballot.body.view
    case .request, .anchor, .checkpoint, .fetch, .slots, .refusal, .outcome, .deliver: 0
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
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}
