/// The value of a figure, such as a percentile or a count per run.
public struct FigureValue: Equatable, Sendable {
  /// What a figure is counted in; the raw values are those of documents.
  public enum Unit: String, CaseIterable, Sendable {
    /// Microseconds.
    case microseconds = "us"
    /// Things.
    case count
    /// Thousandths a second.
    case perSecondMilli
    /// Bytes.
    case bytes
  }

  /// What it is counted in.
  public let unit: Unit
  /// The exact value is this number, …
  let numerator: UInt128
  /// … divided by this one, at least 1.
  let denominator: UInt64

  init(_ unit: Unit, _ numerator: UInt128, over denominator: UInt64 = 1) {
    precondition(denominator > 0, "a figure over nothing")
    self.unit = unit
    self.numerator = numerator
    self.denominator = denominator
  }

  /// A whole value.
  public init(_ unit: Unit, _ value: UInt64) { self.init(unit, UInt128(value)) }

  /// The value rounded to the nearest whole number, a half upwards.
  public var value: UInt64 {
    let divisor = UInt128(denominator)
    let (whole, rest) = numerator.quotientAndRemainder(dividingBy: divisor)
    return UInt64(clamping: rest * 2 >= divisor ? whole + 1 : whole)
  }

  /// Whether the exact value meets an expectation.
  public func meets(_ limit: FigureLimit) -> Bool {
    limit.isMet(by: numerator, over: denominator)
  }
}
