import Diagnostics

/// A word or sign of an automaton in the HOA format.
struct HOAToken: Sendable {
  enum Kind: Equatable, Sendable {
    /// A word with a colon, without it.
    case header(String)
    case word(String)
    /// `@name`, without the sign.
    case alias(String)
    case number(Int)
    case text(String)
    /// One of `[ ] { } ( ) ! & |`.
    case sign(UInt8)
    case body, end, abort
    case unknown
    /// The end of the text.
    case nothing
  }

  let kind: Kind
  let range: Range<Int>
}

/// Cuts an automaton in the HOA format into tokens.
struct HOALexer {
  /// A larger number is taken for this one, which is more than there may be of anything.
  static let largest = 1 << 40

  private let bytes: [UInt8]
  private var place = 0

  init(_ text: SourceText) { bytes = text.bytes }

  mutating func next() -> HOAToken {
    if let unfinished = skipSpace() {
      return HOAToken(kind: .unknown, range: unfinished..<unfinished + 2)
    }
    let start = place
    guard start < bytes.count else { return HOAToken(kind: .nothing, range: start..<start) }
    let byte = bytes[start]
    let kind: HOAToken.Kind
    switch byte {
    case _ where Self.signs.contains(byte):
      place += 1
      kind = .sign(byte)
    case UInt8(ascii: "\""): kind = text()
    case UInt8(ascii: "-"): kind = mark()
    case UInt8(ascii: "@"):
      place += 1
      let name = word()
      kind = name.isEmpty ? .unknown : .alias(name)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = number()
    case _ where Self.isWord(byte):
      let name = word()
      let isHeader = place < bytes.count && bytes[place] == UInt8(ascii: ":")
      if isHeader { place += 1 }
      kind = isHeader ? .header(name) : .word(name)
    default:
      // The whole scalar, so that it can be shown.
      place += 1
      while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
      kind = .unknown
    }
    return HOAToken(kind: kind, range: start..<place)
  }

  private static let signs = Array("[]{}()!&|".utf8)

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
      || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }

  /// Passes spaces and comments, which may hold comments; returns the beginning of one that does not end.
  private mutating func skipSpace() -> Int? {
    while place < bytes.count {
      if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) {
        place += 1
      } else if bytes[place...].starts(with: Self.opening) {
        let start = place
        var depth = 0
        repeat {
          if bytes[place...].starts(with: Self.opening) {
            depth += 1
            place += 2
          } else if bytes[place...].starts(with: Self.closing) {
            depth -= 1
            place += 2
          } else {
            place += 1
          }
        } while depth > 0 && place < bytes.count
        if depth > 0 { return start }
      } else {
        return nil
      }
    }
    return nil
  }

  private static let (opening, closing) = (Array("/*".utf8), Array("*/".utf8))

  private mutating func word() -> String {
    let start = place
    while place < bytes.count, Self.isWord(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func number() -> HOAToken.Kind {
    var value = 0
    while place < bytes.count, case let digit = Int(bytes[place]) - 48, 0...9 ~= digit {
      value = min(value * 10 + digit, Self.largest)
      place += 1
    }
    return .number(value)
  }

  /// A text between quotes, or `.unknown` if it does not end.
  private mutating func text() -> HOAToken.Kind {
    var content: [UInt8] = []
    var end = place + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      if bytes[end] == UInt8(ascii: "\\"), end + 1 < bytes.count { end += 1 }
      content.append(bytes[end])
      end += 1
    }
    guard end < bytes.count else {
      place += 1
      return .unknown
    }
    place = end + 1
    return .text(String(decoding: content, as: UTF8.self))
  }

  /// `--BODY--` and the like.
  private mutating func mark() -> HOAToken.Kind {
    let marks: [(String, HOAToken.Kind)] = [
      ("--BODY--", .body), ("--END--", .end), ("--ABORT--", .abort),
    ]
    for (text, kind) in marks where bytes[place...].starts(with: Array(text.utf8)) {
      place += text.utf8.count
      return kind
    }
    place += 1
    return .unknown
  }
}
