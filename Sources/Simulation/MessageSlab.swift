import Determinism
import Machine

/// A message on its way, once for all its receivers.
@frozen
@usableFromInline
struct MessageSlot<Message: Sendable> {
  @usableFromInline
  var message: Message
  @usableFromInline
  var fingerprint: UInt64
  @usableFromInline
  var slot: UInt64
  @usableFromInline
  var view: UInt32
  @usableFromInline
  var length: UInt32
  /// Copies under way.
  @usableFromInline
  var references: UInt32
  @usableFromInline
  var label: UInt8
  /// Who forged it: 0 for a true message, or the mark of the liar's behaviours.
  @usableFromInline
  var lie: UInt16 = 0

  @inlinable
  init(
    message: consuming Message, fingerprint: UInt64, slot: UInt64, view: UInt32, length: UInt32,
    label: UInt8
  ) {
    self.message = message
    self.fingerprint = fingerprint
    self.slot = slot
    self.view = view
    self.length = length
    self.references = 0
    self.label = label
  }
}

/// The messages under way, found by number, so that the queue's entries stay small and flat.
@frozen
@safe
@usableFromInline
struct MessageSlab<Message: Sendable>: ~Copyable {
  @usableFromInline
  var base: UnsafeMutablePointer<MessageSlot<Message>>
  @usableFromInline
  var free: UnsafeMutablePointer<UInt32>
  @usableFromInline
  var freeCount = 0
  /// Slots below this were used at least once.
  @usableFromInline
  var reached = 0
  @usableFromInline
  var capacity = 256
  /// The canonical bytes of the messages under way.
  @usableFromInline
  var bytes: UInt64 = 0

  @inlinable
  init() {
    // Both allocations are ours alone; `deinit` gives them back.
    unsafe base = UnsafeMutablePointer<MessageSlot<Message>>.allocate(capacity: 256)
    unsafe free = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
  }

  @inlinable
  deinit {
    var isFree = [Bool](repeating: false, count: reached)
    // The first `freeCount` numbers are initialised, and name slots below `reached`.
    for index in 0..<freeCount { isFree[Int(unsafe free[index])] = true }
    // A slot below `reached` that is not free holds a message.
    for index in 0..<reached where !isFree[index] { unsafe (base + index).deinitialize(count: 1) }
    unsafe base.deallocate()
    unsafe free.deallocate()
  }

  /// The number of messages under way.
  @inlinable
  var count: Int { reached - freeCount }

  @inlinable
  @inline(__always)
  mutating func insert(_ slot: consuming MessageSlot<Message>) -> UInt32 {
    bytes += UInt64(slot.length)
    if freeCount > 0 {
      freeCount -= 1
      // A free slot is not initialised.
      let number = unsafe free[freeCount]
      unsafe (base + Int(number)).initialize(to: slot)
      return number
    }
    if reached == capacity { grow() }
    // Below the capacity, and not initialised yet.
    unsafe (base + reached).initialize(to: slot)
    reached += 1
    return UInt32(reached - 1)
  }

  /// Takes one copy of the message: the last takes the message itself, and gives the slot back.
  @inlinable
  @inline(__always)
  mutating func receive(_ number: UInt32) -> Message {
    // The caller held a copy, so the slot is initialised; there is room for all `reached` numbers.
    let slot = unsafe base + Int(number)
    unsafe slot.pointee.references -= 1
    guard unsafe slot.pointee.references == 0 else { return unsafe slot.pointee.message }
    bytes -= unsafe UInt64(slot.pointee.length)
    unsafe free[freeCount] = number
    freeCount += 1
    return unsafe slot.move().message
  }

  /// Counts one copy less, and gives the slot back after the last.
  @inlinable
  @inline(__always)
  mutating func release(_ number: UInt32) {
    // The caller held a copy, so the slot is initialised.
    let slot = unsafe base + Int(number)
    unsafe slot.pointee.references -= 1
    if unsafe slot.pointee.references == 0 { remove(number) }
  }

  @inlinable
  @inline(__always)
  mutating func remove(_ number: UInt32) {
    // Nobody refers to the slot, which is initialised; there is room for all `reached` numbers.
    bytes -= unsafe UInt64(base[Int(number)].length)
    unsafe (base + Int(number)).deinitialize(count: 1)
    unsafe free[freeCount] = number
    freeCount += 1
  }

  @usableFromInline
  @inline(never)
  mutating func grow() {
    let larger = UnsafeMutablePointer<MessageSlot<Message>>.allocate(capacity: capacity * 2)
    // All slots below `reached` are in use when the slab is full; they move.
    unsafe larger.moveInitialize(from: base, count: reached)
    unsafe base.deallocate()
    unsafe base = larger
    // Nothing is free, so no number has to move.
    unsafe free.deallocate()
    unsafe free = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
    capacity *= 2
  }
}
