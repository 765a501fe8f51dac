extension Rule {
  static let leftovers = Rule(name: "nothing is left to do") { file in
    let marks = ["TO" + "DO", "FIX" + "ME"]
    return file.comments.flatMap { comment in
      marks.filter { comment.text.contains($0) }.map {
        file.violation(comment.line, "\($0) is banned, use an issue, or do it")
      }
    }
  }

  static let documented = Rule(name: "public symbols are documented") { file in
    guard file.isSource else { return [] }
    let documented = Set(file.comments.filter { isDocumentation($0.text) }.flatMap(linesCovered))
    return file.tokens.indices.compactMap { index in
      let token = file.tokens[index]
      guard token.isWord("public") || token.isWord("open"), declares(index, file) else {
        return nil
      }
      var above = token.line - 1
      // Attributes and conditions stand between the comment and what it documents.
      while above >= 1, isAttribute(file.lines[above - 1]) { above -= 1 }
      if documented.contains(above) { return nil }
      return file.violation(
        token.line, "an undocumented public symbol is banned, use a /// comment")
    }
  }

  static func isDocumentation(_ text: String) -> Bool {
    text.hasPrefix("///") || text.hasPrefix("/**")
  }

  static func linesCovered(_ comment: Comment) -> ClosedRange<Int> {
    comment.line...(comment.line + comment.text.count { $0 == "\n" })
  }

  static func isAttribute(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " }
    return text.hasPrefix("@") || text.hasPrefix("#")
  }

  private static let declarations = [
    "actor", "associatedtype", "borrowing", "class", "consuming", "convenience", "deinit", "enum",
    "final", "func", "indirect", "infix", "init", "internal", "let", "mutating", "nonisolated",
    "override", "postfix", "prefix", "private", "protocol", "required", "static", "struct",
    "subscript", "typealias", "var", "weak",
  ]

  /// Whether the access level belongs to a symbol, not to an import or an extension.
  private static func declares(_ index: Int, _ file: SourceFile) -> Bool {
    guard !file.tokens[index].isAttached, let next = file.token(index + 1) else { return false }
    return declarations.contains(next.text)
  }
}
