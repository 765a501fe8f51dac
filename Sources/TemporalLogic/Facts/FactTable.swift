import Determinism

/// Where a run told something first.
struct Origin: Equatable, Sendable {
  /// The step.
  var step: UInt64
  /// The position of the node that observed it.
  var node: UInt16
}

/// The tuples of a relation that hold, each once, with where they were told first, to be found by any chosen places.
struct FactTable: Sendable {
  /// The rows with the same values at some places, as chains, the latest first.
  private struct Index: Sendable {
    let places: [Int]
    /// Whether the values of rows that were let go of are remembered.
    var remembers = false
    var heads = LookupTable<UInt64, Int32>()
    var next: [Int32] = []
    var gone = FingerprintSet()
  }

  /// How many values a row has.
  let width: Int
  /// The rows' values, one row after the other.
  private var values: [UInt64] = []
  private var origins: [Origin] = []
  /// How often a row was told and not taken back; 0 of one that does not hold.
  private var counts: [UInt32] = []
  /// The greatest slot that told a row, where rows belong to slots.
  private var slots: [UInt64] = []
  private var free: [Int32] = []
  private var indexes: [Index]
  /// The rows in the order of their slots, nearly.
  private var order: [(slot: UInt64, row: Int32)] = []
  private var head = 0
  /// Whether a row was ever let go of.
  private(set) var hasForgotten = false

  init(width: Int) {
    self.width = width
    indexes = [Index(places: Array(0..<width))]
  }

  /// The bytes of its rows and chains, and of the memory of what is gone.
  var bytes: (window: Int, history: Int) {
    let row = 8 * width + MemoryLayout<Origin>.stride + 4 + 4 * indexes.count
    var (window, history) = (counts.count * row + 8 * slots.count + (order.count - head) * 16, 0)
    for index in indexes {
      window += index.heads.bytes
      history += index.gone.bytes
    }
    return (window, history)
  }

  /// The number of an index by some places, made now unless there is one. Only for an empty table.
  mutating func index(by places: [Int], remembers: Bool = false) -> Int {
    if let known = indexes.firstIndex(where: { $0.places == places }) {
      if remembers { indexes[known].remembers = true }
      return known
    }
    indexes.append(Index(places: places, remembers: remembers))
    return indexes.count - 1
  }

  /// The places of an index.
  func places(of index: Int) -> [Int] { indexes[index].places }

  /// The values of a row.
  func row(_ row: Int32) -> FactValues {
    var tuple = FactValues(count: width)
    for place in 0..<width { tuple[place] = values[Int(row) * width + place] }
    return tuple
  }
  /// How often a row was told and not taken back.
  func times(of row: Int32) -> UInt32 { counts[Int(row)] }
  /// Where a row was told first.
  func origin(_ row: Int32) -> Origin { origins[Int(row)] }

  /// The latest row with these values at the places of an index; -1 for none.
  func first(_ index: Int, _ key: FactValues) -> Int32 {
    var row = indexes[index].heads[key.hash] ?? -1
    while row >= 0, !matches(row, index, key) { row = indexes[index].next[Int(row)] }
    return row
  }

  /// The next older row like one found; -1 for none.
  func next(_ index: Int, _ key: FactValues, after row: Int32) -> Int32 {
    var row = indexes[index].next[Int(row)]
    while row >= 0, !matches(row, index, key) { row = indexes[index].next[Int(row)] }
    return row
  }

  private func matches(_ row: Int32, _ index: Int, _ key: FactValues) -> Bool {
    let start = Int(row) * width
    for place in indexes[index].places.indices
    where values[start + indexes[index].places[place]] != key[place] {
      return false
    }
    return true
  }

  /// Whether a row with these values at the places of an index was let go of, as far as that is remembered.
  func isGone(_ index: Int, _ key: FactValues) -> Bool { indexes[index].gone.contains(key.hash) }

  /// Every row that holds, in the order of their places.
  func forEachRow(_ body: (Int32) -> Void) {
    for row in counts.indices where counts[row] > 0 { body(Int32(row)) }
  }

  /// Takes a tuple in.
  ///
  /// - Returns: Whether it did not hold.
  mutating func insert(_ tuple: FactValues, slot: UInt64?, _ origin: Origin) -> Bool {
    let known = first(0, tuple)
    if known >= 0 {
      counts[Int(known)] += 1
      return false
    }
    let row: Int32
    if let unused = free.popLast() {
      row = unused
      for place in 0..<width { values[Int(row) * width + place] = tuple[place] }
      origins[Int(row)] = origin
      counts[Int(row)] = 1
    } else {
      row = Int32(counts.count)
      for place in 0..<width { values.append(tuple[place]) }
      origins.append(origin)
      counts.append(1)
      for index in indexes.indices { indexes[index].next.append(-1) }
    }
    for index in indexes.indices {
      let key = tuple.picked(indexes[index].places).hash
      indexes[index].next[Int(row)] = indexes[index].heads.insert(key, row) ?? -1
    }
    if let slot {
      while slots.count <= Int(row) { slots.append(0) }
      slots[Int(row)] = slot
      order.append((slot, row))
    }
    return true
  }

  /// Keeps a row until a slot is over, if that is later than the one that told it before.
  ///
  /// - Returns: Whether it is.
  mutating func keep(_ tuple: FactValues, until slot: UInt64) -> Bool {
    let row = first(0, tuple)
    guard row >= 0, slots[Int(row)] < slot else { return false }
    slots[Int(row)] = slot
    order.append((slot, row))
    return true
  }

  /// Takes a tuple back, as often as it was told.
  ///
  /// - Returns: Whether it no longer holds.
  mutating func remove(_ tuple: FactValues, all: Bool = false) -> Bool {
    let row = first(0, tuple)
    guard row >= 0 else { return false }
    counts[Int(row)] -= 1
    guard all || counts[Int(row)] == 0 else { return false }
    take(row)
    return true
  }

  private mutating func take(_ row: Int32) {
    let tuple = self.row(row)
    for index in indexes.indices {
      let key = tuple.picked(indexes[index].places).hash
      let after = indexes[index].next[Int(row)]
      var link = indexes[index].heads[key] ?? -1
      if link == row {
        if after >= 0 {
          indexes[index].heads.insert(key, after)
        } else {
          indexes[index].heads.remove(key)
        }
        continue
      }
      while indexes[index].next[Int(link)] != row { link = indexes[index].next[Int(link)] }
      indexes[index].next[Int(link)] = after
    }
    counts[Int(row)] = 0
    free.append(row)
  }

  /// Lets go of the rows of the slots up to one.
  mutating func forget(upTo slot: UInt64) {
    while head < order.count, order[head].slot <= slot {
      let row = order[head].row
      head += 1
      // Another slot may have told it again, or the row may be another's by now.
      guard counts[Int(row)] > 0, slots[Int(row)] <= slot else { continue }
      for index in indexes.indices where indexes[index].remembers {
        indexes[index].gone.insert(self.row(row).picked(indexes[index].places).hash)
      }
      take(row)
      hasForgotten = true
    }
    if head > 256, head * 2 > order.count {
      order.removeFirst(head)
      head = 0
    }
  }
}
