/// A fingerprint of 128 bits: two different values have the same one about once in 2^128 pairs.
@frozen
public struct Fingerprint128: Hashable, Sendable {
  /// The more significant half.
  public let high: UInt64
  /// The less significant half.
  public let low: UInt64

  /// Joins two halves.
  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

extension Fingerprint128: Comparable {
  /// Whether the left fingerprint is the smaller number.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension Fingerprint128: CustomStringConvertible {
  /// The fingerprint in 32 lower-case hexadecimal digits.
  public var description: String {
    [high, low].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
