/// A table from numbers or fingerprints to values, to ask and to change but not to walk through.
///
/// It has no iteration, so that the order of its slots, which depends on its history, can reach no
/// result. Open addressing with linear probing in a power of two of slots, at most three quarters
/// full; removal moves later keys back, so that no markers pile up.
///
/// - Source: Knuth, *The Art of Computer Programming*, volume 3, algorithms 6.4L and 6.4R.
@frozen
public struct LookupTable<Key: LookupKey, Value: Sendable>: Sendable {
  @frozen
  @usableFromInline
  struct Slot: Sendable {
    @usableFromInline var key: Key
    @usableFromInline var value: Value?

    @inlinable
    init(key: Key, value: Value?) {
      self.key = key
      self.value = value
    }
  }

  @usableFromInline var slots: [Slot] = []
  /// The number of keys in the slots.
  @usableFromInline var used = 0
  /// The value of the key that marks unused slots.
  @usableFromInline var vacantValue: Value?

  /// Makes an empty table, which takes no memory.
  @inlinable
  public init() {}

  /// The number of keys.
  @inlinable
  public var count: Int { used + (vacantValue == nil ? 0 : 1) }

  /// The bytes of its slots, used or not.
  @inlinable
  public var bytes: Int { slots.count * MemoryLayout<Slot>.stride }

  /// Whether there is no key.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// The value of a key, or nil when it has none.
  ///
  /// - Complexity: O(1) for scattered keys
  @inlinable
  public subscript(key: Key) -> Value? {
    if key == Key.vacant { return vacantValue }
    if slots.isEmpty { return nil }
    return slots[slot(of: key)].value
  }

  /// Gives a key a value.
  ///
  /// - Returns: The value that it had before, or nil.
  /// - Complexity: O(1) for scattered keys, amortised
  @inlinable
  @discardableResult
  public mutating func insert(_ key: Key, _ value: Value) -> Value? {
    if key == Key.vacant {
      defer { vacantValue = value }
      return vacantValue
    }
    if 4 &* (used &+ 1) > 3 &* slots.count { grow() }
    let index = slot(of: key)
    let before = slots[index].value
    if before == nil { used += 1 }
    slots[index] = Slot(key: key, value: value)
    return before
  }

  /// Returns the value of a key, giving it this one when it has none.
  ///
  /// - Complexity: O(1) for scattered keys, amortised
  @inlinable
  public mutating func intern(_ key: Key, _ value: Value) -> Value {
    if let known = self[key] { return known }
    insert(key, value)
    return value
  }

  /// Takes a key out.
  ///
  /// - Returns: The value that it had, or nil.
  /// - Complexity: O(1) for scattered keys
  @inlinable
  @discardableResult
  public mutating func remove(_ key: Key) -> Value? {
    if key == Key.vacant {
      defer { vacantValue = nil }
      return vacantValue
    }
    if slots.isEmpty { return nil }
    var hole = slot(of: key)
    guard let before = slots[hole].value else { return nil }
    used -= 1
    let mask = slots.count &- 1
    var next = (hole &+ 1) & mask
    while slots[next].value != nil {
      // A key moves back into the hole unless its search starts behind the hole.
      let start = Int(truncatingIfNeeded: slots[next].key.scattered) & mask
      if (next &- start) & mask >= (next &- hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next &+ 1) & mask
    }
    slots[hole] = Slot(key: Key.vacant, value: nil)
    return before
  }

  /// Takes every key out and keeps the memory.
  @inlinable
  public mutating func removeAll() {
    vacantValue = nil
    if used == 0 { return }
    used = 0
    for index in slots.indices { slots[index] = Slot(key: Key.vacant, value: nil) }
  }

  /// The slot that holds the key, or the unused one where it belongs.
  @inlinable
  @inline(__always)
  func slot(of key: Key) -> Int {
    let mask = slots.count &- 1
    var index = Int(truncatingIfNeeded: key.scattered) & mask
    while slots[index].key != key && slots[index].key != Key.vacant {
      index = (index &+ 1) & mask
    }
    return index
  }

  @usableFromInline
  @inline(never)
  mutating func grow() {
    let before = slots
    let vacant = Slot(key: Key.vacant, value: nil)
    slots = [Slot](repeating: vacant, count: Swift.max(8, 2 * before.count))
    for entry in before where entry.value != nil {
      slots[slot(of: entry.key)] = entry
    }
  }
}
