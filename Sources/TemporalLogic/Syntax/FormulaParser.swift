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
  /// Where parts stand, if that is asked for.
  private var occurrences: [LocatedFormula.Occurrence] = []
  private let isLocated: Bool
  /// The grouping of chains that has to be told, if one has.
  private var ambiguous: Finding?

  private struct Stop: Error { let finding: Finding }

  /// A part as it is read: with all of its text, and the number of its occurrence.
  private struct Piece {
    var formula: FormulaID
    var range: Range<Int>
    var occurrence = -1
  }

  private init(
    _ text: SourceText, _ dialect: Dialect, isLenient: Bool, isLocated: Bool = false,
    _ store: FormulaStore
  ) {
    self.isLocated = isLocated
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
    if let finding = tooLong(text) { return (nil, [finding]) }
    var parser = FormulaParser(text, dialect, isLenient: isLenient, store)
    do throws(Stop) {
      var formula = try parser.whole()
      if dialect == .spot { formula = parser.store.rebuilt(formula) { $0.trivial($1, $2) } }
      store = parser.store
      return (formula, [])
    } catch {
      return (nil, [error.finding])
    }
  }

  /// Reads a formula with the places of its parts; Spot's identities are not applied to it.
  ///
  /// - Parameters: Those of ``read(_:dialect:isLenient:into:)``.
  /// - Returns: The formula, or nil and what is wrong with the text.
  public static func readLocated(
    _ text: SourceText, dialect: Dialect = .nocturne, isLenient: Bool = false
  ) -> (formula: LocatedFormula?, findings: [Finding]) {
    if let finding = tooLong(text) { return (nil, [finding]) }
    var parser = FormulaParser(
      text, dialect, isLenient: isLenient, isLocated: true, FormulaStore())
    do throws(Stop) {
      _ = try parser.whole()
      return (LocatedFormula(text, parser.store, parser.occurrences), [])
    } catch {
      return (nil, [error.finding])
    }
  }

  private static func tooLong(_ text: SourceText) -> Finding? {
    if text.bytes.count <= longest { return nil }
    return Finding(
      in: text, at: 0..<1, code: LogicFinding.formulaTooLarge,
      message: "the formula has \(text.bytes.count) bytes", hint: "at most \(longest) are read")
  }

  private mutating func whole() throws(Stop) -> FormulaID {
    let formula = try chain(depth: 0).formula
    if token.kind != .end { throw unexpected("an operator or the end") }
    if let ambiguous { throw Stop(finding: ambiguous) }
    if store.depth(of: formula) > Self.mostNested {
      throw tooDeep(0..<1, "operators", Self.mostNested)
    }
    return formula
  }

  private var token: Token { tokens[place] }

  // MARK: Grammar

  private mutating func chain(depth: Int) throws(Stop) -> Piece {
    let start = token.range.lowerBound
    let first = try operand(depth: depth)
    var (chain, pieces) = (Chain(first: first.formula), [first])
    while case .infix(let form) = token.kind {
      place += 1
      pieces.append(try operand(depth: depth))
      chain.append(form, pieces[pieces.count - 1].formula)
    }
    if dialect == .nocturne, !isLenient, ambiguous == nil, chain.isReadTwoWays() {
      ambiguous = finding(of: chain, start..<tokens[place - 1].range.upperBound)
    }
    return chain.grouped(pieces, as: dialect) { form, left, right in
      piece(
        store.make(form, left.formula, right.formula),
        left.range.lowerBound..<right.range.upperBound, [left.occurrence, right.occurrence])
    }
  }

  /// A part with all of its text; an occurrence, if these are asked for.
  private mutating func piece(
    _ formula: FormulaID, _ range: Range<Int>, _ operands: [Int] = []
  ) -> Piece {
    if isLocated { occurrences.append(.init(formula: formula, range: range, operands: operands)) }
    return Piece(formula: formula, range: range, occurrence: occurrences.count - 1)
  }

  private mutating func operand(depth: Int) throws(Stop) -> Piece {
    var prefixes: [(form: Operator, start: Int)] = []
    while case .prefix(let form) = token.kind {
      prefixes.append((form, token.range.lowerBound))
      place += 1
    }
    let range = token.range
    var made: Piece
    switch token.kind {
    case .name(let name):
      place += 1
      let atom = store.atom(name)
      let isSet = equality()
      let whole = range.lowerBound..<tokens[place - 1].range.upperBound
      made = piece(atom, isSet == false ? range : whole)
      if isSet == false { made = piece(store.make(.not, atom), whole, [made.occurrence]) }
    case .constant(let value):
      place += 1
      made = piece(value ? FormulaStore.true : FormulaStore.false, range)
    case .open:
      guard depth < Self.deepest else {
        throw tooDeep(token.range, "parentheses", Self.deepest)
      }
      place += 1
      made = try chain(depth: depth + 1)
      guard token.kind == .close else { throw unexpected("an operator or ')'") }
      made.range = range.lowerBound..<token.range.upperBound
      place += 1
    case .prefix, .infix, .close, .sign, .number, .text, .doc, .unknown, .end:
      throw unexpected("a proposition or an operator before one")
    }
    for (form, start) in prefixes.reversed() {
      made = piece(
        store.make(form, made.formula), start..<made.range.upperBound, [made.occurrence])
    }
    return made
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
    var hint = isOfFacts ? Self.factsHint : nil
    if dialect == .spin, token.kind == .unknown {
      hint = "SPIN knows [] <> X U V ! && || -> <-> and names that begin with a small letter"
    }
    return Stop(
      finding: Finding(
        in: text, at: token.range, code: LogicFinding.badFormula,
        message: "expected \(expected), found \(found)", hint: hint))
  }

  /// Whether a formula over facts is meant, with quantifiers, values, or bounds in time.
  private var isOfFacts: Bool {
    guard dialect == .nocturne, place > 0 else { return false }
    let sign = text.bytes[token.range]
    return switch tokens[place - 1].kind {
    case .name(let word): ["forall", "exists", "count"].contains(word) || token.kind == .open
    case .prefix: sign.elementsEqual("[".utf8)
    default: false
    }
  }

  private static let factsHint =
    "'forall', values and bounds in time are for formulas on runs: 'formulas:' in a scenario"

  private mutating func finding(of chain: Chain, _ range: Range<Int>) -> Finding {
    let (spot, spin) = (chain.grouped(as: .spot, &store), chain.grouped(as: .spin, &store))
    return Finding(
      in: text, at: range, code: LogicFinding.ambiguousFormula,
      message: "SPIN and Spot read this differently",
      hint: "Spot reads \(store.text(spot, longest: 200)), "
        + "SPIN \(store.text(spin, longest: 200)): put parentheses")
  }
}
