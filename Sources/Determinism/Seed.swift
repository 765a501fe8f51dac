/// The number that decides a run, below 2^53 so that every JSON reader keeps it whole.
public struct Seed: Hashable, Sendable {
  /// The number itself.
  public let value: UInt64

  /// The greatest seed, 2^53 − 1.
  public static let maximum = Seed(unchecked: 1 << 53 - 1)
  /// The seed of a run for which none was given.
  public static let standard = Seed(unchecked: 1)

  /// Takes a number as a seed.
  ///
  /// - Throws: ``SeedError/tooLarge(_:)`` from 2^53 on.
  public init(_ value: UInt64) throws(SeedError) {
    guard value <= Self.maximum.value else { throw .tooLarge(value) }
    self.value = value
  }

  private init(unchecked value: UInt64) {
    self.value = value
  }
}

/// Why a number is no seed.
public enum SeedError: Error, Hashable, Sendable {
  /// The number is 2^53 or more.
  case tooLarge(UInt64)
}

extension Seed: Comparable {
  /// Whether the left number is the smaller one.
  public static func < (left: Seed, right: Seed) -> Bool { left.value < right.value }
}

extension Seed: CustomStringConvertible {
  /// The number in decimal.
  public var description: String { String(value) }
}

extension SeedError: CustomStringConvertible {
  /// The reason in words.
  public var description: String {
    switch self {
    case .tooLarge(let value): "seed \(value) is not below 2^53 (\(Seed.maximum) is the greatest)"
    }
  }
}
