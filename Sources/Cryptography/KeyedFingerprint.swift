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
    absorb(UInt64(bytes.count), 0)
    var offset = 0
    while offset + 16 <= bytes.count {
      // Sixteen bytes are left.
      let first = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let second = unsafe bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
      absorb(first.littleEndian, second.littleEndian)
      offset += 16
    }
    if offset < bytes.count {
      var last: (UInt64, UInt64) = (0, 0)
      for index in offset..<bytes.count {
        // In bounds by the range.
        let byte = unsafe UInt64(bytes[index])
        let shift = UInt64(index & 7) * 8
        if index & 8 == 0 { last.0 |= byte << shift } else { last.1 |= byte << shift }
      }
      absorb(last.0, last.1)
    }
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
