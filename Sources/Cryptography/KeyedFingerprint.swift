/// 128 bits that stand for a byte string, under a secret that nobody who picks the bytes knows.
///
/// Two lanes, each a chain of folded 64×64→128 bit products (the step of wyhash), keyed by the
/// secret in both factors. It is no cryptographic hash: it is meant for a secret that the nodes of
/// a simulated cluster have no way to read, where a chance collision of two strings has a
/// probability of about 2⁻¹²⁸ and nobody can search for another one.
@frozen
@usableFromInline
struct KeyedFingerprint: Hashable, Sendable {
  @usableFromInline
  var high: UInt64
  @usableFromInline
  var low: UInt64
  @usableFromInline
  let key0: UInt64
  @usableFromInline
  let key1: UInt64

  /// Starts with no bytes.
  @inlinable
  init(secret: Bytes32) {
    high = secret.word0
    low = secret.word1
    key0 = secret.word2
    key1 = secret.word3
  }

  /// Takes in two words.
  @inlinable
  @inline(__always)
  mutating func absorb(_ first: UInt64, _ second: UInt64) {
    let upper = (high ^ first).multipliedFullWidth(by: key0 ^ second)
    let lower = (low ^ second).multipliedFullWidth(by: key1 ^ first)
    high = upper.high ^ upper.low
    low = lower.high ^ lower.low
  }

  /// Takes in four words.
  @inlinable
  @inline(__always)
  mutating func absorb(_ bytes: Bytes32) {
    absorb(bytes.word0, bytes.word1)
    absorb(bytes.word2, bytes.word3)
  }

  /// Takes in the bytes and their number, which keeps zeros at the end apart from none.
  @inlinable
  @inline(__always)
  mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count
    absorb(UInt64(count), 0)
    var offset = 0
    while count - offset >= 16 {
      // Sixteen bytes are left.
      unsafe absorb(Self.load(bytes, offset), Self.load(bytes, offset + 8))
      offset += 16
    }
    if offset == count { return }
    if count >= 8 {
      // The last 16 bytes, some of them again; or all of 8 to 15 bytes, in two words that overlap.
      // The number of bytes says which.
      unsafe absorb(Self.load(bytes, max(count - 16, 0)), Self.load(bytes, count - 8))
    } else {
      var rest: UInt64 = 0
      // In bounds by the range.
      for index in 0..<count { rest = unsafe rest << 8 | UInt64(bytes[index]) }
      absorb(rest, 0)
    }
  }

  /// Eight bytes as a number, the same on every machine.
  @inlinable
  @inline(__always)
  static func load(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    // The callers stay in bounds.
    unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
  }

  /// The two words, each of which depends on both lanes.
  @inlinable
  @inline(__always)
  var words: (UInt64, UInt64) {
    let first = (high ^ key1).multipliedFullWidth(by: low ^ key0)
    let second = (low &+ key1).multipliedFullWidth(by: high &+ key0)
    return (first.high ^ first.low ^ high, second.high ^ second.low ^ low)
  }
}
