import Determinism
import Synchronization

/// Keeps blocks in memory, and fails when it is told to.
final class MemoryScratch: ScratchStore {
  private let blocks = MemoryBlocks()
  private let wholeReads = Mutex(Int.max)
  /// What is made of later ones.
  let spoil: @Sendable ([UInt8]) -> [UInt8]?

  init(spoil: @escaping @Sendable ([UInt8]) -> [UInt8]? = { $0 }) { self.spoil = spoil }

  /// How many more blocks it takes.
  var room: Int {
    get { blocks.room.withLock { $0 } }
    set { blocks.room.withLock { $0 = newValue } }
  }

  /// How many more blocks are read as they are.
  var whole: Int {
    get { wholeReads.withLock { $0 } }
    set { wholeReads.withLock { $0 = newValue } }
  }

  var names: [String] { blocks.names }
  var bytes: Int { blocks.blocks.withLock { $0.values.reduce(0) { $0 + $1.count } } }

  func write(_ bytes: [UInt8], to name: String) throws(BlockStoreError) {
    try blocks.write(bytes, to: name)
  }

  func read(_ name: String) throws(BlockStoreError) -> [UInt8] {
    let bytes = try blocks.read(name)
    let isWhole = wholeReads.withLock { whole in
      whole -= 1
      return whole >= 0
    }
    if isWhole { return bytes }
    guard let spoilt = spoil(bytes) else { throw .missing(name) }
    return spoilt
  }

  func remove(_ name: String) throws(BlockStoreError) {
    _ = try blocks.read(name)
    blocks.blocks.withLock { $0[name] = nil }
  }
}
