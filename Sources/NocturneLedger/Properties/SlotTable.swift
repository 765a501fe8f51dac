import Determinism

/// A table by slot, of which the slots that are over can be taken out.
struct SlotTable<Value: Sendable>: Sendable {
  private var table = LookupTable<UInt64, Value>()
  /// The slots up to this one were taken out.
  private var gone: UInt64 = 0

  subscript(slot: UInt64) -> Value? { table[slot] }

  /// The bytes of the table.
  var bytes: Int { table.bytes }

  mutating func insert(_ slot: UInt64, _ value: Value) { table.insert(slot, value) }

  /// Returns the value of a slot, giving it this one when it has none.
  mutating func intern(_ slot: UInt64, _ value: Value) -> Value { table.intern(slot, value) }

  /// Takes out the slots up to one.
  mutating func remove(upTo slot: UInt64) {
    guard slot > gone else { return }
    for old in gone + 1...slot { table.remove(old) }
    gone = slot
  }
}

/// What stands in some table for each slot, in the order in which it came, so that it can be taken out
/// once the slot is over.
struct SlotQueue<Key: Sendable>: Sendable {
  private var entries: [(slot: UInt64, key: Key)] = []
  private var head = 0

  /// The bytes of the entries.
  var bytes: Int { entries.count * MemoryLayout<(slot: UInt64, key: Key)>.stride }
  /// The entries, oldest first.
  var live: ArraySlice<(slot: UInt64, key: Key)> { entries[head...] }

  mutating func append(_ key: Key, slot: UInt64) { entries.append((slot, key)) }

  /// Takes out the oldest entry if its slot is one of those up to a slot.
  mutating func popFirst(upTo slot: UInt64) -> (slot: UInt64, key: Key)? {
    guard head < entries.count, entries[head].slot <= slot else { return nil }
    let entry = entries[head]
    head += 1
    if head > 256, head * 2 > entries.count {
      entries.removeFirst(head)
      head = 0
    }
    return entry
  }
}
