import Testing

/// One Swift file of the repository, split into tokens and comments.
struct SourceFile: Sendable {
  /// From the repository's root, with `/`.
  let path: String
  let lines: [Substring]
  let tokens: [Token]
  let comments: [Comment]

  init(path: String, text: String) {
    self.path = path
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    self.lines = lines
    let lexer = Lexer(text)
    tokens = lexer.tokens
    comments = lexer.comments
  }

  /// The folder directly below `Sources` or `Tests`.
  var target: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  var isSource: Bool { path.hasPrefix("Sources/") }

  /// The layer of the design; nil for tests and for what is not in the table.
  var tier: Int? { isSource ? ImportTable.rows.first { $0.target == target }?.tier : nil }

  func violation(_ line: Int, _ message: String) -> Violation {
    Violation(path: path, line: line, message: message)
  }

  /// The index of the token that closes the group opened at `index`; the last one if none does.
  func closing(_ index: Int) -> Int {
    var depth = 0
    for position in index..<tokens.count where tokens[position].kind == .symbol {
      switch tokens[position].text {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 { return position }
      default: break
      }
    }
    return tokens.count - 1
  }

  /// The token at an index, or nil past either end.
  func token(_ index: Int) -> Token? {
    tokens.indices.contains(index) ? tokens[index] : nil
  }

  /// The index of the brace that opens the body of the declaration whose keyword stands at `index`;
  /// nil when it has none, as in a protocol, or is stored.
  func bodyStart(of index: Int) -> Int? {
    var position = index + 1
    while let token = token(position) {
      if token.kind == .symbol {
        switch token.text {
        case "{": return position
        case "(", "[": position = closing(position)
        case "}", "=", ";": return nil
        default: break
        }
      } else if token.kind == .word, Self.declarationStarts.contains(token.text),
        position > index + 1
      {
        return nil
      }
      position += 1
    }
    return nil
  }

  private static let declarationStarts = [
    "func", "init", "deinit", "subscript", "var", "let", "case", "static", "mutating",
    "associatedtype", "typealias", "struct", "enum", "class", "protocol", "extension", "public",
    "private", "internal", "package", "import",
  ]
}

/// A place where the repository breaks one of its own rules.
struct Violation: Sendable, CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  var description: String { "\(path):\(line): error: \(message)" }
}

/// A rule of the house for one file at a time.
struct Rule: Sendable, CustomTestStringConvertible {
  let name: String
  let check: @Sendable (SourceFile) -> [Violation]

  var testDescription: String { name }

  static let all: [Rule] = [
    .imports, .fileSize, .functionSize, .determinism, .everywhere, .globals, .floatingPoint,
    .leftovers, .documented, .unsafeReasons,
  ]
}
