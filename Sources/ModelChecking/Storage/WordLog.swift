/// Words in the order in which they were added, in blocks, so that nothing is copied as it grows.
struct WordLog: Sendable {
  private static let shift = 14
  /// How many words a block has.
  static var blockWords: Int { 1 << shift }
  private var blocks: [[UInt64]] = []
  /// How many words there are.
  private(set) var count = 0

  /// The bytes of the blocks.
  var bytes: Int { blocks.count << (Self.shift + 3) }

  mutating func append(_ word: UInt64) {
    if count & (1 << Self.shift - 1) == 0 {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(1 << Self.shift)
    }
    blocks[blocks.count - 1].append(word)
    count += 1
  }

  /// How many blocks there are; all but the last one are full.
  var blockCount: Int { blocks.count }

  /// The words of a block.
  func words(of block: Int) -> [UInt64] { blocks[block] }

  subscript(index: Int) -> UInt64 {
    blocks[index >> Self.shift][index & (1 << Self.shift - 1)]
  }
}
