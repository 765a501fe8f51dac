import Determinism
import Diagnostics

/// Tokens, labels, and what is said of those that do not fit.
extension HOAReader {
  mutating func advance() { token = lexer.next() }

  mutating func expect(_ sign: Unicode.Scalar) throws(Stop) {
    guard token.kind == .sign(UInt8(ascii: sign)) else { throw unexpected("'\(sign)'") }
    advance()
  }

  mutating func number(_ what: String, below limit: Int) throws(Stop) -> Int {
    guard case .number(let value) = token.kind else { throw unexpected(what) }
    if value >= limit {
      let most = limit > 0 ? "but at most \(limit - 1)" : "as there is none"
      throw bad("\(what) cannot be \(shown), \(most)", at: token.range)
    }
    advance()
    return value
  }

  // MARK: Labels

  /// A sum of products; `!` binds tightest.
  mutating func label(depth: Int) throws(Stop) -> Diagram {
    var sum = Diagram.never
    repeat {
      if token.kind == .sign(UInt8(ascii: "|")) { advance() }
      var product = Diagram.always
      repeat {
        if token.kind == .sign(UInt8(ascii: "&")) { advance() }
        product = diagrams.and(product, try factor(depth: depth))
      } while token.kind == .sign(UInt8(ascii: "&"))
      sum = diagrams.or(sum, product)
      if diagrams.isExhausted { throw labelsTooLarge() }
    } while token.kind == .sign(UInt8(ascii: "|"))
    return sum
  }

  private mutating func factor(depth: Int) throws(Stop) -> Diagram {
    var isNegated = false
    while token.kind == .sign(UInt8(ascii: "!")) {
      isNegated.toggle()
      advance()
    }
    var value: Diagram
    switch token.kind {
    case .word("t"), .word("f"):
      value = token.kind == .word("t") ? .always : .never
      advance()
    case .number(let number):
      if let atoms {
        value = diagrams.literal(try self.number("a proposition", below: atoms.count))
      } else {
        if number >= unchecked?.number ?? 0 { unchecked = (number, token.range) }
        value = diagrams.literal(try self.number("a proposition", below: Automaton.mostAtoms))
      }
    case .alias(let name):
      guard let known = aliases[name] else {
        throw bad("there is no alias '@\(name)'", at: token.range)
      }
      value = known
      advance()
    case .sign(UInt8(ascii: "(")):
      guard depth < Self.deepest else {
        throw tooLarge("parentheses are nested more than \(Self.deepest) deep")
      }
      advance()
      value = try label(depth: depth + 1)
      try expect(")")
    default: throw unexpected("a proposition's number, 't', 'f', '!', '@' or '('")
    }
    if isNegated { value = diagrams.not(value) }
    return value
  }

  // MARK: Findings

  private var shown: String { String(decoding: text.bytes[token.range], as: UTF8.self) }

  func bad(_ message: String, at range: Range<Int>, hint: String? = nil) -> Stop {
    Stop(
      finding: Finding(
        in: text, at: range, code: LogicFinding.badAutomaton, message: message, hint: hint))
  }

  func unexpected(_ expected: String) -> Stop {
    bad(
      "expected \(expected), found " + (token.kind == .nothing ? "the end" : "'\(shown)'"),
      at: token.range)
  }

  func unsupported(_ message: String, at range: Range<Int>? = nil, hint: String? = nil) -> Stop {
    Stop(
      finding: Finding(
        in: text, at: range ?? token.range, code: LogicFinding.unsupportedAutomaton,
        message: message, hint: hint))
  }

  func labelsTooLarge() -> Stop { tooLarge("the labels are too large to be read") }

  func tooLarge(_ message: String) -> Stop {
    Stop(
      finding: Finding(
        in: text, at: token.range, code: LogicFinding.automatonTooLarge, message: message))
  }
}
