/// A piece of Swift source that is not a comment.
struct Token: Sendable {
  enum Kind {
    /// A name, a keyword, or an attribute's name without its `@`.
    case word
    /// A number as written.
    case number
    /// A string literal; its text is what stands between the quotes, interpolations left out.
    case string
    /// One character of punctuation or of an operator.
    case symbol
  }

  let kind: Kind
  let text: String
  /// From 1.
  let line: Int
  /// Whether something other than a space or line break stands directly before it.
  let isAttached: Bool

  func isWord(_ word: String) -> Bool { kind == .word && text == word }
  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
}

/// A comment, with the line it starts on.
struct Comment: Sendable {
  let line: Int
  let text: String
  /// Whether nothing but spaces stands before it on its line.
  let isAlone: Bool
}
