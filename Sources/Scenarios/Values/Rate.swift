public import Determinism

/// How often something happens: so many times in a span of time, in lowest terms.
public struct Rate: Hashable, Sendable {
  /// How many, at least 1.
  public let count: UInt64
  /// In how long, at least 1 µs.
  public let span: Ticks

  /// A rate in lowest terms.
  ///
  /// - Precondition: Both are above 0.
  public init(_ count: UInt64, per span: Ticks) {
    precondition(count > 0 && span > .zero, "a rate needs something in some time")
    var (left, right) = (count, span.microseconds)
    while right != 0 { (left, right) = (right, left % right) }
    self.count = count / left
    self.span = Ticks(span.microseconds / left)
  }
}

extension Rate: CustomStringConvertible {
  /// Written so that it reads back the same: `200/s`, or `1 per 3 s`.
  public var description: String {
    for (unit, length) in Self.units {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      if !overflow, product % span.microseconds == 0 {
        return "\(product / span.microseconds)/\(unit)"
      }
    }
    return "\(count) per \(durationText(span))"
  }

  private static let units: [(String, UInt64)] = [
    ("s", 1_000_000), ("min", 60_000_000), ("h", 3_600_000_000), ("ms", 1_000),
  ]

  /// Reads `200/s`, `12.5/min`, `1 per 3 s`.
  init(parsing text: String) throws(Malformed) {
    let hint = "write a rate as in '200/s', '1/min' or '1 per 3 s'"
    guard let (number, rest) = Decimal.prefix(of: text[...]) else {
      throw Malformed(.badValue, "expected a rate, found '\(text.prefix(60))'", hint: hint)
    }
    let span: Int64
    let trimmed = rest.drop { $0 == " " }
    if trimmed.hasPrefix("/") {
      let unit = trimmed.dropFirst().drop { $0 == " " }
      let hasNumber = Decimal.prefix(of: unit) != nil
      span = try Dimension.duration.parse(hasNumber ? String(unit) : "1 \(unit)")
    } else if trimmed.hasPrefix("per ") {
      span = try Dimension.duration.parse(String(trimmed.dropFirst(4).drop { $0 == " " }))
    } else {
      throw Malformed(.badUnit, "'\(text.prefix(60))' does not say per what", hint: hint)
    }
    guard number.coefficient > 0, span > 0,
      let power = Decimal.power(number.scale), let count = UInt64(exactly: number.coefficient),
      let scale = UInt64(exactly: power)
    else { throw Malformed(.outOfRange, "'\(text.prefix(60))' is out of range", hint: hint) }
    let (product, overflow) = UInt64(span).multipliedReportingOverflow(by: scale)
    guard !overflow else {
      throw Malformed(.outOfRange, "'\(text.prefix(60))' has too many digits", hint: hint)
    }
    self.init(count, per: Ticks(product))
  }
}

/// A duration written exactly: `13.3 ms`, `64 us`, `90 s`.
func durationText(_ duration: Ticks) -> String {
  guard duration != .never else { return "never" }
  let count = duration.microseconds
  if count >= 1_000_000, count % 1_000 == 0 { return "\(decimalText(count / 1_000, scale: 3)) s" }
  if count >= 1_000 || count == 0 { return "\(decimalText(count, scale: 3)) ms" }
  return "\(count) us"
}
