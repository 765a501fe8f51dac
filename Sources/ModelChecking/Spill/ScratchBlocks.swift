import Determinism

/// Blocks of words that a search has written out. Each has a name of its own, and is checked when it comes back.
final class ScratchBlocks {
  /// One of them.
  struct Block: Sendable {
    let number: Int
    let bytes: Int
    let fingerprint: UInt64

    var name: String { "block-\(number)" }
  }

  private let store: any ScratchStore
  private var written = 0
  /// The bytes that are there.
  private(set) var bytes = 0
  /// The most bytes that were there.
  private(set) var most = 0

  init(_ store: any ScratchStore) { self.store = store }

  /// Writes words out.
  func write<Word: BitwiseCopyable>(_ words: [Word]) throws(SpillError) -> Block {
    // Words here are integers, or pairs of them, without padding; the bytes are copied at once.
    let bytes = unsafe words.withUnsafeBytes { unsafe Array($0) }
    let block = Block(
      number: written, bytes: bytes.count, fingerprint: Fingerprint.hash64(bytes))
    do throws(BlockStoreError) { try store.write(bytes, to: block.name) } catch {
      throw .store(error)
    }
    written += 1
    self.bytes += bytes.count
    most = max(most, self.bytes)
    return block
  }

  /// The words of a block, of the type with which they were written.
  func read<Word: BitwiseCopyable>(
    _ block: Block, as type: Word.Type = Word.self
  ) throws(SpillError) -> [Word] {
    let bytes: [UInt8]
    do throws(BlockStoreError) { bytes = try store.read(block.name) } catch { throw .store(error) }
    guard bytes.count == block.bytes, Fingerprint.hash64(bytes) == block.fingerprint else {
      throw .damaged(block.name)
    }
    let count = bytes.count / MemoryLayout<Word>.stride
    // These are the bytes of so many words, as `write` took them from an array; every pattern of bits is a word.
    return unsafe [Word](unsafeUninitializedCapacity: count) { buffer, initialised in
      unsafe bytes.withUnsafeBytes {
        unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0)
      }
      initialised = count
    }
  }

  /// Forgets a block.
  func remove(_ block: Block) throws(SpillError) {
    do throws(BlockStoreError) { try store.remove(block.name) } catch { throw .store(error) }
    bytes -= block.bytes
  }
}
