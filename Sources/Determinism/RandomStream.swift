/// A stream of random numbers that belongs to one purpose, found by its name.
///
/// Each purpose (a link's delays, a node's choices, the faults) draws from a stream of its own, so
/// that a new one shifts none of the others. The stream is a value of 32 bytes: a copy repeats the
/// same draws.
///
/// The key is the SHA-256 of these bytes, in this order: the seed as a big-endian `u64`; the length
/// of the name in bytes as a big-endian `u32`; the name in UTF-8; the index as a big-endian `u64`.
/// The 32 bytes of the key, read as four big-endian words, are the state of a
/// ``Xoshiro256PlusPlus``.
@frozen
public struct RandomStream: Hashable, Sendable {
  @usableFromInline var generator: Xoshiro256PlusPlus

  /// Finds the stream of a name and an index in the run that the seed decides.
  ///
  /// - Parameters:
  ///   - seed: The seed of the run.
  ///   - name: The purpose, as in `link.delay`. Different bytes name different streams.
  ///   - index: Which of the streams of this name: a node, a link; 0 where there is one.
  public init(seed: UInt64, name: String, index: UInt64) {
    let bytes = Array(name.utf8)
    var hash = SHA256()
    hash.update(seed.bigEndianBytes)
    hash.update(UInt32(bytes.count).bigEndianBytes)
    hash.update(bytes)
    hash.update(index.bigEndianBytes)
    let halves = hash.words().map { UInt64($0) }
    generator = Xoshiro256PlusPlus(
      halves[0] << 32 | halves[1], halves[2] << 32 | halves[3],
      halves[4] << 32 | halves[5], halves[6] << 32 | halves[7])
  }

  /// Returns the next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    generator.next()
  }

  /// Returns a number from 0 up to, not including, the bound, each equally likely.
  ///
  /// It takes one word, and with a probability below bound / 2^64 further ones.
  ///
  /// - Precondition: The bound is not 0.
  /// - Source: Lemire, *Fast random integer generation in an interval* (ACM TOMACS 29, 2019),
  ///   algorithm 5.
  @inlinable
  public mutating func below(_ bound: UInt64) -> UInt64 {
    precondition(bound != 0, "no number is below 0")
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let uneven = (0 &- bound) % bound
      while product.low < uneven {
        product = next().multipliedFullWidth(by: bound)
      }
    }
    return product.high
  }

  /// Returns whether something of this probability happens.
  ///
  /// It takes exactly one word whatever the probability, so that changing one shifts no later draw.
  @inlinable
  public mutating func chance(_ probability: Probability) -> Bool {
    probability.accepts(next())
  }

  /// Puts the elements in random order, each order equally likely.
  ///
  /// - Source: Knuth, *The Art of Computer Programming*, volume 2, algorithm 3.4.2P (Fisher and
  ///   Yates).
  /// - Complexity: O(count)
  @inlinable
  public mutating func shuffle<Element>(_ array: inout [Element]) {
    var last = array.count - 1
    while last > 0 {
      array.swapAt(last, Int(below(UInt64(last + 1))))
      last -= 1
    }
  }
}
