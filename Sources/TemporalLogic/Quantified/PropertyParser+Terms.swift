import Diagnostics

// What speaks of single letters: propositions with values, queries, numbers.
extension PropertyParser {
  /// Reads `(place: value, …)` behind the name of a proposition.
  mutating func pattern(_ name: String, at range: Range<Int>) throws(Stop) -> Pattern {
    guard let number = schema.number(of: name) else {
      let names = schema.propositions.map(\.name) + definitions.map(\.name)
      throw mistake(
        range, "there is no proposition '\(name)'",
        DidYouMean.hint(for: name, among: names, kind: "propositions"), .unknownProposition)
    }
    let fields = schema.propositions[number].fields
    var arguments = [Argument](repeating: .any, count: fields.count)
    guard token.kind == .open else { return Pattern(proposition: number, arguments: arguments) }
    place += 1
    if token.kind == .close {
      place += 1
      return Pattern(proposition: number, arguments: arguments)
    }
    var position = 0
    while true {
      let start = token.range
      var field = position
      if case .name(let word) = token.kind, tokens[place + 1].kind == .sign(":") {
        guard let named = fields.firstIndex(where: { $0.name == word }) else {
          throw mistake(
            start, "'\(name)' has no place '\(word)'",
            DidYouMean.hint(for: word, among: fields.map(\.name), kind: "places"))
        }
        field = named
        place += 2
      }
      guard field < fields.count else {
        throw mistake(start, "'\(name)' has \(fields.count) places", nil)
      }
      if arguments[field] != .any {
        throw mistake(start, "the place '\(fields[field].name)' was set already", nil)
      }
      arguments[field] = try argument(kind: fields[field].kind)
      position = field + 1
      if isSign(",") {
        place += 1
        continue
      }
      try take(.close, "',' or ')'")
      return Pattern(proposition: number, arguments: arguments)
    }
  }

  /// Reads what stands in a place.
  mutating func argument(kind: ValueKind?) throws(Stop) -> Argument {
    let start = token.range
    switch token.kind {
    case .name("_"):
      place += 1
      return .any
    case .number(let value, let unit):
      if let kind, kind != unit, !(kind == .time && value == 0) {
        throw mistake(
          start, "a \(kind.rawValue) stands here, and no \(unit.rawValue)", nil)
      }
      place += 1
      return .constant(value)
    case .text(let text):
      if let kind, kind != .name {
        throw mistake(
          start, "a \(kind.rawValue) stands here, and no name",
          "texts in quotes are names; let a variable stand for any other value")
      }
      place += 1
      var base = FactBase(FactSchema([]), views: [])
      return .constant(base.name(text))
    case .name(let name):
      place += 1
      guard let known = scope.last(where: { $0.name == name }) else {
        throw mistake(start, "'\(name)' is no variable here", unboundHint(name))
      }
      var plus: Int64 = 0
      if isSign("+") || isSign("-") {
        let isMinus = isSign("-")
        place += 1
        guard case .number(let value, _) = token.kind else { throw unexpected("a number") }
        place += 1
        plus = isMinus ? -Int64(clamping: value) : Int64(clamping: value)
      }
      switch known.meaning {
      case .variable(let variable):
        if let kind { try agree(variable, kind, start) }
        return .variable(variable, plus: plus)
      case .argument(let argument):
        if case .variable(let variable, let more) = argument {
          if let kind { try agree(variable, kind, start) }
          return .variable(variable, plus: plus &+ more)
        }
        return argument
      }
    default: throw unexpected("a variable, a value or '_'")
    }
  }

  private func unboundHint(_ name: String) -> String {
    let names = scope.map(\.name)
    return names.isEmpty
      ? "lead the formula by 'forall \(name):'"
      : "the variables are \(names.joined(separator: ", "))"
  }

  /// A variable stands for one kind of values.
  private mutating func agree(
    _ variable: Int, _ kind: ValueKind, _ range: Range<Int>
  ) throws(Stop) {
    if let known = variables[variable].kind, known != kind {
      throw mistake(
        range,
        "'\(variables[variable].name)' is a \(known.rawValue), and a \(kind.rawValue) stands "
          + "here", nil)
    }
    variables[variable].kind = kind
  }

