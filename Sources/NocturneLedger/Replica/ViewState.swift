import Determinism

/// What a replica knows of views.
struct ViewState: Canonical {
  /// The view that it is in, or to which it moves.
  var number: UInt32 = 0
  /// Whether it is in the view; otherwise it waits for the view to begin.
  var isActive = true
  /// The NEWVIEW that began the last view that it was in; nil for view 0.
  var beginning: NewView?
  /// The last slot for which that NEWVIEW decides what is proposed; fresh proposals follow it.
  var base: UInt64 = 0
  /// A valid NEWVIEW of the view, while its log record is under way.
  var entering: NewView?
  /// The replica's own VIEWCHANGE for the view.
  var change: ViewChange?
  /// Whether it has left: its log record is durable.
  var isChangeSent = false
  /// The last valid VIEWCHANGE of every replica, its own too; ascending by replica.
  var changes: [ViewChange] = []
  /// Whether the timer for the view's beginning runs.
  var isTimerSet = false
  /// The highest view in which each replica was seen.
  var seen: [UInt32]
  /// When each replica was last sent the NEWVIEW, by the replica's own clock.
  var told: [Ticks]

  init(replicas: Int) {
    seen = Array(repeating: 0, count: replicas)
    told = Array(repeating: .zero, count: replicas)
  }

  /// The view that began last.
  var lastBegun: UInt32 { beginning?.body.newView ?? 0 }

  /// How many views have failed to begin in a row.
  var fruitless: UInt32 { number > lastBegun ? number - lastBegun - 1 : 0 }

  /// The VIEWCHANGEs for the view.
  var current: [ViewChange] { changes.filter { $0.body.newView == number } }

  /// A replica's VIEWCHANGE.
  func change(of replica: UInt16) -> ViewChange? {
    changes.first { $0.body.replica == replica }
  }

  /// Keeps a VIEWCHANGE in place of the replica's earlier one.
  mutating func keep(_ change: ViewChange) {
    let position = changes.prefixCount { $0.body.replica < change.body.replica }
    if position < changes.count, changes[position].body.replica == change.body.replica {
      changes[position] = change
    } else {
      changes.insert(change, at: position)
    }
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(number)
    writer.encode(isActive)
    writer.encode(beginning)
    writer.put(base)
    writer.encode(entering)
    writer.encode(change)
    writer.encode(isChangeSent)
    writer.encode(changes)
    writer.encode(isTimerSet)
    writer.encode(seen)
    writer.encode(told)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    number = try reader.take()
    isActive = try reader.decode()
    beginning = try reader.decode()
    base = try reader.take()
    entering = try reader.decode()
    change = try reader.decode()
    isChangeSent = try reader.decode()
    changes = try reader.decode()
    isTimerSet = try reader.decode()
    seen = try reader.decode()
    told = try reader.decode()
  }
}
