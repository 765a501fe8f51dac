/// Functions on binary fixed-point numbers, where `Q28` says that 28 bits stand behind the point.
///
/// Each is a table with linear interpolation, so every machine and build gives the same bits.
@usableFromInline
enum FixedPoint {
  /// Returns −log2(word / 2^64) in Q57, from 0 to 64; the word 0 counts as 1.
  ///
  /// The error is at most 2.8e-6.
  @inlinable
  static func negativeLogarithm(_ word: UInt64) -> UInt64 {
    let zeros = (word | 1).leadingZeroBitCount
    let normal = (word | 1) << UInt64(zeros)
    let cell = Int((normal >> 55) & 255)
    let fraction = (normal >> 23) & 0xFFFF_FFFF
    let low = UInt64(LogarithmTable.entries[cell])
    let step = UInt64(LogarithmTable.entries[cell + 1]) - low
    return UInt64(zeros + 1) << 57 - (low << 26 + (step * fraction) >> 6)
  }

  /// Returns in Q28 the z that a standard normal variable exceeds with probability tail / 2^64.
  ///
  /// The error is at most 1.3e-5. Tails below 2^-41 count as 2^-41, hence z ≤ 7.15.
  ///
  /// - Parameter tail: At most 2^63.
  @inlinable
  static func normalQuantile(tail: UInt64) -> UInt64 {
    let bounded = Swift.min(Swift.max(tail, 1 << 23), 1 << 63 - 1)
    let zeros = bounded.leadingZeroBitCount
    let normal = bounded << UInt64(zeros)
    let cell = (40 - zeros) << 6 + Int((normal >> 57) & 63)
    let fraction = (normal >> 25) & 0xFFFF_FFFF
    let high = UInt64(NormalTable.entries[cell])
    let step = high - UInt64(NormalTable.entries[cell + 1])
    return high - (step * fraction) >> 32
  }

  /// Returns factor · 2^exponent, rounded to an integer and at most ``Sampler/longest``.
  ///
  /// The relative error before rounding is at most 1e-6.
  ///
  /// - Parameters:
  ///   - factor: From 1 to ``Sampler/longest``.
  ///   - exponent: In Q32.
  @inlinable
  static func scaled(_ factor: UInt64, exponent: Int64) -> UInt64 {
    let fraction = UInt64(truncatingIfNeeded: exponent) & 0xFFFF_FFFF
    let cell = Int(fraction >> 24)
    let low = UInt64(PowerTable.entries[cell])
    let step = UInt64(PowerTable.entries[cell + 1]) - low
    // 2^fraction in Q63.
    let power = (low + 1 << 31) << 32 + (step * (fraction & 0xFF_FFFF)) << 8
    // With the factor moved up to 64 bits, the high half of the product has 63 bits or 64.
    let zeros = factor.leadingZeroBitCount
    let product = (factor &<< UInt64(zeros)).multipliedFullWidth(by: power).high
    let shift = zeros - 1 - Int(exponent >> 32)
    if shift < 10 { return Sampler.longest }
    if shift > 64 { return 0 }
    return Swift.min((product &>> UInt64(shift - 1) + 1) >> 1, Sampler.longest)
  }
}
