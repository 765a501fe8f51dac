import Diagnostics

/// A linear expression such as `160.064 ms + 3 * $replicaDelay`, worth a whole number of steps.
///
/// Terms are added or subtracted; a term is a product of numbers with at most one quantity. Names
/// stand for values of `let:`, and `n` and `f` for the cluster's; the `$` may be left out.
struct Expression {
  /// A number, or a number with a unit in base steps.
  private enum Factor {
    case number(Decimal)
    case quantity(Decimal)
  }

  /// More terms and factors than this are refused.
  private static let mostFactors = 100

  private let text: String
  private let dimension: Dimension
  /// What names stand for, as text.
  private let names: [Named<String>]
  private var rest: Substring
  private var factors = 0

  /// The value of an expression in the steps of a dimension.
  static func value(
    of text: String, in dimension: Dimension, names: [Named<String>]
  ) throws(Malformed) -> Int64 {
    var expression = Expression(
      text: text, dimension: dimension, names: names, rest: text[...])
    return try expression.sum()
  }

  private mutating func sum() throws(Malformed) -> Int64 {
    var total = Decimal(0)
    var isNegative = take("-")
    repeat {
      let term = try product()
      guard let sum = total.plus(isNegative ? term.negated : term) else { throw tooLarge }
      total = sum
      skipSpaces()
      guard let sign = rest.unicodeScalars.first else { break }
      guard sign == "+" || sign == "-" else {
        throw bad("expected '+', '-' or '*' before '\(rest.prefix(30))'")
      }
      rest = Substring(rest.unicodeScalars.dropFirst())
      isNegative = sign == "-"
    } while true
    switch total.whole(times: 1, over: 1) {
    case .number(let value): return value
    case .tooLarge: throw tooLarge
    case .fraction:
      throw Malformed(
        .notWhole, "'\(text.prefix(60))' is not a whole number of steps of \(dimension.step)")
    }
  }

  private mutating func product() throws(Malformed) -> Decimal {
    var value = Decimal(1)
    var hasQuantity = dimension.unit(spelled: "") != nil  // There a bare number is a quantity.
    repeat {
      switch try factor() {
      case .number(let number):
        guard let product = value.times(number) else { throw tooLarge }
        value = product
      case .quantity(let quantity):
        guard !hasQuantity else { throw bad("two quantities cannot be multiplied") }
        hasQuantity = true
        guard let product = value.times(quantity) else { throw tooLarge }
        value = product
      }
    } while take("*")
    guard hasQuantity else {
      throw bad("'\(text.prefix(60))' has a term without a unit")
    }
    return value
  }

  private mutating func factor() throws(Malformed) -> Factor {
    factors += 1
    guard factors <= Self.mostFactors else { throw bad("the expression is too long") }
    skipSpaces()
    if let (number, after) = Decimal.prefix(of: rest) {
      rest = after
      skipSpaces()
      return try factor(number, unit: takeWord())
    }
    if let digit = rest.utf8.first, (0x30...0x39).contains(digit) {
      throw Malformed(
        .outOfRange, "'\(rest.prefix(30))' has too many digits",
        hint: "a number has at most \(Decimal.longest) digits")
    }
    let hasSign = take("$")
    let name = takeWord()
    guard !name.isEmpty else {
      throw bad(
        "expected \(dimension.noun) or a name"
          + (rest.isEmpty ? "" : ", found '\(rest.prefix(30))'"))
    }
    guard let value = names.first(where: { $0.name == name })?.value else {
      throw Malformed(
        .unknownLet, "unknown name '\(hasSign ? "$" : "")\(name.prefix(60))'",
        hint: DidYouMean.hint(for: name, among: names.map(\.name), kind: "names"))
    }
    if let (number, after) = Decimal.prefix(of: value[...]), after.isEmpty {
      return .number(number)
    }
    return .quantity(Decimal(Int128(try dimension.parse(value))))
  }

  private func factor(_ number: Decimal, unit: String) throws(Malformed) -> Factor {
    if unit.isEmpty { return .number(number) }
    let unit = try dimension.unit(after: text, rest: unit)
    let base = try dimension.base(of: number, in: unit, text: text)
    return dimension.unit(spelled: "") == nil
      ? .quantity(Decimal(Int128(base))) : .number(Decimal(Int128(base)))
  }

  private mutating func skipSpaces() { rest = rest.drop { $0 == " " } }

  private mutating func take(_ symbol: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard rest.unicodeScalars.first == symbol else { return false }
    rest = Substring(rest.unicodeScalars.dropFirst())
    return true
  }

  /// A name, or the unit after a number.
  private mutating func takeWord() -> String {
    let word = rest.unicodeScalars.prefix {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || ["%", "/", "_", "µ", "μ"].contains($0)
    }
    rest = Substring(rest.unicodeScalars.dropFirst(word.count))
    return String(word)
  }

  private func bad(_ message: String) -> Malformed {
    Malformed(
      .badExpression, message, hint: "write sums of products, as in '160 ms + 3 * $delay'")
  }

  private var tooLarge: Malformed {
    Malformed(
      .outOfRange, "'\(text.prefix(60))' is too large", hint: "allowed: \(dimension.rangeText)")
  }
}
