/// A share of the samples as an exact fraction, so that 99.9 % is 999/1000 and nothing near it.
@frozen
public struct Percentile: Hashable, Sendable {
  /// The counter of the fraction, at most the denominator.
  public let numerator: UInt64
  /// The denominator of the fraction, at least 1.
  public let denominator: UInt64

  /// Returns nil for a denominator of 0 and for fractions above 1.
  public init?(_ numerator: UInt64, of denominator: UInt64) {
    guard denominator > 0, numerator <= denominator else { return nil }
    self.init(unchecked: numerator, of: denominator)
  }

  private init(unchecked numerator: UInt64, of denominator: UInt64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The least value.
  public static let p0 = Percentile(unchecked: 0, of: 1)
  /// The median.
  public static let p50 = Percentile(unchecked: 1, of: 2)
  /// 90 %.
  public static let p90 = Percentile(unchecked: 9, of: 10)
  /// 95 %.
  public static let p95 = Percentile(unchecked: 19, of: 20)
  /// 99 %.
  public static let p99 = Percentile(unchecked: 99, of: 100)
  /// 99.9 %.
  public static let p999 = Percentile(unchecked: 999, of: 1_000)
  /// 99.99 %.
  public static let p9999 = Percentile(unchecked: 9_999, of: 10_000)
  /// The greatest value.
  public static let p100 = Percentile(unchecked: 1, of: 1)

  /// The rank, from 1, of the least of so many sorted samples that this share of them does not
  /// exceed.
  ///
  /// It is count · numerator / denominator rounded up, and at least 1.
  public func rank(among count: UInt64) -> UInt64 {
    let product = UInt128(count) * UInt128(numerator)
    let rounded = (product + UInt128(denominator - 1)) / UInt128(denominator)
    return UInt64(max(rounded, 1))
  }
}
