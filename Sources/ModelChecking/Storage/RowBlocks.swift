/// Rows in the order in which they were added, in blocks of 64 KiB or so, which can be given back from the front.
///
/// Any number of threads may read rows while none adds or gives back.
@safe
final class RowBlocks: @unchecked Sendable {
  // Unchecked, as said above.
  let width: Int
  /// How many rows were added.
  var count = 0
  /// The base-2 logarithm of the rows of a block.
  let shift: Int
  /// Blocks of `width << shift` words; nil those that were given back.
  var blocks: [UnsafeMutablePointer<UInt32>?]
  private var blockCount = 0
  private var released = 0

  /// - Parameter blockBytes: The most bytes of a block, unless 16 rows take more.
  init(width: Int, blockBytes: Int = 1 << 16) {
    self.width = width
    var shift = 4
    while (width << (shift + 1)) * 4 <= blockBytes { shift += 1 }
    self.shift = shift
    unsafe blocks = []  // Pointers make an array unsafe, even an empty one.
  }

  deinit {
    // Each was allocated in `addBlock`, and is nil once it was freed.
    for index in 0..<blockCount { unsafe blocks[index]?.deallocate() }
  }

  /// The bytes of the blocks.
  var bytes: Int { (blockCount - released) * (width << shift) * 4 }

  @inline(__always)
  func append(_ row: Span<UInt32>) {
    if count == blockCount << shift { addBlock() }
    // There is a block for `count`, which is not given back before it is full.
    let target =
      unsafe blocks[count >> shift].unsafelyUnwrapped + (count & (1 << shift - 1)) &* width
    for index in 0..<width { unsafe target[index] = row[unchecked: index] }
    count &+= 1
  }

  @inline(__always)
  func withRow<R>(_ index: Int, _ body: (Span<UInt32>) -> R) -> R {
    precondition(index < count, "row \(index) of \(count)")
    // A block is nil once it was given back.
    guard let block = unsafe blocks[index >> shift] else {
      preconditionFailure("row \(index) is gone")
    }
    // The row is within the block, which lives as long as the call.
    return unsafe body(
      Span(_unsafeStart: block + (index & (1 << shift - 1)) &* width, count: width))
  }

  @inline(never)
  func addBlock() {
    // Freed in `release` or `deinit`.
    unsafe blocks.append(.allocate(capacity: width << shift))
    blockCount += 1
  }

  /// Frees the blocks of which all rows are before an index.
  func release(before index: Int) {
    while released < index >> shift {
      // As in `deinit`.
      unsafe blocks[released]?.deallocate()
      unsafe blocks[released] = nil
      released += 1
    }
  }
}
