import Determinism
public import Diagnostics

/// Reads automata in the HOA format: those whose runs are accepted by a conjunction of `Inf`, or all of them, with
/// marks on edges or on states and labels of any kind. Of others it says what it cannot do.
///
/// - Source: Babiak and others, *The Hanoi Omega-Automata Format* (CAV 2015), version 1.
public struct HOAReader {
  /// How long the text may be, in bytes.
  public static let longest = 1 << 26
  /// How many states there may be, and how many edges.
  public static let (mostStates, mostEdges) = (1 << 20, 1 << 22)
  /// How many labels may have names.
  static let mostAliases = 1 << 16
  /// How deep parentheses may be.
  static let deepest = 256
  /// How large the functions of letters may become together, in nodes.
  static let mostNodes = 1 << 20
  /// With more propositions the edges of every letter cannot be listed.
  static let mostListed = 16

  struct Stop: Error { let finding: Finding }

  let text: SourceText
  var lexer: HOALexer
  var token: HOAToken
  var diagrams = DecisionDiagrams()
  var atoms: [String]?
  var aliases = OrderedMap<String, Diagram>()
  /// The largest proposition of an alias that stood before the propositions.
  var unchecked: (number: Int, range: Range<Int>)?
  var stateCount: Int?
  var starts: [(state: Int, range: Range<Int>)] = []
  /// The mark of each acceptance set, nil of one that need not be visited; nil before the line was read.
  var markOfSet: [UInt64]?
  var edges: [[Automaton.Edge]] = []
  var isDeclared: [Bool] = []
  var edgeCount = 0

  private init(_ text: SourceText) {
    self.text = text
    lexer = HOALexer(text)
    diagrams.limit = Self.mostNodes
    token = lexer.next()
  }

  /// Reads an automaton.
  ///
  /// - Returns: The automaton, or nil and what is wrong with the text, or not understood.
  public static func read(_ text: SourceText) -> (automaton: Automaton?, findings: [Finding]) {
    if text.bytes.count > longest {
      let finding = Finding(
        in: text, at: 0..<1, code: LogicFinding.automatonTooLarge,
        message: "the automaton has \(text.bytes.count) bytes", hint: "at most \(longest) are read")
      return (nil, [finding])
    }
    var reader = HOAReader(text)
    do throws(Stop) {
      return (try reader.automaton(), [])
    } catch {
      return (nil, [error.finding])
    }
  }

  private mutating func automaton() throws(Stop) -> Automaton {
    guard token.kind == .header("HOA") else { throw unexpected("'HOA: v1'") }
    advance()
    guard token.kind == .word("v1") else {
      throw unsupported("only version 1 of the format is read", hint: "HOA: v1")
    }
    advance()
    while token.kind != .body { try headerItem() }
    guard let markOfSet else { throw unexpected("'Acceptance:' before the body") }
    let names = atoms ?? []
    if let unchecked, unchecked.number >= names.count {
      throw bad("there is no proposition \(unchecked.number)", at: unchecked.range)
    }
    atoms = names
    advance()
    try body()
    guard token.kind == .end else { throw unexpected("'State:' or '--END--'") }
    advance()
    guard token.kind == .nothing else {
      throw unsupported("only one automaton is read from a text")
    }
    return try made(names, markCount: markOfSet.filter { $0 != 0 }.count)
  }

  /// The automaton of all that was read, with one initial state.
  private mutating func made(_ names: [String], markCount: Int) throws(Stop) -> Automaton {
    var places: [Int] = []
    var isStart = [Bool](repeating: false, count: edges.count)
    for (start, range) in starts {
      if start >= edges.count { throw bad("there is no state \(start)", at: range) }
      if !isStart[start] { places.append(start) }
      isStart[start] = true
    }
    var initial = places.first ?? edges.count
    if places.count != 1 {
      // One more, which begins where any of them would; without any, nowhere.
      initial = edges.count
      edges.append(places.flatMap { edges[$0] })
    }
    var automaton = Automaton(
      atoms: names, markCount: markCount, edges: edges, initial: initial, diagrams: diagrams)
    automaton.mergeEdges()
    if automaton.diagrams.isExhausted { throw labelsTooLarge() }
    automaton.diagrams.limit = DecisionDiagrams.mostNodes
    return automaton
  }

