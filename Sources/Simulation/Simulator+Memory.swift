import Determinism
import Machine
import TemporalLogic
import Traces

// The memory of a run, counted alike in every build and process.
extension Simulator {
  /// Counts the bytes that the run holds: what it keeps in memory for its nodes and monitors, and what
  /// they keep.
  ///
  /// Encoding all states costs as much as they are large, so that it is done when the number of events
  /// has doubled, and from a million on for every million. It is what the run's own tables and the canonical bytes
  /// of messages under way, of records in stores and of the nodes' states add up to. The memory of the process is
  /// more by what the allocator and the encodings' spare, and depends on the machine; this depends on
  /// the run alone.
  ///
  /// - Returns: The bytes, with what is kept of all that happened.
  mutating func countMemory() -> UInt64 {
    if recorder.events >= nextStateLook {
      nextStateLook = recorder.events + min(recorder.events, 1 << 20)
      encodeStates()
    }
    let monitors = board.memory
    let bytes = stateBytes + slab.bytes + rowBytes() + UInt64(monitors.window)
    let duration = plan.duration.microseconds
    let (high, low) = now.multipliedFullWidth(by: 4)
    let quarter = high >= duration ? 0 : duration.dividingFullWidth((high, low)).quotient
    memory.note(bytes, quarter: Int(min(quarter, 3)))
    memory.history =
      UInt64(monitors.history + recorder.marks.count * MemoryLayout<UInt64>.stride)
    return bytes + memory.history
  }

  private mutating func encodeStates() {
    stateBytes = 0
    for seat in 0..<seatCount {
      scratch.reset()
      // Every seat is initialised.
      unsafe nodes[seat].encode(into: &scratch)
      stateBytes += UInt64(scratch.count)
    }
  }

  /// The rows of the run's tables, and the records in stores.
  private func rowBytes() -> UInt64 {
    let entry = MemoryLayout<EventQueue.Entry>.stride
    var rows = queue.count * entry
    rows += slab.count * MemoryLayout<MessageSlot<N.S.Message>>.stride
    rows += timers.slots.count * MemoryLayout<TimerTable<N.S.Timer>.Slot>.stride
    rows += meter.open.count * (MemoryLayout<UInt64>.stride + MemoryLayout<Meter.Request>.stride)
    for work in held { rows += work.effects.count * MemoryLayout<Effect<N.S>>.stride }
    var bytes: UInt64 = 0
    for seat in 0..<seatCount {
      // Every seat is initialised.
      rows += unsafe seats[seat].waiting.count * entry
      for store in stores[seat] {
        rows += (store.durable.count + store.pending.count) * store.stride
        bytes += store.bytes
      }
    }
    return bytes + UInt64(rows)
  }

  /// Ends the run soon, because it holds more than it may.
  @usableFromInline
  mutating func stopForMemory() {
    breach = .memoryLimit
    eventBudget = 0
  }
}
