/// What a number with a unit measures, and in which units it may be written.
///
/// Every value becomes a whole number of the smallest step that matters: microseconds, bytes, bytes
/// a second. A value between two steps is refused, so what is written is what runs.
struct Dimension: Sendable {
  /// One way to write the unit: so many base steps, as a fraction.
  struct Unit: Sendable {
    var spellings: [String]
    var numerator: Int128
    var denominator: Int128 = 1

    init(_ spellings: String..., numerator: Int128, denominator: Int128 = 1) {
      self.spellings = spellings
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  /// With its article: `a duration`.
  var noun: String
  /// The base step, for messages: `1 us`.
  var step: String
  /// An example.
  var example: String
  /// The units; a spelling "" is a bare number.
  var units: [Unit]
  /// The values allowed, in base steps.
  var range: ClosedRange<Int64>
  /// The range in words.
  var rangeText: String

  /// The units as a list for hints.
  var unitNames: [String] {
    units.map { $0.spellings[0].isEmpty ? "none" : $0.spellings[0] }
  }

  /// A regular expression for editors; the parser is the judge.
  var pattern: String {
    let sign = range.lowerBound < 0 ? "-?" : ""
    let spellings = units.flatMap(\.spellings).filter { !$0.isEmpty }
    let bare = units.contains { $0.spellings.contains("") } ? "?" : ""
    return "^\(sign)[0-9][0-9_]*(\\.[0-9]+)? ?(\(spellings.joined(separator: "|")))\(bare)$"
  }
}

extension Dimension {
  /// Virtual time in microseconds. The longest is 2^53 − 1 µs, some 285 years.
  static let duration = Dimension(
    noun: "a duration", step: "1 us", example: "25 ms", units: timeUnits,
    range: 0...(1 << 53 - 1), rangeText: "0 us to 285 years")

  /// A duration that may be negative.
  static let signedDuration = Dimension(
    noun: "a duration", step: "1 us", example: "-500 ms", units: timeUnits,
    range: -(1 << 53 - 1)...(1 << 53 - 1), rangeText: "-285 years to 285 years")

  private static let timeUnits = [
    Unit("us", "µs", "μs", numerator: 1), Unit("ms", numerator: 1_000),
    Unit("s", numerator: 1_000_000), Unit("min", numerator: 60_000_000),
    Unit("h", numerator: 3_600_000_000), Unit("d", numerator: 86_400_000_000),
  ]

  /// Bytes.
  static let size = Dimension(
    noun: "a size", step: "1 B", example: "500 B",
    units: [
      Unit("B", numerator: 1), Unit("kB", numerator: 1_000), Unit("MB", numerator: 1_000_000),
      Unit("GB", numerator: 1_000_000_000), Unit("KiB", numerator: 1 << 10),
      Unit("MiB", numerator: 1 << 20), Unit("GiB", numerator: 1 << 30),
      Unit("TiB", numerator: 1 << 40),
    ],
    range: 0...(1 << 53 - 1), rangeText: "0 B to 8 PiB")

  /// Bytes a second.
  static let bandwidth = Dimension(
    noun: "a bandwidth", step: "8 bit/s", example: "20 Mbit/s",
    units: [
      Unit("bit/s", numerator: 1, denominator: 8), Unit("kbit/s", numerator: 125),
      Unit("Mbit/s", numerator: 125_000), Unit("Gbit/s", numerator: 125_000_000),
      Unit("B/s", numerator: 1), Unit("kB/s", numerator: 1_000),
      Unit("MB/s", numerator: 1_000_000), Unit("GB/s", numerator: 1_000_000_000),
    ],
    range: 1...(1 << 53 - 1), rangeText: "8 bit/s to 72 Pbit/s")

  /// How many.
  static func count(_ range: ClosedRange<Int64>) -> Dimension {
    Dimension(
      noun: "a count", step: "1", example: "50M",
      units: [
        Unit("", numerator: 1), Unit("k", numerator: 1_000), Unit("M", numerator: 1_000_000),
        Unit("G", numerator: 1_000_000_000),
      ],
      range: range, rangeText: "\(range.lowerBound) to \(range.upperBound)")
  }

