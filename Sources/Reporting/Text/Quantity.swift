/// Numbers as reports print them, by integer arithmetic alone.
enum Quantity {
  /// A number with commas between groups of three digits: `12,345`.
  static func count(_ value: some BinaryInteger) -> String {
    let digits = Array(String(value).utf8)
    var text: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      let rest = digits.count - index
      if index > 0, rest.isMultiple(of: 3), digits[index - 1] != UInt8(ascii: "-") {
        text.append(UInt8(ascii: ","))
      }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A number of thousandths with three decimals: `160.064` for 160,064.
  static func thousandths(_ value: UInt64) -> String {
    let rest = String(value % 1_000)
    return count(value / 1_000) + "." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// Microseconds as milliseconds: `160.064 ms`.
  static func milliseconds(_ microseconds: UInt64) -> String { thousandths(microseconds) + " ms" }

  /// A value with its unit, for the units that documents use.
  static func text(_ value: UInt64, unit: String) -> String {
    switch unit {
    case "us": milliseconds(value)
    case "count": count(value)
    case "perSecondMilli": thousandths(value) + "/s"
    case "bytes": count(value) + " bytes"
    default: count(value) + " " + Text.printable(unit)
    }
  }

  /// `1 run`, `2 runs`.
  static func of(_ number: some BinaryInteger, _ one: String, _ many: String) -> String {
    count(number) + " " + (number == 1 ? one : many)
  }
}
