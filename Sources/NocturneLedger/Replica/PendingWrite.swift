import Determinism
import Machine

/// A write that is under way, and what waits for it.
struct PendingWrite: Hashable, Canonical {
  /// What becomes possible once the write is durable.
  enum Purpose: UInt8, Canonical {
    /// The proposal or PREPARE may leave.
    case vote
    /// The COMMIT may leave.
    case commit
    /// The slot counts as durable.
    case slot
    /// Nothing waits: the checkpoint is found again after a crash.
    case stable
    /// The VIEWCHANGE may leave.
    case viewChange
    /// The view begins.
    case newView
    /// The state counts as durable, or what is before it may be forgotten.
    case snapshot
    /// What the log told of the view earlier may be forgotten.
    case relog
    /// Nothing waits: the summary is not needed again.
    case summary

    /// Where it is written.
    var store: StoreID {
      switch self {
      case .slot, .snapshot, .summary: .ledger
      case .vote, .commit, .stable, .viewChange, .newView, .relog: .log
      }
    }

    func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }
    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      self = try reader.takeCase()
    }
  }

  /// The write; nil when it failed and has to be done again.
  var ticket: Ticket?
  let purpose: Purpose
  let slot: UInt64
  let view: UInt32

  init(ticket: Ticket?, purpose: Purpose, slot: UInt64, view: UInt32) {
    self.ticket = ticket
    self.purpose = purpose
    self.slot = slot
    self.view = view
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(ticket)
    writer.encode(purpose)
    writer.put(slot)
    writer.put(view)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    ticket = try reader.decode()
    purpose = try reader.decode()
    slot = try reader.take()
    view = try reader.take()
  }
}
