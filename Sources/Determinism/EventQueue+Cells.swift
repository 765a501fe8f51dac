extension EventQueue {
  /// The memory of a queue: keys and payloads in two arrays of one block.
  ///
  /// All that is unsafe in the queue is here. The keys of four siblings (4i + 1 … 4i + 4) fill one
  /// cache line, and the key of an unused cell is the greatest, so that siblings are compared
  /// without asking which of them are in use.
  @frozen
  @safe
  @usableFromInline
  struct Cells {
    @usableFromInline let block: UnsafeMutableRawPointer
    @usableFromInline let keys: UnsafeMutablePointer<UInt128>
    @usableFromInline let payloads: UnsafeMutablePointer<UInt64>

    /// Makes so many cells, all unused.
    @inlinable
    init(capacity: Int) {
      // Three keys of padding put key 1 on a line; the last cell's siblings may reach three
      // further.
      let keyCount = capacity + 8
      let padding = 3 * MemoryLayout<UInt128>.stride
      let keyBytes = keyCount * MemoryLayout<UInt128>.stride
      // The block holds the padding, keyCount keys and as many payloads, and `deallocate` frees it.
      unsafe block = UnsafeMutableRawPointer.allocate(
        byteCount: padding + keyBytes + keyCount * MemoryLayout<UInt64>.stride, alignment: 64)
      // Both ranges lie in the block, apart from each other and aligned for their types.
      unsafe keys = (block + padding).bindMemory(to: UInt128.self, capacity: keyCount)
      unsafe payloads = (block + padding + keyBytes).bindMemory(
        to: UInt64.self, capacity: keyCount)
      // Every cell is initialised before it is read.
      unsafe keys.initialize(repeating: .max, count: keyCount)
      unsafe payloads.initialize(repeating: 0, count: keyCount)
    }

    /// Frees the cells, which nobody may use any more.
    @inlinable
    func deallocate() {
      // The types are trivial, and the owner calls this once.
      unsafe block.deallocate()
    }

    /// Copies the first cells of others, which must have been made with at least as many.
    @inlinable
    func copy(_ count: Int, from others: Cells) {
      // Two blocks never overlap, and both hold `count` cells.
      unsafe keys.update(from: others.keys, count: count)
      // As above.
      unsafe payloads.update(from: others.payloads, count: count)
    }

    /// The sorting key of a cell.
    @inlinable
    @inline(__always)
    func key(_ index: Int) -> UInt128 {
      // The heap walks from cells in use to their children, for which there is room.
      unsafe keys[index]
    }

    /// Fills a cell with the event of another one.
    @inlinable
    @inline(__always)
    func move(_ source: Int, key: UInt128, to target: Int) {
      // Both are cells in use.
      unsafe keys[target] = key
      // As above.
      unsafe payloads[target] = payloads[source]
    }

    @inlinable
    @inline(__always)
    subscript(index: Int) -> Entry {
      get {
        // The queue asks for cells in use only.
        unsafe Entry(key: keys[index], payload: payloads[index])
      }
      nonmutating set {
        // The queue writes below its capacity only.
        unsafe keys[index] = newValue.key
        // As above.
        unsafe payloads[index] = newValue.payload
      }
    }

    /// Marks a cell as unused.
    @inlinable
    func clear(_ index: Int) {
      // The queue clears cells that were in use.
      unsafe keys[index] = .max
    }
  }
}
