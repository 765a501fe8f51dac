import Determinism
public import Machine

/// The timers that are set, by node and name.
///
/// Setting or cancelling one leaves its old entry in the event queue; the entry's order no longer
/// matches then, and it is passed over.
@frozen
@usableFromInline
struct TimerTable<Timer: Labelled> {
  @frozen
  @usableFromInline
  struct Slot {
    @usableFromInline
    var timer: Timer
    @usableFromInline
    var order: UInt64
    @usableFromInline
    var due: UInt64

    @inlinable
    init(timer: Timer, order: UInt64, due: UInt64) {
      self.timer = timer
      self.order = order
      self.due = due
    }
  }

  /// All slots; a free one has order 0, which no timer has.
  @usableFromInline
  var slots: ContiguousArray<Slot> = []
  @usableFromInline
  var free: ContiguousArray<UInt32> = []
  /// The slots in use, by seat.
  @usableFromInline
  var active: ContiguousArray<ContiguousArray<UInt32>>
  /// Entries in the event queue that no timer stands behind.
  @usableFromInline
  var stale = 0

  @inlinable
  init(seats: Int) { active = ContiguousArray(repeating: [], count: seats) }

  /// Sets a timer whose entry in the queue has an order.
  @inlinable
  mutating func set(_ timer: Timer, seat: Int, order: UInt64, due: UInt64) -> UInt32 {
    for number in active[seat] where slots[Int(number)].timer == timer {
      stale += 1
      slots[Int(number)].order = order
      slots[Int(number)].due = due
      return number
    }
    let number: UInt32
    if let reused = free.popLast() {
      number = reused
      slots[Int(number)] = Slot(timer: timer, order: order, due: due)
    } else {
      number = UInt32(slots.count)
      slots.append(Slot(timer: timer, order: order, due: due))
    }
    active[seat].append(number)
    return number
  }

  /// Whether the entry still stands for a timer.
  @inlinable
  func isCurrent(_ number: UInt32, order: UInt64) -> Bool { slots[Int(number)].order == order }

  /// Forgets a timer, if it is set.
  @inlinable
  mutating func cancel(_ timer: Timer, seat: Int) {
    for (index, number) in active[seat].enumerated() where slots[Int(number)].timer == timer {
      stale += 1
      remove(at: index, seat: seat)
      return
    }
  }

  /// Takes a timer that has run out.
  @inlinable
  mutating func take(_ number: UInt32, seat: Int) -> Timer {
    let timer = slots[Int(number)].timer
    for (index, other) in active[seat].enumerated() where other == number {
      remove(at: index, seat: seat)
      break
    }
    return timer
  }

  /// Forgets all timers of a node.
  @inlinable
  mutating func removeAll(seat: Int) {
    stale += active[seat].count
    while !active[seat].isEmpty { remove(at: active[seat].count - 1, seat: seat) }
  }

  @inlinable
  mutating func remove(at index: Int, seat: Int) {
    let number = active[seat][index]
    slots[Int(number)].order = 0
    free.append(number)
    active[seat].swapAt(index, active[seat].count - 1)
    active[seat].removeLast()
  }
}
