/// Words in the order in which they were added, in blocks, so that nothing is copied as it grows; blocks that are full
/// can be written out.
struct WordLog<Word: BitwiseCopyable & Sendable>: Sendable {
  private let shift: Int
  /// The blocks; those that were written out are empty.
  private var blocks: [[Word]] = []
  /// The first blocks, which were written out.
  private var written: [ScratchBlocks.Block] = []
  /// How many words there are.
  private(set) var count = 0

  /// - Parameter blockBytes: The most bytes of a block, which has at least 8 words.
  init(blockBytes: Int = 1 << 17) {
    var shift = 3
    while MemoryLayout<Word>.stride << (shift + 1) <= blockBytes { shift += 1 }
    self.shift = shift
  }

  /// How many words a block has.
  var blockWords: Int { 1 << shift }

  /// The bytes of the blocks that are in memory.
  var bytes: Int { (blocks.count - written.count) << shift * MemoryLayout<Word>.stride }

  mutating func append(_ word: Word) {
    if count & (1 << shift - 1) == 0 {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(1 << shift)
    }
    blocks[blocks.count - 1].append(word)
    count += 1
  }

  /// How many blocks there are; all but the last one are full.
  var blockCount: Int { blocks.count }

  /// The words of a block that is in memory.
  func words(of block: Int) -> [Word] { blocks[block] }

  /// A word of a block that is in memory.
  subscript(index: Int) -> Word { blocks[index >> shift][index & (1 << shift - 1)] }

  /// A word, wherever it is.
  func word(_ index: Int, from scratch: ScratchBlocks) throws(SpillError) -> Word {
    let block = index >> shift
    if block >= written.count { return self[index] }
    return try scratch.read(written[block], as: Word.self)[index & (1 << shift - 1)]
  }

  /// Writes out the blocks that are full.
  mutating func writeOut(to scratch: ScratchBlocks) throws(SpillError) {
    while written.count < count >> shift {
      let block = written.count
      written.append(try scratch.write(blocks[block]))
      blocks[block] = []
    }
  }
}
