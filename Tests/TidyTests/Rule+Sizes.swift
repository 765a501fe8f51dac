extension Rule {
  static let longestFile = 400
  static let longestFunction = 60

  static let fileSize = Rule(name: "files have 400 lines at most") { file in
    guard file.lines.count > longestFile else { return [] }
    return [
      file.violation(
        longestFile + 1,
        "a file of \(file.lines.count) lines is banned, use one file for each idea")
    ]
  }

  static let functionSize = Rule(name: "functions have 60 lines at most") { file in
    file.tokens.indices.compactMap { index in
      let token = file.tokens[index]
      guard token.kind == .word, bodies.contains(token.text), !isMember(index, file),
        let start = file.bodyStart(of: index)
      else { return nil }
      let count = file.tokens[file.closing(start)].line - token.line + 1
      guard count > longestFunction else { return nil }
      return file.violation(
        token.line, "a function of \(count) lines is banned, use several with a name each")
    }
  }

  private static let bodies = ["func", "init", "deinit", "subscript", "var"]

  /// Whether the word is a use such as `.init` or `self.init`, not a declaration.
  private static func isMember(_ index: Int, _ file: SourceFile) -> Bool {
    file.tokens[index].isAttached && file.token(index - 1)?.isSymbol(".") == true
  }
}
