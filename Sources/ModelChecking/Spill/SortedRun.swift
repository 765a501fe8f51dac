/// Keys on disk, in ascending order, each once.
///
/// In memory there is only the first key of each block, so that a look-up of few keys reads few blocks.
struct SortedRun<Key: BitwiseCopyable & Comparable & Sendable> {
  private struct Part {
    let first: Key
    let block: ScratchBlocks.Block
  }

  private var parts: [Part] = []
  /// How many keys there are.
  private(set) var count = 0

  /// The bytes that it takes in memory.
  var bytes: Int { parts.capacity * MemoryLayout<Part>.stride }

  /// Looks keys up.
  ///
  /// - Parameters:
  ///   - keys: The keys, in ascending order.
  ///   - scratch: Where the run is.
  ///   - tell: Told the place of each key that is in the run, in their order.
  func lookUp(
    _ keys: [Key], in scratch: ScratchBlocks, _ tell: (_ place: Int) -> Void
  ) throws(SpillError) {
    var place = 0
    var number = 0
    while place < keys.count, number < parts.count {
      let next = number + 1 < parts.count ? parts[number + 1].first : nil
      if let next, next <= keys[place] {
        number += 1
        continue
      }
      let known = try scratch.read(parts[number].block, as: Key.self)
      var index = 0
      while place < keys.count, next.map({ keys[place] < $0 }) ?? true {
        while index < known.count, known[index] < keys[place] { index += 1 }
        if index < known.count, known[index] == keys[place] { tell(place) }
        place += 1
      }
      number += 1
    }
  }

  /// Adds keys; some may be there already. The run is written anew, block by block.
  ///
  /// - Parameters:
  ///   - keys: The keys, in ascending order, each once.
  ///   - blockKeys: How many keys a block has, but for the last one.
  ///   - scratch: Where the run is.
  mutating func merge(
    _ keys: [Key], blockKeys: Int, in scratch: ScratchBlocks
  ) throws(SpillError) {
    var merged = Self()
    var waiting: [Key] = []
    waiting.reserveCapacity(blockKeys)
    func append(_ key: Key) throws(SpillError) {
      waiting.append(key)
      if waiting.count == blockKeys { try merged.writeOut(&waiting, to: scratch) }
    }
    var place = 0
    for part in parts {
      let known = try scratch.read(part.block, as: Key.self)
      try scratch.remove(part.block)
      for key in known {
        while place < keys.count, keys[place] < key {
          try append(keys[place])
          place += 1
        }
        if place < keys.count, keys[place] == key { place += 1 }
        try append(key)
      }
    }
    for key in keys[place...] { try append(key) }
    try merged.writeOut(&waiting, to: scratch)
    self = merged
  }

  private mutating func writeOut(
    _ keys: inout [Key], to scratch: ScratchBlocks
  ) throws(SpillError) {
    guard let first = keys.first else { return }
    parts.append(Part(first: first, block: try scratch.write(keys)))
    count += keys.count
    keys.removeAll(keepingCapacity: true)
  }
}
