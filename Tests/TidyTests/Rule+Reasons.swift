/// A reason stands on the line of what is unsafe, or above it in the same paragraph and block: one
/// reason may cover several lines, but neither a blank line nor the start of a function.
extension Rule {
  static let unsafeReasons = Rule(name: "what is unsafe has its reason beside it") { file in
    guard file.isSource else { return [] }
    let reasons = Reasons(file)
    return unsafePlaces(file).filter { !reasons.cover($0.line) }.map { place in
      file.violation(
        place.line, "\(place.name) without a reason is banned, use a comment beside it")
    }
  }

  /// The comments of a file, by line.
  private struct Reasons {
    private let lines: [Substring]
    private let depths: [Int]
    /// Comments behind code.
    private let trailing: Set<Int>
    /// Comments on lines of their own; those that document a symbol are reasons only for it.
    private let plain: Set<Int>
    private let documentation: Set<Int>
    private let unsafeLines: Set<Int>

    init(_ file: SourceFile) {
      lines = file.lines
      depths = depthsAtLineStart(file)
      trailing = Set(file.comments.filter { !$0.isAlone }.map(\.line))
      let alone = file.comments.filter(\.isAlone)
      plain = Set(alone.filter { !isDocumentation($0.text) }.flatMap(linesCovered))
      documentation = Set(alone.filter { isDocumentation($0.text) }.flatMap(linesCovered))
      unsafeLines = Set(unsafePlaces(file).map(\.line))
    }

    func cover(_ line: Int) -> Bool {
      if trailing.contains(line) { return true }
      var isAdjacent = true  // Only attributes, unsafe lines and the same statement between.
      var above = line - 1
      while above >= 1 {
        let text = lines[above - 1]
        if plain.contains(above) && indentation(above) <= indentation(line) { return true }
        if documentation.contains(above) { return isAdjacent }
        let isUnsafe = unsafeLines.contains(above)
        if isUnsafe && isAdjacent && trailing.contains(above) { return true }
        let isSame = depths[above + 1] > 0 || isUnsafe || isAttribute(text)
        if text.allSatisfy({ $0 == " " }) || (startsFunction(text) && !isSame) { return false }
        isAdjacent = isAdjacent && isSame
        above -= 1
      }
      return false
    }

    private func indentation(_ line: Int) -> Int {
      lines[line - 1].prefix { $0 == " " }.count
    }

    private func startsFunction(_ text: Substring) -> Bool {
      let words = text.split { " (<{".contains($0) }
      return words.contains { ["func", "init", "deinit", "subscript"].contains($0) }
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
