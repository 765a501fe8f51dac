public import Determinism
import Faults
public import Machine
import Traces

// Trace entries, for the events that the plan asks for; the rest of a run pays one comparison.
extension Simulator {
  /// Whether the event that was just recorded is to be kept.
  @inlinable
  @inline(__always)
  var isCaptured: Bool { plan.captured.contains(recorder.events) }

  @usableFromInline
  @inline(never)
  mutating func capture(delivery slot: MessageSlot<N.S.Message>, _ entry: EventQueue.Entry) {
    var kept = TraceEntry(
      step: recorder.events, microseconds: now, action: "deliver",
      node: name(ofSeat: Int(entry.to)), from: name(ofSeat: Int(entry.from)),
      label: N.S.Message.labels[Int(slot.label)], view: slot.view, slot: slot.slot,
      length: slot.length, payload: slot.fingerprint)
    kept.forged = behaviours(ofMark: slot.lie)
    append(kept)
  }

  @usableFromInline
  @inline(never)
  mutating func capture(timer: N.S.Timer, _ kind: EventClass, seat: Int) {
    append(
      TraceEntry(
        step: recorder.events, microseconds: now, action: kind.action, node: name(ofSeat: seat),
        from: nil, label: timer.labelText, view: timer.view, slot: timer.slot,
        length: UInt32(scratch.count), payload: scratch.fingerprint))
  }

  @usableFromInline
  @inline(never)
  mutating func capture(acknowledgement entry: EventQueue.Entry) {
    let isStored = entry.from < Self.failedWrite
    let store = entry.from & (Self.failedWrite - 1)
    append(
      TraceEntry(
        step: recorder.events, microseconds: now, action: isStored ? "stored" : "failed",
        node: name(ofSeat: Int(entry.to)), from: nil,
        label: storeName(store, ofSeat: Int(entry.to)), view: 0, slot: UInt64(entry.slot),
        length: 0,
        payload: stores[Int(entry.to)][Int(store)].fingerprint(of: Ticket(entry.slot))))
  }

  /// Keeps a fault that happened to a node, or to the network.
  @inline(never)
  mutating func capture(fault action: String, seat: Int?, length: UInt32, payload: UInt64) {
    let node = if let seat { name(ofSeat: seat) } else { "network" }
    append(
      TraceEntry(
        step: recorder.events, microseconds: now, action: action,
        node: node, from: nil, label: "", view: 0, slot: 0, length: length, payload: payload))
  }

  /// Keeps a fact with the event whose step observed it; priced work lets it out later.
  @usableFromInline
  @inline(never)
  mutating func capture(fact: N.S.Fact, _ latch: Latch, step: UInt64) {
    guard let first = captured.first, step >= first.step else { return }
    let position = Int(step - first.step)
    let sign =
      switch latch {
      case .pulse: ""
      case .latch: "+"
      case .unlatch: "-"
      }
    captured[position].facts.append("\(sign)\(fact)")
  }

  private mutating func append(_ entry: TraceEntry) { captured.append(entry) }
}
