/// Remembers answers by a 128-bit fingerprint, within a bounded memory.
///
/// Two generations: what is new goes into the young one; once that holds `limit` entries it becomes
/// the old one, and the old one's entries are forgotten. An entry found in the old generation moves
/// to the young one, so that what is in use stays. At most `2 · limit` entries are held.
struct MemoTable<Value> {
  private struct Entry {
    var high: UInt64
    var low: UInt64
    var value: Value
  }

  /// An open-addressed table with linear probing, at most half full, that only grows.
  private struct Generation {
    var slots: [Entry?] = Array(repeating: nil, count: 64)
    var count = 0

    func position(_ high: UInt64, _ low: UInt64) -> Int {
      let mask = slots.count - 1
      var position = Int(truncatingIfNeeded: low) & mask
      while let entry = slots[position], entry.high != high || entry.low != low {
        position = (position + 1) & mask
      }
      return position
    }

    mutating func insert(_ entry: Entry) {
      if 2 * (count + 1) > slots.count { grow() }
      let position = position(entry.high, entry.low)
      if slots[position] == nil { count += 1 }
      slots[position] = entry
    }

    private mutating func grow() {
      let entries = slots
      slots = Array(repeating: nil, count: 2 * entries.count)
      for case .some(let entry) in entries {
        slots[position(entry.high, entry.low)] = entry
      }
    }
  }

  private var young = Generation()
  private var old = Generation()
  private let limit: Int
  /// The number of entries that were given up so far.
  private(set) var forgotten: UInt64 = 0

  /// - Parameter limit: The most entries of one generation, at least 1.
  init(limit: Int) {
    precondition(limit > 0, "a memo of \(limit) entries")
    self.limit = limit
  }

  /// The number of entries held, counting one twice that stands in both generations.
  var count: Int { young.count + old.count }

  /// What was inserted under the fingerprint, unless it was forgotten.
  mutating func find(_ key: (high: UInt64, low: UInt64)) -> Value? {
    if let entry = young.slots[young.position(key.high, key.low)] { return entry.value }
    guard let entry = old.slots[old.position(key.high, key.low)] else { return nil }
    insert(key, entry.value)
    return entry.value
  }

  /// Remembers a value under a fingerprint.
  mutating func insert(_ key: (high: UInt64, low: UInt64), _ value: Value) {
    if young.count >= limit {
      forgotten += UInt64(old.count)
      swap(&young, &old)
      young = Generation()
    }
    young.insert(Entry(high: key.high, low: key.low, value: value))
  }
}