  /// A bare number in millionths, such as the sigma of a distribution.
  static func decimal(_ range: ClosedRange<Int64>, _ rangeText: String) -> Dimension {
    Dimension(
      noun: "a number", step: "0.000001", example: "0.35",
      units: [Unit("", numerator: 1_000_000)], range: range, rangeText: rangeText)
  }

  /// A clock's drift in parts per billion.
  static let drift = Dimension(
    noun: "a drift", step: "0.001 ppm", example: "50 ppm",
    units: [
      Unit("ppm", numerator: 1_000), Unit("ppb", numerator: 1), Unit("%", numerator: 10_000_000),
    ],
    range: -500_000_000...500_000_000, rangeText: "-50 % to 50 %")

  /// A share in parts per billion.
  static let share = Dimension(
    noun: "a probability", step: "one part per billion", example: "0.5 %",
    units: [
      Unit("%", numerator: 10_000_000), Unit("ppm", numerator: 1_000),
      Unit("ppb", numerator: 1),
    ],
    range: 0...1_000_000_000, rangeText: "0 % to 100 %")

  /// A throughput in thousandths a second, as reports print it.
  static let throughput = Dimension(
    noun: "a rate", step: "0.001/s", example: "200/s",
    units: [
      Unit("/s", numerator: 1_000), Unit("/ms", numerator: 1_000_000),
      Unit("/min", numerator: 50, denominator: 3),
      Unit("/h", numerator: 5, denominator: 18),
    ],
    range: 0...(1 << 53 - 1), rangeText: "0/s to 9P/s")

  /// What separates a number from its unit is at most spaces.
  func unit(spelled text: String) -> Unit? {
    units.first { unit in unit.spellings.contains { $0.utf8.elementsEqual(text.utf8) } }
  }

  /// Reads a whole text as a value of this dimension, in base steps.
  func parse(_ text: String) throws(Malformed) -> Int64 {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let unsigned = isNegative ? text.dropFirst() : text[...]
    guard let (number, rest) = Decimal.prefix(of: unsigned) else {
      if let digit = unsigned.utf8.first, (0x30...0x39).contains(digit) {
        throw Malformed(
          .outOfRange, "'\(text.prefix(60))' has too many digits", hint: "allowed: \(rangeText)")
      }
      throw Malformed(.badValue, "expected \(noun), found '\(text.prefix(60))'", hint: writeIt)
    }
    let unit = try self.unit(after: text, rest: String(rest.drop { $0 == " " }))
    let signed = isNegative ? number.negated : number
    return try base(of: signed, in: unit, text: text)
  }

  /// The unit that follows a number.
  func unit(after text: String, rest: String) throws(Malformed) -> Unit {
    if let unit = unit(spelled: rest) { return unit }
    let names = unitNames.joined(separator: ", ")
    if rest.isEmpty {
      throw Malformed(
        .badUnit, "'\(text.prefix(60))' has no unit", hint: "\(writeIt); units: \(names)")
    }
    throw Malformed(
      .badUnit, "unknown unit '\(rest.prefix(30))' in '\(text.prefix(60))'",
      hint: "\(writeIt); units: \(names)")
  }

  /// The value of a number with a unit, in base steps.
  func base(of number: Decimal, in unit: Unit, text: String) throws(Malformed) -> Int64 {
    switch number.whole(times: unit.numerator, over: unit.denominator) {
    case .number(let value) where range.contains(value): return value
    case .number, .tooLarge:
      throw Malformed(
        .outOfRange, "'\(text.prefix(60))' is out of range", hint: "allowed: \(rangeText)")
    case .fraction:
      throw Malformed(
        .notWhole, "'\(text.prefix(60))' is not a whole number of steps of \(step)",
        hint: "round it to a multiple of \(step)")
    }
  }

  private var writeIt: String { "write \(noun) as in '\(example)'" }
}
