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

  private static func isDocumentation(_ text: String) -> Bool {
    text.hasPrefix("///") || text.hasPrefix("/**")
  }

  private static func linesCovered(_ comment: Comment) -> ClosedRange<Int> {
    comment.line...(comment.line + comment.text.count { $0 == "\n" })
  }

  private static func isAttribute(_ line: Substring) -> Bool {
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

  // MARK: Reasons

  static let unsafeReasons = Rule(name: "what is unsafe has its reason beside it") { file in
    guard file.isSource else { return [] }
    let depths = depthsAtLineStart(file)
    let commented = Set(file.comments.flatMap(linesCovered))
    let alone = Set(file.comments.filter(\.isAlone).flatMap(linesCovered))
    let places = unsafePlaces(file)
    let lines = Set(places.map(\.line))
    return places.compactMap { place in
      if commented.contains(place.line) { return nil }
      var above = place.line - 1
      // Up to where the statement starts, over further unsafe lines, attributes and conditions.
      while above >= 1, !alone.contains(above) {
        let continues =
          depths[above + 1] > 0 || lines.contains(above) || isAttribute(file.lines[above - 1])
        guard continues else {
          return file.violation(
            place.line, "\(place.name) without a reason is banned, use a comment beside it")
        }
        if commented.contains(above) { return nil }
        above -= 1
      }
      return above >= 1 ? nil : file.violation(place.line, "\(place.name) needs a reason")
    }
  }

  /// Where something is unsafe: expressions, attributes, promises of our own.
  private static func unsafePlaces(_ file: SourceFile) -> [(line: Int, name: String)] {
    var places: [(line: Int, name: String)] = []
    for (index, token) in file.tokens.enumerated() where token.kind == .word {
      let before = file.token(index - 1)
      let isAttribute = before?.isSymbol("@") == true && token.isAttached
      switch token.text {
      case "unsafe" where isAttribute || isExpression(index, file), "safe" where isAttribute:
        if places.last?.line != token.line {
          places.append((token.line, isAttribute ? "@\(token.text)" : token.text))
        }
      case "unchecked" where isAttribute: places.append((token.line, "@unchecked"))
      default: break
      }
    }
    return places
  }

  /// Whether the word marks an expression, and is not a name such as `scenario.unsafe`.
  private static func isExpression(_ index: Int, _ file: SourceFile) -> Bool {
    let isMember = file.tokens[index].isAttached && file.token(index - 1)?.isSymbol(".") == true
    guard !isMember, let next = file.token(index + 1) else { return false }
    return next.kind != .symbol || "([{&\\.".contains(next.text)
  }

  /// How many parentheses and brackets are open where each line starts; index 1 is line 1.
  private static func depthsAtLineStart(_ file: SourceFile) -> [Int] {
    var depths = [Int](repeating: 0, count: file.lines.count + 2)
    var depth = 0
    var line = 0
    for token in file.tokens {
      while line < token.line {
        line += 1
        if line < depths.count { depths[line] = depth }
      }
      guard token.kind == .symbol else { continue }
      if "([".contains(token.text) { depth += 1 }
      if ")]".contains(token.text) { depth -= 1 }
    }
    return depths
  }
}
