public import Determinism
import Faults
public import Machine
import Traces

/// The state of a node before a step.
@usableFromInline
struct StateWatch<N: Sendable>: Sendable {
  /// The position of the step's trace entry.
  var entry: Int
  var seat: Int
  var state: N
}

// Trace entries and the journal, for the events that the plan asks for; the rest of a run pays one
// comparison.
extension Simulator {
  /// Whether the event that was just recorded is to be captured.
  @inlinable
  @inline(__always)
  var isCaptured: Bool { plan.captured.contains(recorder.events) }

  @usableFromInline
  @inline(never)
  mutating func capture(delivery slot: MessageSlot<N.S.Message>, _ entry: EventQueue.Entry) {
    journalise(slot, entry)
    guard let causes = begin(seat: Int(entry.to)) else { return }
    var line = TraceEntry(
      step: recorder.events, microseconds: now, action: "deliver",
      node: name(ofSeat: Int(entry.to)), from: name(ofSeat: Int(entry.from)),
      label: N.S.Message.labels[Int(slot.label)], view: slot.view, slot: slot.slot,
      length: slot.length, payload: slot.fingerprint)
    line.forged = behaviours(ofMark: slot.lie)
    line.causes = causes
    line.isLiars = plan.faults.byzantine.contains(NodeID(Int(entry.from)))
    captured.append(line)
    beginWatch(Int(entry.to))
  }

  @usableFromInline
  @inline(never)
  mutating func capture(timer: N.S.Timer, _ kind: EventClass, _ entry: EventQueue.Entry) {
    journalise(timer, kind, entry)
    guard let causes = begin(seat: Int(entry.to)) else { return }
    var line = TraceEntry(
      step: recorder.events, microseconds: now, action: kind.action,
      node: name(ofSeat: Int(entry.to)), from: nil, label: timer.labelText, view: timer.view,
      slot: timer.slot, length: UInt32(scratch.count), payload: scratch.fingerprint)
    line.causes = causes
    captured.append(line)
    beginWatch(Int(entry.to))
  }

  @usableFromInline
  @inline(never)
  mutating func capture(acknowledgement entry: EventQueue.Entry) {
    journalise(acknowledgement: entry)
    guard let causes = begin(seat: Int(entry.to)) else { return }
    let isStored = entry.from < Self.failedWrite
    let store = entry.from & (Self.failedWrite - 1)
    var line = TraceEntry(
      step: recorder.events, microseconds: now, action: isStored ? "stored" : "failed",
      node: name(ofSeat: Int(entry.to)), from: nil,
      label: storeName(store, ofSeat: Int(entry.to)), view: 0, slot: UInt64(entry.slot),
      length: 0, payload: stores[Int(entry.to)][Int(store)].fingerprint(of: Ticket(entry.slot)))
    line.causes = causes
    captured.append(line)
    beginWatch(Int(entry.to))
  }

  /// Keeps a fault that happened to a node, or to the network.
  @inline(never)
  mutating func capture(fault action: FaultAction, seat: Int?, length: UInt32, payload: UInt64) {
    journalise(action, seat: seat)
    guard let causes = begin(seat: seat) else { return }
    let node = if let seat { name(ofSeat: seat) } else { "network" }
    var line = TraceEntry(
      step: recorder.events, microseconds: now, action: action.word,
      node: node, from: nil, label: "", view: 0, slot: 0, length: length, payload: payload)
    line.causes = causes
    captured.append(line)
    // A crash takes all of the state; there is nothing to compare.
    if let seat, action == .start { beginWatch(seat) }
  }

  /// Keeps a fact with the event whose step observed it; priced work lets it out later.
  @usableFromInline
  @inline(never)
  mutating func capture(fact: N.S.Fact, _ latch: Latch, step: UInt64) {
    var (low, high) = (0, captured.count)
    while low < high {
      let middle = (low + high) / 2
      if captured[middle].step < step { low = middle + 1 } else { high = middle }
    }
    guard low < captured.count, captured[low].step == step else { return }
    let sign =
      switch latch {
      case .pulse: ""
      case .latch: "+"
      case .unlatch: "-"
      }
    captured[low].facts.append("\(sign)\(fact)")
  }

  /// Ends the watch over the step before.
  ///
  /// - Returns: The causes of the event that was just recorded; nil when no entry is to be kept of it.
  private mutating func begin(seat: Int?) -> CausalHistory.Causes?? {
    endWatch()
    let event = recorder.events
    if let kept = plan.kept {
      var (low, high) = (0, kept.count)
      while low < high {
        let middle = (low + high) / 2
        if kept[middle] < event { low = middle + 1 } else { high = middle }
      }
      guard low < kept.count, kept[low] == event else { return nil }
    }
    return .some(journal.map { $0.history[event] })
  }

  private mutating func beginWatch(_ seat: Int) {
    guard compare != nil else { return }
    // `seat` exists.
    watch = StateWatch(entry: captured.count - 1, seat: seat, state: unsafe nodes[seat])
  }

  /// Notes what the step has changed that was watched, now that it is over.
  mutating func endWatch() {
    guard let before = watch, let compare else { return }
    watch = nil
    // The seat exists.
    captured[before.entry].changes = compare(before.state, unsafe nodes[before.seat])
  }
}
