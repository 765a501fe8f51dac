public import Diagnostics

/// Reads formulas.
///
/// What stands between two parentheses is a chain: operands, each with its prefix operators, which bind tightest, and
/// the operators between them. How a chain groups is the dialect's to say, see ``Dialect``.
public struct FormulaParser {
  /// How long a formula may be, in bytes.
  public static let longest = 1 << 20
  /// How deep its parentheses may be.
  public static let deepest = 256
  /// How many operators may be nested; a chain of `&` or of `|` counts as one.
  public static let mostNested = 1_000

  private let text: SourceText
  private let dialect: Dialect
  private let isLenient: Bool
  private let tokens: [Token]
  private var place = 0
  private var store: FormulaStore
  /// The grouping of chains that has to be told, if one has.
  private var ambiguous: Finding?

  private struct Stop: Error { let finding: Finding }

  private init(
    _ text: SourceText, _ dialect: Dialect, isLenient: Bool, _ store: FormulaStore
  ) {
    (self.text, self.dialect, self.isLenient, self.store) = (text, dialect, isLenient, store)
    var lexer = Lexer(text, dialect)
    tokens = lexer.tokens()
  }

  /// Reads a formula into a store.
  ///
  /// - Parameters:
  ///   - text: The formula.
  ///   - dialect: How it is spelled.
  ///   - isLenient: Whether a mix of operators that Spot and SPIN read differently is read as Spot does, and not refused.
  ///   - store: Where it goes.
  /// - Returns: The formula, or nil and what is wrong with the text.
  public static func read(
    _ text: SourceText, dialect: Dialect = .nocturne, isLenient: Bool = false,
    into store: inout FormulaStore
  ) -> (formula: FormulaID?, findings: [Finding]) {
    if text.bytes.count > longest {
      let finding = Finding(
        in: text, at: 0..<1, code: LogicFinding.formulaTooLarge,
        message: "the formula has \(text.bytes.count) bytes", hint: "at most \(longest) are read")
      return (nil, [finding])
    }
    var parser = FormulaParser(text, dialect, isLenient: isLenient, store)
    do throws(Stop) {
      var formula = try parser.chain(depth: 0)
      if parser.token.kind != .end { throw parser.unexpected("an operator or the end") }
      if let ambiguous = parser.ambiguous { return (nil, [ambiguous]) }
      if parser.store.depth(of: formula) > mostNested {
        throw parser.tooDeep(0..<1, "operators", mostNested)
      }
      if dialect == .spot { formula = parser.store.rebuilt(formula) { $0.trivial($1, $2) } }
      store = parser.store
      return (formula, [])
    } catch {
      return (nil, [error.finding])
    }
  }

  private var token: Token { tokens[place] }

  // MARK: Grammar

  private mutating func chain(depth: Int) throws(Stop) -> FormulaID {
    let start = token.range.lowerBound
    var chain = Chain(first: try operand(depth: depth))
    while case .infix(let form) = token.kind {
      place += 1
      chain.append(form, try operand(depth: depth))
    }
    if dialect == .nocturne, !isLenient, ambiguous == nil, chain.isReadTwoWays() {
      ambiguous = finding(of: chain, start..<tokens[place - 1].range.upperBound)
    }
    return chain.grouped(as: dialect, &store)
  }

  private mutating func operand(depth: Int) throws(Stop) -> FormulaID {
    var prefixes: [Operator] = []
    while case .prefix(let form) = token.kind {
      prefixes.append(form)
      place += 1
    }
    var formula: FormulaID
    switch token.kind {
    case .name(let name):
      place += 1
      formula = store.atom(name)
      if let isSet = equality() { formula = isSet ? formula : store.make(.not, formula) }
    case .constant(let value):
      place += 1
      formula = value ? FormulaStore.true : FormulaStore.false
    case .open:
      guard depth < Self.deepest else {
        throw tooDeep(token.range, "parentheses", Self.deepest)
      }
      place += 1
      formula = try chain(depth: depth + 1)
      guard token.kind == .close else { throw unexpected("an operator or ')'") }
      place += 1
    case .prefix, .infix, .close, .sign, .number, .text, .doc, .unknown, .end:
      throw unexpected("a proposition or an operator before one")
    }
    for form in prefixes.reversed() { formula = store.make(form, formula) }
    return formula
  }

  /// `p=1` and `p=0`, in one piece, as Spot has them.
  private mutating func equality() -> Bool? {
    guard dialect != .spin, case .unknown = token.kind,
      text.bytes[token.range] == [UInt8(ascii: "=")], place + 1 < tokens.count,
      case .constant(let value) = tokens[place + 1].kind,
      tokens[place + 1].range.lowerBound == token.range.upperBound
    else { return nil }
    place += 2
    return value
  }

  // MARK: Findings

  private func tooDeep(_ range: Range<Int>, _ what: String, _ limit: Int) -> Stop {
    Stop(
      finding: Finding(
        in: text, at: range, code: LogicFinding.formulaTooLarge,
        message: "the \(what) are nested more than \(limit) deep"))
  }

  private func unexpected(_ expected: String) -> Stop {
    let found =
      token.kind == .end
      ? "the end" : "'\(String(decoding: text.bytes[token.range], as: UTF8.self))'"
    var hint: String?
    if dialect == .spin, token.kind == .unknown {
      hint = "SPIN knows [] <> X U V ! && || -> <-> and names that begin with a small letter"
    }
    return Stop(
      finding: Finding(
        in: text, at: token.range, code: LogicFinding.badFormula,
        message: "expected \(expected), found \(found)", hint: hint))
  }

  private mutating func finding(of chain: Chain, _ range: Range<Int>) -> Finding {
    let (spot, spin) = (chain.grouped(as: .spot, &store), chain.grouped(as: .spin, &store))
    return Finding(
      in: text, at: range, code: LogicFinding.ambiguousFormula,
      message: "SPIN and Spot read this differently",
      hint: "Spot reads \(store.text(spot)), SPIN \(store.text(spin)): put parentheses")
  }
}
