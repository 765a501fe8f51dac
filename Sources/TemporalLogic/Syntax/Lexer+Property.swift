import Diagnostics

// What stands in declarations of properties and in no other formula.
extension Lexer {
  /// The signs that no formula without values has, the longer ones first.
  static let propertySigns = [
    "<=", ">=", "!=", "..", "<", ">", "=", ",", ":", "+", "-", "*", "[", "]",
  ]

  /// A token of such a kind, if one is here. Comments are skipped.
  mutating func propertyToken() -> Token? {
    while place < text.bytes.count, text.bytes[place] == UInt8(ascii: "#") {
      place = lineEnd
      while place < text.bytes.count, text.bytes[place] <= 0x20 { place += 1 }
    }
    let start = place
    guard start < text.bytes.count else { return nil }
    if text.bytes[start...].starts(with: Array("///".utf8)) {
      place = lineEnd
      let line = String(decoding: text.bytes[start + 3..<place], as: UTF8.self)
      return Token(kind: .doc(Self.trimmed(line)), range: start..<place)
    }
    if text.bytes[start...].starts(with: Array("!=".utf8)) {
      place += 2
      return Token(kind: .sign("!="), range: start..<place)
    }
    if text.bytes[start] == UInt8(ascii: "\""), let end = quoteEnd() {
      place = end + 1
      return Token(
        kind: .text(String(decoding: text.bytes[start + 1..<end], as: UTF8.self)),
        range: start..<place)
    }
    return Self.isDigit(text.bytes[start]) ? number() : nil
  }

  private var lineEnd: Int {
    text.bytes[place...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.bytes.count
  }

  private static func trimmed(_ line: String) -> String {
    String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// A number below 2^53, with a unit of time or without.
  private mutating func number() -> Token {
    let start = place
    // Two dots lead from one number to another.
    while place < text.bytes.count, Self.isWord(text.bytes[place]),
      text.bytes[place] != UInt8(ascii: ".")
    {
      place += 1
    }
    let range = start..<place
    let word = text.bytes[range]
    let digits = word.prefix { Self.isDigit($0) }
    let unit = String(decoding: word.dropFirst(digits.count), as: UTF8.self)
    let factors: [(unit: String, factor: UInt64)] = [
      ("", 1), ("us", 1), ("ms", 1_000), ("s", 1_000_000), ("min", 60_000_000),
    ]
    guard let factor = factors.first(where: { $0.unit == unit })?.factor,
      let value = UInt64(String(decoding: digits, as: UTF8.self)), value < 1 << 53 / factor
    else { return Token(kind: .unknown, range: range) }
    return Token(kind: .number(value * factor, unit.isEmpty ? .number : .time), range: range)
  }
}