  // MARK: Header

  private mutating func headerItem() throws(Stop) {
    guard case .header(let name) = token.kind else {
      throw unexpected("a header such as 'States:', or '--BODY--'")
    }
    let place = token.range
    advance()
    switch name {
    case "States":
      if stateCount != nil { throw bad("'States:' stands twice", at: place) }
      let count = try number("the number of states", below: Self.mostStates + 1)
      stateCount = count
      reserve(count)
    case "Start":
      let range = token.range
      starts.append((try number("a state", below: Self.mostStates), range))
      try refuseConjunction()
    case "AP": try propositions(place)
    case "Alias":
      guard case .alias(let alias) = token.kind else { throw unexpected("a name such as '@a'") }
      if aliases.count == Self.mostAliases {
        throw tooLarge("there are more than \(Self.mostAliases) aliases")
      }
      advance()
      aliases[alias] = try label(depth: 0)
    case "Acceptance":
      if markOfSet != nil { throw bad("'Acceptance:' stands twice", at: place) }
      try acceptance()
    case "HOA": throw bad("'HOA:' stands twice", at: place)
    default:
      // A capital says that who does not know it does not know the automaton.
      if let first = name.utf8.first, UInt8(ascii: "A")...UInt8(ascii: "Z") ~= first {
        throw unsupported("'\(name):' is not understood", at: place)
      }
      skipValues()
    }
  }

  private mutating func skipValues() {
    while true {
      switch token.kind {
      case .word, .number, .text: advance()
      default: return
      }
    }
  }

  private mutating func propositions(_ place: Range<Int>) throws(Stop) {
    if atoms != nil { throw bad("'AP:' stands twice", at: place) }
    let count = try number("the number of propositions", below: Automaton.mostAtoms + 1)
    var names: [String] = []
    while case .text(let name) = token.kind {
      if names.count == count { throw bad("there are more than \(count) names", at: token.range) }
      if names.contains(name) {
        throw bad("two propositions are called '\(name)'", at: token.range)
      }
      names.append(name)
      advance()
    }
    if token.kind == .unknown { throw unexpected("a name in quotes") }
    if names.count != count {
      throw bad("there are \(names.count) names for \(count) propositions", at: place)
    }
    atoms = names
  }

  private mutating func acceptance() throws(Stop) {
    let count = try number("the number of acceptance sets", below: 65)
    var isAsked = [Bool](repeating: false, count: count)
    try conjunction(&isAsked, depth: 0)
    if token.kind == .sign(UInt8(ascii: "|")) { throw unsupportedAcceptance() }
    var next: UInt64 = 1
    markOfSet = isAsked.map { isAsked in
      defer { if isAsked { next <<= 1 } }
      return isAsked ? next : 0
    }
  }

  private mutating func conjunction(_ isAsked: inout [Bool], depth: Int) throws(Stop) {
    if depth > Self.deepest {
      throw tooLarge("parentheses are nested more than \(Self.deepest) deep")
    }
    while true {
      switch token.kind {
      case .word("t"): advance()
      case .word("Inf"):
        advance()
        try expect("(")
        if token.kind == .sign(UInt8(ascii: "!")) { throw unsupportedAcceptance() }
        isAsked[try number("an acceptance set", below: isAsked.count)] = true
        try expect(")")
      case .sign(UInt8(ascii: "(")):
        advance()
        try conjunction(&isAsked, depth: depth + 1)
        if token.kind == .sign(UInt8(ascii: "|")) { throw unsupportedAcceptance() }
        try expect(")")
      case .word("Fin"), .word("f"): throw unsupportedAcceptance()
      default: throw unexpected("'t' or 'Inf('")
      }
      guard token.kind == .sign(UInt8(ascii: "&")) else { return }
      advance()
    }
  }

  private func unsupportedAcceptance() -> Stop {
    unsupported(
      "this acceptance condition is not understood",
      hint: "'t', and conjunctions such as Inf(0)&Inf(1), are: all runs, and generalised Büchi")
  }
}
