/// The values of a figure that meet an expectation.
public enum FigureLimit: Hashable, Sendable {
  /// A value, up or down by the tolerance.
  case equal(UInt64, tolerance: UInt64)
  /// This or more.
  case atLeast(UInt64)
  /// This or less.
  case atMost(UInt64)
  /// More than this.
  case above(UInt64)
  /// Less than this.
  case below(UInt64)

  /// The number that reports show as expected.
  public var expected: UInt64 {
    switch self {
    case .equal(let value, _), .atLeast(let value), .atMost(let value), .above(let value),
      .below(let value):
      value
    }
  }

  /// How far the value may lie below and above; 0 for bounds.
  public var tolerance: UInt64 {
    switch self {
    case .equal(_, let tolerance): tolerance
    case .atLeast, .atMost, .above, .below: 0
    }
  }

  /// The word for the relation in documents.
  public var word: String {
    switch self {
    case .equal: "equal"
    case .atLeast: "at-least"
    case .atMost: "at-most"
    case .above: "above"
    case .below: "below"
    }
  }

  /// Whether a whole number meets it.
  public func isMet(by value: UInt64) -> Bool { isMet(by: UInt128(value), over: 1) }

  /// Whether a fraction meets it, decided without rounding.
  func isMet(by numerator: UInt128, over denominator: UInt64) -> Bool {
    let bound = UInt128(expected) * UInt128(denominator)
    switch self {
    case .equal(_, let tolerance):
      let distance = numerator > bound ? numerator - bound : bound - numerator
      return distance <= UInt128(tolerance) * UInt128(denominator)
    case .atLeast: return numerator >= bound
    case .atMost: return numerator <= bound
    case .above: return numerator > bound
    case .below: return numerator < bound
    }
  }
}
