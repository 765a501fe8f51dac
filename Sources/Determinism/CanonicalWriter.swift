/// Writes canonical bytes into a buffer that it owns and reuses.
///
/// An engine keeps one writer and calls ``reset()`` between values, so that encoding allocates
/// nothing once the buffer has grown to the largest value.
@frozen
@safe
public struct CanonicalWriter: ~Copyable {
  @usableFromInline
  var base: UnsafeMutableRawPointer
  /// The number of bytes written since the last ``reset()``.
  @inlinable
  public var count: Int { written }

  @usableFromInline
  var written = 0
  @usableFromInline
  var capacity: Int

  /// Makes an empty writer with room for `capacity` bytes before it first grows.
  @inlinable
  public init(capacity: Int = 256) {
    self.capacity = max(capacity, 16)
    // The only owner of this memory, which `deinit` gives back.
    unsafe base = UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 16)
  }

  @inlinable
  deinit {
    // The buffer is ours alone: the type cannot be copied.
    unsafe base.deallocate()
  }

  /// Forgets what was written and keeps the buffer.
  @inlinable
  public mutating func reset() { written = 0 }

  /// Appends an integer big-endian, in its full width.
  @inlinable
  @inline(__always)
  public mutating func put<T: FixedWidthInteger & UnsignedInteger>(_ value: T) {
    let size = MemoryLayout<T>.size
    if written + size > capacity { grow(by: size) }
    // `grow` has made room for `size` bytes at `written`.
    unsafe base.storeBytes(of: value.bigEndian, toByteOffset: written, as: T.self)
    written += size
  }

  /// Appends four integers big-endian: what most digests and keys are.
  @inlinable
  @inline(__always)
  public mutating func put(_ word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64) {
    if written + 32 > capacity { grow(by: 32) }
    // `grow` has made room for 32 bytes at `written`.
    let start = unsafe base + written
    unsafe start.storeBytes(of: word0.bigEndian, toByteOffset: 0, as: UInt64.self)
    unsafe start.storeBytes(of: word1.bigEndian, toByteOffset: 8, as: UInt64.self)
    unsafe start.storeBytes(of: word2.bigEndian, toByteOffset: 16, as: UInt64.self)
    unsafe start.storeBytes(of: word3.bigEndian, toByteOffset: 24, as: UInt64.self)
    written += 32
  }

  /// Appends a canonical value.
  @inlinable
  @inline(__always)
  public mutating func encode(_ value: some Canonical) { value.encode(into: &self) }

  /// Appends a `u32` count and the bytes.
  @inlinable
  public mutating func put(bytes: [UInt8]) {
    put(UInt32(bytes.count))
    put(raw: bytes)
  }

  /// Appends bytes without a count, for fields of fixed length.
  @inlinable
  public mutating func put(raw bytes: [UInt8]) {
    // The pointer does not outlive the call.
    unsafe bytes.withUnsafeBytes { unsafe put(raw: $0) }
  }

  /// Appends bytes without a count, from memory that the caller owns.
  @inlinable
  public mutating func put(raw bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    if written + bytes.count > capacity { grow(by: bytes.count) }
    // Room was made above, and the caller's memory cannot overlap a buffer that is ours alone.
    unsafe (base + written).copyMemory(from: start, byteCount: bytes.count)
    written += bytes.count
  }

  /// Appends the UTF-8 bytes of a text, with a `u32` count.
  ///
  /// - Precondition: The text is ASCII, for which every Unicode version's NFC is the text itself.
  @inlinable
  public mutating func put(text: String) {
    precondition(text.utf8.allSatisfy { $0 < 0x80 }, "canonical text is ASCII")
    put(bytes: Array(text.utf8))
  }

  /// What was written, as a new array.
  public var bytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }

  /// Lends the written bytes.
  @inlinable
  public borrowing func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    // `written` bytes from `base` are initialised.
    unsafe body(UnsafeRawBufferPointer(start: base, count: written))
  }

  @usableFromInline
  @inline(never)
  mutating func grow(by size: Int) {
    let larger = max(capacity * 2, written + size)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    // The written prefix moves to a larger buffer of our own, and the old one is given back.
    unsafe moved.copyMemory(from: base, byteCount: written)
    unsafe base.deallocate()
    unsafe base = moved
    capacity = larger
  }
}
