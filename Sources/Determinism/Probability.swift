/// A probability in parts per billion, kept as an integer threshold so that every machine agrees.
@frozen
public struct Probability: Hashable, Sendable {
  /// The probability in parts per billion, 0 … 1,000,000,000.
  public let partsPerBillion: UInt32
  /// The number of 64-bit words, out of 2^64, that count as a success; exact certainty aside.
  @usableFromInline let threshold: UInt64

  /// How many parts make certainty.
  public static let certainty: UInt32 = 1_000_000_000

  /// What never happens.
  public static let never = Probability(clamping: 0)
  /// What always happens.
  public static let always = Probability(clamping: certainty)

  /// Returns nil above 1,000,000,000 parts per billion.
  public init?(partsPerBillion: UInt64) {
    guard partsPerBillion <= UInt64(Self.certainty) else { return nil }
    self.init(clamping: UInt32(partsPerBillion))
  }

  private init(clamping parts: UInt32) {
    partsPerBillion = min(parts, Self.certainty)
    let divisor = UInt64(Self.certainty)
    threshold =
      parts < Self.certainty
      ? divisor.dividingFullWidth((high: UInt64(parts), low: 0)).quotient : UInt64.max
  }

  /// Whether the word, one of 2^64 equally likely ones, counts as a success.
  @inlinable
  func accepts(_ word: UInt64) -> Bool {
    word < threshold || partsPerBillion == 1_000_000_000
  }
}

extension Probability: Comparable {
  /// Whether the left event is the less likely one.
  public static func < (left: Probability, right: Probability) -> Bool {
    left.partsPerBillion < right.partsPerBillion
  }
}

extension Probability: CustomStringConvertible {
  /// The probability in parts per billion, as in `5000000 ppb`.
  public var description: String { "\(partsPerBillion) ppb" }
}
