/// A 128-bit fingerprint of a stream of words, as one is taken of the shape of every event.
///
/// Each word is xored into two lanes, and each lane is multiplied by a constant of its own, the
/// halves of the product folded.
///
/// - Source: the folded multiply of Tom Kaitchuck's aHash (its fallback), twice over.
@frozen
public struct FingerprintAccumulator: Hashable, Sendable {
  @usableFromInline var lane0: UInt64 = 0x243F_6A88_85A3_08D3
  @usableFromInline var lane1: UInt64 = 0x1319_8A2E_0370_7344
  @usableFromInline var count: UInt64 = 0

  /// Starts an empty stream.
  @inlinable
  public init() {}

  /// Appends a word.
  @inlinable
  @inline(__always)
  public mutating func absorb(_ word: UInt64) {
    lane0 = Fingerprint.folded(lane0 ^ word, 0x9E37_79B9_7F4A_7C15)
    lane1 = Fingerprint.folded(lane1 ^ (word << 32 | word >> 32), 0xD134_2543_DE82_EF95)
    count &+= 1
  }

  /// The fingerprint of the words so far; more may be appended afterwards.
  @inlinable
  public var value: Fingerprint128 {
    // For streams of one length this is a bijection of the lanes.
    let high = mix64(lane0 &+ count &* 0x9E37_79B9_7F4A_7C15)
    let low = mix64(lane1 ^ high)
    return Fingerprint128(high: high &+ mix64(low), low: low)
  }
}
