/// Rows that wait, taken in the order in which they were added, in blocks that can be written out.
///
/// A row can be struck out until it is taken; it is then passed over, wherever its block is.
final class RowSpool {
  private struct Block {
    /// The rows in memory; empty once they are written out or taken.
    var words: [UInt32]
    var written: ScratchBlocks.Block?
    /// The bits of rows that were struck out; empty if none was.
    var struck: [UInt64] = []
  }

  private let width: Int
  private let shift: Int
  private var blocks: [Block] = []
  /// The block of which rows are being taken.
  private var current: [UInt32] = []
  /// How many rows were added, how many of them taken or passed over, and how many struck out.
  private(set) var added = 0
  private var (taken, struck) = (0, 0)
  private var passed = 0
  /// The first block that was not written out, and the blocks in memory.
  private var (unwritten, inMemory) = (0, 0)

  /// - Parameters:
  ///   - width: How many words a row has.
  ///   - blockBytes: The most bytes of a block, unless 4 rows take more.
  init(width: Int, blockBytes: Int) {
    self.width = width
    var shift = 2
    while (width << (shift + 1)) * 4 <= blockBytes { shift += 1 }
    self.shift = shift
  }

  /// How many rows are to be taken.
  var count: Int { added - struck - (taken - passed) }

  /// The bytes of rows in memory.
  var bytes: Int { (inMemory + (current.isEmpty ? 0 : 1)) * (width << shift) * 4 }

  func append(_ row: Span<UInt32>) {
    if added & (1 << shift - 1) == 0 {
      blocks.append(Block(words: []))
      blocks[blocks.count - 1].words.reserveCapacity(width << shift)
      inMemory += 1
    }
    let last = blocks.count - 1
    for index in 0..<width { blocks[last].words.append(row[index]) }
    added += 1
  }

  /// Strikes a row out that was not taken.
  ///
  /// - Parameter place: Its place among all that were added.
  func strike(_ place: Int) {
    let (block, row) = (place >> shift, place & (1 << shift - 1))
    if blocks[block].struck.isEmpty {
      blocks[block].struck = [UInt64](repeating: 0, count: (1 << shift + 63) / 64)
    }
    blocks[block].struck[row / 64] |= 1 << UInt64(row % 64)
    struck += 1
  }

  /// Whether a row that was not taken was struck out.
  func isStruck(_ place: Int) -> Bool {
    let (struck, row) = (blocks[place >> shift].struck, place & (1 << shift - 1))
    return !struck.isEmpty && struck[row / 64] >> UInt64(row % 64) & 1 != 0
  }

  /// Takes rows from the front.
  ///
  /// - Parameters:
  ///   - most: So many, or all if there are fewer.
  ///   - rows: Where to.
  ///   - scratch: Where the blocks are that were written out.
  func take(
    _ most: Int, into rows: RowBlocks, from scratch: ScratchBlocks
  ) throws(SpillError) {
    let end = rows.count + most
    while rows.count < end, taken < added {
      let block = taken >> shift
      if taken & (1 << shift - 1) == 0 { try load(block, from: scratch) }
      let words = current
      let span = words.span
      let last = min((block + 1) << shift, added)
      while rows.count < end, taken < last {
        let row = taken & (1 << shift - 1)
        if isStruck(taken) {
          passed += 1
        } else {
          rows.append(span.extracting(row * width..<(row + 1) * width))
        }
        taken += 1
      }
      if taken == last {
        current = []
        blocks[block].struck = []
      }
    }
  }

  private func load(_ block: Int, from scratch: ScratchBlocks) throws(SpillError) {
    if let written = blocks[block].written {
      current = try scratch.read(written, as: UInt32.self)
      try scratch.remove(written)
      return
    }
    current = blocks[block].words
    blocks[block].words = []
    inMemory -= 1
    unwritten = block + 1
  }

  /// Writes out the blocks that are full.
  func writeOut(to scratch: ScratchBlocks) throws(SpillError) {
    while unwritten < added >> shift {
      blocks[unwritten].written = try scratch.write(blocks[unwritten].words)
      blocks[unwritten].words = []
      inMemory -= 1
      unwritten += 1
    }
  }
}