  /// Reads `x, y: literal & literal …` behind `count`, `max`, `min` and `exists`.
  mutating func query() throws(Stop) -> Query {
    let (outside, first) = (scope.count, variables.count)
    try declare()
    // A query within this one has variables of its own.
    let own = first..<variables.count
    let isBracketed = token.kind == .open
    if isBracketed { place += 1 }
    var literals = [try literal()]
    while case .infix(.and) = token.kind, isBracketed {
      place += 1
      guard literals.count < Self.mostLiterals else {
        throw mistake(
          token.range, "a query has more than \(Self.mostLiterals) parts", nil, .formulaTooLarge)
      }
      literals.append(try literal())
    }
    if isBracketed { try take(.close, "'&' or ')'") }
    scope.removeLast(scope.count - outside)
    for variable in own {
      let isFound = literals.contains { literal in
        guard case .pattern(let pattern) = literal else { return false }
        return pattern.arguments.contains(.variable(variable, plus: 0))
      }
      if !isFound {
        throw mistake(
          token.range, "nothing says which values '\(variables[variable].name)' may have",
          "let it stand in a place of a proposition")
      }
    }
    return Query(variables: Array(own), literals: literals)
  }

  private mutating func literal() throws(Stop) -> Query.Literal {
    let start = token.range
    if case .prefix(.not) = token.kind {
      place += 1
      let range = token.range
      return .absent(try pattern(name("a proposition"), at: range))
    }
    if case .name(let name) = token.kind, !scope.contains(where: { $0.name == name }),
      !schema.parameters.contains(name)
    {
      place += 1
      return .pattern(try pattern(name, at: start))
    }
    let (left, relation, right) = try compared()
    return .comparison(left, relation, right)
  }

  /// Reads `x -> y: proposition` behind `increasing`.
  mutating func increasing() throws(Stop) -> StateAtom {
    let outside = scope.count
    var pair: [Int] = []
    for separator in [Token.Kind.infix(.implies), .sign(":")] {
      let range = token.range
      let name = try name("the name of a variable")
      guard variables.count < Self.mostVariables else {
        throw mistake(range, "there are more than \(Self.mostVariables) variables", nil)
      }
      scope.append((name, .variable(variables.count)))
      pair.append(variables.count)
      variables.append((name, nil))
      try take(separator, separator == .sign(":") ? "':'" : "'->'")
    }
    let start = token.range
    let pattern = try pattern(name("a proposition"), at: start)
    scope.removeLast(scope.count - outside)
    for variable in pair where !pattern.arguments.contains(.variable(variable, plus: 0)) {
      throw mistake(
        start, "'\(variables[variable].name)' does not stand in the proposition", nil)
    }
    return .increasing(pair[0], pair[1], pattern)
  }

  /// Reads a sum such as `2 * Q - n + 1`.
  mutating func term() throws(Stop) -> Term {
    var term = Term()
    var sign: Int64 = 1
    if isSign("-") {
      sign = -1
      place += 1
    }
    while true {
      try summand(sign, &term)
      if isSign("+") {
        sign = 1
      } else if isSign("-") {
        sign = -1
      } else {
        return term
      }
      place += 1
    }
  }

  private mutating func summand(_ sign: Int64, _ term: inout Term) throws(Stop) {
    var factor = sign
    let start = token.range
    if case .number(let value, _) = token.kind {
      guard let number = Int64(exactly: value), number < 1 << 53 else {
        throw mistake(start, "the number is too large", "numbers are below 2^53")
      }
      place += 1
      guard isSign("*") else {
        term.constant &+= sign * number
        return
      }
      place += 1
      factor *= number
    }
    let range = token.range
    let name = try name("a variable, a parameter, 'count', 'max', 'min' or a number")
    if let aggregate = Aggregate(rawValue: name) {
      term.parts.append((factor, .aggregate(aggregate, try query())))
      return
    }
    if let known = scope.last(where: { $0.name == name }) {
      switch known.meaning {
      case .variable(let variable), .argument(.variable(let variable, plus: 0)):
        term.parts.append((factor, .variable(variable)))
      case .argument(.variable(let variable, let plus)):
        term.parts.append((factor, .variable(variable)))
        term.constant &+= factor &* plus
      case .argument(.constant(let value)): term.constant &+= factor &* Int64(clamping: value)
      case .argument(.any): throw mistake(range, "'_' is no number", nil)
      }
      return
    }
    guard let parameter = schema.parameters.firstIndex(of: name) else {
      throw mistake(range, "'\(name)' is no variable and no parameter here", knownParameters)
    }
    term.parts.append((factor, .parameter(parameter)))
  }
}
