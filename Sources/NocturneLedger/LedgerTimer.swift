public import Determinism
public import Machine

/// The timers of replicas and clients.
public enum LedgerTimer: Labelled {
  /// At a client in open loop: its next request is due. The engine fires it.
  case due
  /// At a client: the request of a lane has waited too long.
  case retry(lane: UInt16)
  /// At a client in closed loop: it has thought long enough about the outcome of a request.
  case think(request: UInt64)
  /// At a replica: nothing has moved for a while.
  case resend
  /// At a replica: the outcomes of a slot leave for clients and subscribers.
  case fanOut(slot: UInt64, level: OutcomeReport.Level)
  /// At a backup: the timed command whose time is up first was not judged in time.
  case request
  /// At a replica: a quorum changes the view, and the new one does not begin.
  case viewChange
  /// At a replica: an interval in which it rejected requests unjudged is over.
  case summary

  /// The names.
  public static let labels = [
    "due", "retry", "think", "resend", "fan-out", "request", "view-change", "summary",
  ]

  /// The position among ``labels``.
  public var label: UInt8 {
    switch self {
    case .due: 0
    case .retry: 1
    case .think: 2
    case .resend: 3
    case .fanOut: 4
    case .request: 5
    case .viewChange: 6
    case .summary: 7
    }
  }

  /// The slot of a fan-out; otherwise 0.
  public var slot: UInt64 {
    switch self {
    case .fanOut(let slot, _): slot
    case .due, .retry, .think, .resend, .request, .viewChange, .summary: 0
    }
  }

  /// Appends the label and the operands.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(label)
    switch self {
    case .due, .resend, .request, .viewChange, .summary: break
    case .retry(let lane): writer.put(lane)
    case .think(let request): writer.put(request)
    case .fanOut(let slot, let level):
      writer.put(slot)
      writer.encode(level)
    }
  }

  /// Reads a timer.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .due
    case 1: self = .retry(lane: try reader.take())
    case 2: self = .think(request: try reader.take())
    case 3: self = .resend
    case 4: self = .fanOut(slot: try reader.take(), level: try reader.decode())
    case 5: self = .request
    case 6: self = .viewChange
    case 7: self = .summary
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}
