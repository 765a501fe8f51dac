public import Determinism

/// Consecutive seeds, both ends included.
public struct Seeds: Hashable, Sendable, CustomStringConvertible {
  /// The first.
  public let first: Seed
  /// The last.
  public let last: Seed

  /// How many.
  public var count: UInt64 { last.value - first.value + 1 }

  /// `1..200`, or one number.
  public var description: String { first == last ? "\(first)" : "\(first)..\(last)" }

  init(_ first: Seed, _ last: Seed) {
    precondition(first <= last, "seeds \(first)..\(last)")
    self.first = first
    self.last = last
  }
}
