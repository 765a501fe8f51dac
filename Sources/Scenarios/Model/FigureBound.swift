/// The values of a figure that meet an expectation.
public enum FigureBound: Hashable, Sendable {
  /// A value, up or down by the tolerance.
  case equal(Int64, tolerance: Int64)
  /// This or more.
  case atLeast(Int64)
  /// This or less.
  case atMost(Int64)
  /// More than this.
  case above(Int64)
  /// Less than this.
  case below(Int64)

  /// Whether a value meets the expectation.
  public func isMet(by value: Int64) -> Bool {
    switch self {
    case .equal(let expected, let tolerance):
      UInt64(tolerance.magnitude) >= distance(value, expected)
    case .atLeast(let bound): value >= bound
    case .atMost(let bound): value <= bound
    case .above(let bound): value > bound
    case .below(let bound): value < bound
    }
  }

  /// The number that reports print as expected.
  public var expected: Int64 {
    switch self {
    case .equal(let value, _), .atLeast(let value), .atMost(let value), .above(let value),
      .below(let value):
      value
    }
  }

  /// The tolerance that reports print; 0 for bounds.
  public var tolerance: Int64 {
    if case .equal(_, let tolerance) = self { tolerance } else { 0 }
  }

  private func distance(_ left: Int64, _ right: Int64) -> UInt64 {
    left > right ? UInt64(bitPattern: left &- right) : UInt64(bitPattern: right &- left)
  }
}
