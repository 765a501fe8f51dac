/// An exact decimal number: `coefficient / 10^scale`.
///
/// Arithmetic is on integers and says when it overflows; nothing is ever rounded.
struct Decimal: Hashable, Sendable {
  /// More digits than this are refused; with them no product below can overflow unseen.
  static let longest = 18

  /// The digits as a whole number.
  var coefficient: Int128
  /// How many of the digits stand behind the point.
  var scale: Int

  /// A whole number.
  init(_ number: Int128) {
    coefficient = number
    scale = 0
  }

  private init(coefficient: Int128, scale: Int) {
    self.coefficient = coefficient
    self.scale = scale
  }

  /// Reads the digits at the start of a text: `13.3`, `4`, `1_000`; no sign, no exponent.
  ///
  /// - Returns: The number and what follows it; nil if the text does not start with a number.
  static func prefix(of text: Substring) -> (number: Decimal, rest: Substring)? {
    var number = Decimal(0)
    var digits = 0
    var rest = text
    var inFraction = false
    while let character = rest.unicodeScalars.first {
      if let digit = Int128(digit: character) {
        digits += 1
        guard digits <= longest else { return nil }
        number.coefficient = number.coefficient * 10 + digit
        if inFraction { number.scale += 1 }
      } else if character == "_", digits > 0, !inFraction, isDigit(second(of: rest)) {
        // A separator of thousands.
      } else if character == ".", digits > 0, !inFraction, isDigit(second(of: rest)) {
        inFraction = true
      } else {
        break
      }
      rest = Substring(rest.unicodeScalars.dropFirst())
    }
    return digits > 0 ? (number, rest) : nil
  }

  private static func second(of text: Substring) -> Unicode.Scalar? {
    text.unicodeScalars.dropFirst().first
  }

  private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { ("0"..."9").contains($0) } ?? false
  }

  /// The product, nil if it overflows.
  func times(_ other: Decimal) -> Decimal? {
    let (product, overflow) = coefficient.multipliedReportingOverflow(by: other.coefficient)
    return overflow ? nil : Decimal(coefficient: product, scale: scale + other.scale)
  }

  /// The sum, nil if it overflows.
  func plus(_ other: Decimal) -> Decimal? {
    let wanted = max(scale, other.scale)
    guard let left = scaled(to: wanted), let right = other.scaled(to: wanted) else { return nil }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : Decimal(coefficient: sum, scale: wanted)
  }

  /// The same number with the other sign.
  var negated: Decimal { Decimal(coefficient: -coefficient, scale: scale) }

  /// The number times a fraction, if that is whole and fits.
  func whole(times numerator: Int128, over denominator: Int128) -> WholeNumber {
    let (top, overflow) = coefficient.multipliedReportingOverflow(by: numerator)
    guard !overflow, let power = Self.power(scale) else { return .tooLarge }
    let (bottom, overflowBelow) = power.multipliedReportingOverflow(by: denominator)
    guard !overflowBelow else { return .tooLarge }
    guard top % bottom == 0 else { return .fraction }
    return Int64(exactly: top / bottom).map(WholeNumber.number) ?? .tooLarge
  }

  private func scaled(to wanted: Int) -> Int128? {
    guard let power = Self.power(wanted - scale) else { return nil }
    let (product, overflow) = coefficient.multipliedReportingOverflow(by: power)
    return overflow ? nil : product
  }

  /// 10^exponent, nil where it does not fit.
  static func power(_ exponent: Int) -> Int128? {
    guard (0...37).contains(exponent) else { return nil }
    return (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}

/// What becomes of a decimal number that has to be whole.
enum WholeNumber: Hashable, Sendable {
  case number(Int64)
  case fraction
  case tooLarge
}

extension Int128 {
  /// The value of an ASCII digit.
  fileprivate init?(digit: Unicode.Scalar) {
    guard ("0"..."9").contains(digit) else { return nil }
    self = Int128(digit.value - 48)
  }
}

/// Writes `number / 10^scale` without trailing zeros.
func decimalText(_ number: UInt64, scale: Int) -> String {
  var digits = String(number)
  guard scale > 0 else { return digits }
  if digits.utf8.count <= scale {
    digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits
  }
  var fraction = digits.suffix(scale)
  let whole = digits.dropLast(scale)
  while fraction.hasSuffix("0") { fraction.removeLast() }
  return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
}
