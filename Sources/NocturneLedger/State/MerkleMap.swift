import Cryptography
import Determinism

/// A sorted map that knows the Merkle root over its entries and keeps it up to date cheaply.
///
/// The root is that of `MerkleTree` over `H("entry", key ‖ value)` in the order of
/// the keys. Hashes are kept level by level; a changed entry voids its ancestors only, so that a new
/// root costs a few hashes a change. A new or a removed key voids what stands behind it.
struct MerkleMap<Key: Canonical & Comparable, Value: Canonical>: Canonical {
  /// The keys, strictly ascending.
  private(set) var keys: [Key] = []
  /// The values, in the order of the keys.
  private(set) var values: [Value] = []
  /// The hashes, leaves first; a zero one is void. A cache: equal maps may differ in it.
  private var levels: [[Digest]] = [[]]

  init() {}

  var count: Int { keys.count }

  static func == (left: Self, right: Self) -> Bool {
    left.keys == right.keys && left.values == right.values
  }

  /// The position of a key, or where it would stand.
  func find(_ key: Key) -> (position: Int, found: Bool) {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return (low, low < keys.count && keys[low] == key)
  }

  /// The value of a key; setting nil removes it.
  subscript(key: Key) -> Value? {
    get {
      let (position, found) = find(key)
      return found ? values[position] : nil
    }
    set {
      let (position, found) = find(key)
      if let newValue, found {
        values[position] = newValue
        void(position)
      } else if let newValue {
        keys.insert(key, at: position)
        values.insert(newValue, at: position)
        levels[0].insert(.zero, at: position)
        voidBehind(position)
      } else if found {
        keys.remove(at: position)
        values.remove(at: position)
        levels[0].remove(at: position)
        voidBehind(position)
      }
    }
  }

  /// Changes the value at a position in place.
  mutating func update(at position: Int, _ change: (inout Value) -> Void) {
    change(&values[position])
    void(position)
  }

  /// Voids the hashes that depend on one entry.
  private mutating func void(_ position: Int) {
    for level in levels.indices where position >> level < levels[level].count {
      levels[level][position >> level] = .zero
    }
  }

  /// Drops the inner hashes that depend on entries from a position on.
  private mutating func voidBehind(_ position: Int) {
    for level in levels.indices.dropFirst() {
      levels[level].removeSubrange(min(position >> level, levels[level].count)...)
    }
  }

  /// The Merkle root over the entries; for none, that of an empty tree.
  mutating func root(
    _ crypto: inout some LedgerCryptography & ~Copyable, empty: Digest
  ) -> Digest {
    var scratch = CanonicalWriter()
    let memo = crypto.hashMemo
    for position in keys.indices where levels[0][position] == .zero {
      let entry = MapEntry(key: keys[position], value: values[position])
      levels[0][position] = MerkleTree.leaf(crypto.hash(entry, .entry), &scratch, memo)
    }
    var level = 0
    while levels[level].count > 1 {
      if level + 1 == levels.count { levels.append([]) }
      let width = (levels[level].count + 1) / 2
      if levels[level + 1].count < width {
        levels[level + 1] += Array(repeating: .zero, count: width - levels[level + 1].count)
      }
      for position in 0..<width where levels[level + 1][position] == .zero {
        let (left, right) = (2 * position, 2 * position + 1)
        levels[level + 1][position] =
          right < levels[level].count
          ? MerkleTree.node(levels[level][left], levels[level][right], &scratch, memo)
          : levels[level][left]
      }
      level += 1
    }
    levels.removeSubrange((level + 1)...)
    return levels[level].first ?? empty
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(UInt32(keys.count))
    for position in keys.indices {
      writer.encode(keys[position])
      writer.encode(values[position])
    }
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    for _ in 0..<(try reader.takeCount()) {
      let start = reader.offset
      let key: Key = try reader.decode()
      if let last = keys.last, last >= key {
        throw .notCanonical("keys out of order", at: start)
      }
      keys.append(key)
      values.append(try reader.decode())
      levels[0].append(.zero)
    }
  }
}

/// A key and its value, as hashed.
private struct MapEntry<Key: Canonical, Value: Canonical>: Canonical {
  let key: Key
  let value: Value

  init(key: Key, value: Value) {
    self.key = key
    self.value = value
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(key)
    writer.encode(value)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    key = try reader.decode()
    value = try reader.decode()
  }
}
