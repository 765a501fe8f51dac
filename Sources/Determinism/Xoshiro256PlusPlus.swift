/// The xoshiro256++ generator: 256 bits of state, period 2^256 − 1, four-dimensionally
/// equidistributed.
///
/// - Source: Blackman and Vigna, *Scrambled linear pseudorandom number generators* (ACM TOMS 47,
///   2021); the public-domain `xoshiro256plusplus.c` (2019).
@frozen
public struct Xoshiro256PlusPlus: Hashable, Sendable {
  @usableFromInline var word0: UInt64
  @usableFromInline var word1: UInt64
  @usableFromInline var word2: UInt64
  @usableFromInline var word3: UInt64

  /// Starts from four state words.
  ///
  /// Four zeros would make the generator return zeros for ever, so they stand for the state whose
  /// first word is 1.
  @inlinable
  public init(_ word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64) {
    self.word0 = (word0 | word1 | word2 | word3) == 0 ? 1 : word0
    self.word1 = word1
    self.word2 = word2
    self.word3 = word3
  }

  /// Returns the next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    let sum = word0 &+ word3
    let result = ((sum << 23) | (sum >> 41)) &+ word0
    let shifted = word1 << 17
    word2 ^= word0
    word3 ^= word1
    word1 ^= word2
    word0 ^= word3
    word2 ^= shifted
    word3 = (word3 << 45) | (word3 >> 19)
    return result
  }
}
