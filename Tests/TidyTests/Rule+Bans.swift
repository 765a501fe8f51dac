extension Rule {
  /// A name that may not be used, and what to use instead.
  private struct Ban {
    /// Tokens in a row.
    let pattern: [String]
    let shown: String
    let use: String

    init(_ pattern: String, _ shown: String? = nil, use: String) {
      self.pattern = pattern.split(separator: " ").map(String.init)
      self.shown = shown ?? self.pattern.joined()
      self.use = use
    }
  }

  // MARK: Tiers 0 to 4

  static let determinism = Rule(name: "tiers 0 to 4 are deterministic") { file in
    guard let tier = file.tier, tier <= 4 else { return [] }
    let isLookup = file.path.hasPrefix("Sources/Determinism/Lookup")
    let bans = isLookup ? chance : chance + hashing
    let found =
      find(bans, in: file) + bareRandom(in: file) + (isLookup ? [] : dictionaries(in: file))
    return found.sorted { $0.line < $1.line }
  }

  private static let chance: [Ban] = [
    Ban("Date (", use: "virtual time"),
    Ban("ContinuousClock", use: "virtual time"),
    Ban("SuspendingClock", use: "virtual time"),
    Ban("UUID (", use: "a draw from a named stream"),
    Ban("SystemRandomNumberGenerator", use: "a named stream"),
    Ban(". shuffled ( )", use: "the shuffle of a named stream"),
    Ban(". shuffle ( )", use: "the shuffle of a named stream"),
    Ban(". randomElement ( )", use: "a bounded draw from a named stream"),
    Ban("async", use: "a step that returns"),
    Ban("await", use: "a step that returns"),
    Ban("Task {", use: "WorkerPool"),
    Ban("Task .", use: "WorkerPool"),
  ]

  private static let hashing: [Ban] = [
    Ban("Hasher", use: "a fingerprint of the canonical bytes"),
    Ban("hashValue", use: "a fingerprint of the canonical bytes"),
    Ban("Set", use: "a sorted array, NodeSet or a Lookup"),
    Ban("Dictionary", use: "a sorted array or a Lookup"),
  ]

  /// `.random(in: …)` without `using:`.
  private static func bareRandom(in file: SourceFile) -> [Violation] {
    file.tokens.indices.compactMap { index in
      guard file.tokens[index].isWord("random"), file.token(index - 1)?.isSymbol(".") == true,
        file.token(index + 1)?.isSymbol("(") == true
      else { return nil }
      let group = file.tokens[index...file.closing(index + 1)]
      if group.contains(where: { $0.isWord("using") }) { return nil }
      return file.violation(
        file.tokens[index].line, ".random(in:) is banned, use a bounded draw from a named stream")
    }
  }

  /// `[K: V]` as a type or a literal. A group that touches what precedes it is a subscript.
  private static func dictionaries(in file: SourceFile) -> [Violation] {
    file.tokens.indices.compactMap { index in
      guard file.tokens[index].isSymbol("["), !isSubscript(index, file) else { return nil }
      var position = index + 1
      let end = file.closing(index)
      while position < end {
        let token = file.tokens[position]
        if token.isSymbol("?") && !token.isAttached { return nil }  // A conditional's colon.
        if token.isSymbol(":") {
          return file.violation(token.line, "[K: V] is banned, use a sorted array or a Lookup")
        }
        let opens = token.kind == .symbol && "([{".contains(token.text)
        position = (opens ? file.closing(position) : position) + 1
      }
      return nil
    }
  }

  private static func isSubscript(_ index: Int, _ file: SourceFile) -> Bool {
    guard file.tokens[index].isAttached, let before = file.token(index - 1) else { return false }
    return before.kind != .symbol || [")", "]", "?", "!"].contains(before.text)
  }

  // MARK: Everywhere

  static let everywhere = Rule(name: "names that are banned everywhere") { file in
    let general = [
      Ban("try !", use: "try, and say what happens"),
      Ban("nonisolated ( unsafe )", use: "Mutex, Atomic or a parameter"),
    ]
    let inSources = [
      Ban("print (", use: "the Console"), Ban("debugPrint (", use: "the Console"),
      Ban("fatalError (", use: "a thrown error, or precondition for what only we can break"),
    ]
    return find(file.isSource ? general + inSources : general, in: file) + unchecked(in: file)
  }

  private static func unchecked(in file: SourceFile) -> [Violation] {
    guard file.path.hasSuffix("Package.swift") else { return [] }
    return file.tokens.filter { $0.kind == .string && $0.text.contains("-Ounchecked") }.map {
      file.violation($0.line, "-Ounchecked is banned, use -O: it would remove preconditions")
    }
  }

  private static func find(_ bans: [Ban], in file: SourceFile) -> [Violation] {
    var violations: [Violation] = []
    for index in file.tokens.indices {
      for ban in bans where matches(ban.pattern, at: index, file) {
        violations.append(
          file.violation(file.tokens[index].line, "\(ban.shown) is banned, use \(ban.use)"))
      }
    }
    return violations
  }

  private static func matches(_ pattern: [String], at index: Int, _ file: SourceFile) -> Bool {
    guard file.tokens[index].text == pattern[0], file.tokens[index].kind != .string else {
      return false
    }
    // A call of a name is neither its declaration nor a method of that name.
    if pattern.count == 2 && pattern[1] == "(" {
      let before = file.token(index - 1)
      if before?.isWord("func") == true || before?.isSymbol(".") == true { return false }
    }
    return pattern.indices.dropFirst().allSatisfy { ahead in
      file.token(index + ahead)?.text == pattern[ahead]
    }
  }

  // MARK: Globals and floating point

  static let globals = Rule(name: "no mutable globals") { file in
    guard file.isSource else { return [] }
    var depth = 0
    var violations: [Violation] = []
    for (index, token) in file.tokens.enumerated() {
      if token.isSymbol("{") { depth += 1 }
      if token.isSymbol("}") { depth -= 1 }
      guard token.isWord("var") else { continue }
      let isStatic =
        (1...3).contains { file.token(index - $0)?.isWord("static") == true }
        && file.token(index - 1)?.kind == .word
      guard depth == 0 || isStatic, file.bodyStart(of: index) == nil else { continue }
      violations.append(
        file.violation(token.line, "a global var is banned, use a parameter or a value's property"))
    }
    return violations
  }

  static let floatingPoint = Rule(name: "tiers 0 to 4 have no floating point") { file in
    guard let tier = file.tier, tier <= 4 else { return [] }
    let types = ["Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat"]
    return file.tokens.compactMap { token in
      let isType = token.kind == .word && types.contains(token.text)
      let isLiteral = token.kind == .number && token.text.contains(".")
      guard isType || isLiteral else { return nil }
      return file.violation(token.line, "\(token.text) is banned, use integers")
    }
  }
}
