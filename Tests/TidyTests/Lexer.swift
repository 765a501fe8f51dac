/// Splits Swift source into tokens and comments, well enough to tell code from comments and from
/// the inside of string literals. Code inside an interpolation is code.
struct Lexer {
  private(set) var tokens: [Token] = []
  private(set) var comments: [Comment] = []
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1

  init(_ text: String) {
    bytes = Array(text.utf8)
    readCode(inInterpolation: false)
  }

  private func peek(_ ahead: Int = 0) -> UInt8 {
    offset + ahead < bytes.count ? bytes[offset + ahead] : 0
  }

  /// Reads to the end, or to the parenthesis that closes an interpolation.
  private mutating func readCode(inInterpolation: Bool) {
    var depth = 0
    while offset < bytes.count {
      let byte = peek()
      if byte == UInt8(ascii: "\n") {
        line += 1
        offset += 1
      } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
        offset += 1
      } else if byte == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "/") {
        readLineComment()
      } else if byte == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "*") {
        readBlockComment()
      } else if let hashes = stringStart() {
        readString(hashes: hashes)
      } else if Self.startsWord(byte) {
        append(.word, end: end(while: Self.continuesWord))
      } else if Self.isDigit(byte) {
        readNumber()
      } else {
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") {
          depth -= 1
          if inInterpolation && depth < 0 { return }
        }
        append(.symbol, end: offset + 1)
      }
    }
  }

  // MARK: Comments

  private mutating func readLineComment() {
    let end = end { $0 != UInt8(ascii: "\n") }
    appendComment(end: end)
    offset = end
  }

  private mutating func readBlockComment() {
    let start = (offset: offset, line: line)
    var depth = 0
    repeat {
      if peek() == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "*") {
        depth += 1
        offset += 2
      } else if peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/") {
        depth -= 1
        offset += 2
      } else {
        if peek() == UInt8(ascii: "\n") { line += 1 }
        offset += 1
      }
    } while depth > 0 && offset < bytes.count
    let text = String(decoding: bytes[start.offset..<min(offset, bytes.count)], as: UTF8.self)
    comments.append(Comment(line: start.line, text: text, isAlone: isAlone(start.offset)))
  }

  private mutating func appendComment(end: Int) {
    let text = String(decoding: bytes[offset..<end], as: UTF8.self)
    comments.append(Comment(line: line, text: text, isAlone: isAlone(offset)))
  }

  private func isAlone(_ start: Int) -> Bool {
    var before = start - 1
    while before >= 0, bytes[before] == UInt8(ascii: " ") { before -= 1 }
    return before < 0 || bytes[before] == UInt8(ascii: "\n")
  }

  // MARK: Strings

  /// The number of `#` before an opening quote that starts here; nil where none does.
  private func stringStart() -> Int? {
    var hashes = 0
    while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
    return peek(hashes) == UInt8(ascii: "\"") ? hashes : nil
  }

  private mutating func readString(hashes: Int) {
    let start = (offset: offset, line: line)
    offset += hashes
    let isMultiline = peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"")
    let quotes = isMultiline ? 3 : 1
    offset += quotes
    var content: [UInt8] = []
    while offset < bytes.count {
      if closes(quotes: quotes, hashes: hashes) {
        offset += quotes + hashes
        break
      }
      if peek() == UInt8(ascii: "\\") && isEscape(hashes: hashes) {
        offset += 1 + hashes
        if peek() == UInt8(ascii: "(") {
          offset += 1
          readCode(inInterpolation: true)
        }
        offset += 1  // The escaped character, or the closing parenthesis.
        continue
      }
      if peek() == UInt8(ascii: "\n") {
        line += 1
        if !isMultiline { break }  // Not Swift; the compiler says so.
      }
      content.append(peek())
      offset += 1
    }
    tokens.append(
      Token(
        kind: .string, text: String(decoding: content, as: UTF8.self), line: start.line,
        isAttached: isAttached(start.offset)))
  }

  private func closes(quotes: Int, hashes: Int) -> Bool {
    for ahead in 0..<quotes where peek(ahead) != UInt8(ascii: "\"") { return false }
    for ahead in quotes..<(quotes + hashes) where peek(ahead) != UInt8(ascii: "#") { return false }
    return true
  }

  private func isEscape(hashes: Int) -> Bool {
    for ahead in 1..<(1 + hashes) where peek(ahead) != UInt8(ascii: "#") { return false }
    return true
  }

  // MARK: Words and numbers

  private mutating func readNumber() {
    // After a point digits are a tuple's member: `pair.0.1`.
    let isMember = tokens.last?.isSymbol(".") == true && isAttached(offset)
    var end = end { Self.continuesWord($0) }
    if !isMember, end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."),
      Self.isDigit(bytes[end + 1])
    {
      end += 1
      while end < bytes.count, Self.continuesWord(bytes[end]) { end += 1 }
    }
    append(.number, end: end)
  }

  private func end(while holds: (UInt8) -> Bool) -> Int {
    var end = offset
    while end < bytes.count, holds(bytes[end]) { end += 1 }
    return end
  }

  private mutating func append(_ kind: Token.Kind, end: Int) {
    tokens.append(
      Token(
        kind: kind, text: String(decoding: bytes[offset..<end], as: UTF8.self), line: line,
        isAttached: isAttached(offset)))
    offset = end
  }

  private func isAttached(_ start: Int) -> Bool {
    start > 0 && bytes[start - 1] != UInt8(ascii: " ") && bytes[start - 1] != UInt8(ascii: "\n")
  }

  private static func startsWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F || byte >= 0x80
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func continuesWord(_ byte: UInt8) -> Bool { startsWord(byte) || isDigit(byte) }
}
