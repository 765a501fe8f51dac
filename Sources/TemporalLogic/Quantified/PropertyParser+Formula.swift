import Diagnostics

// Temporal operators and what stands between them.
extension PropertyParser {
  mutating func chain(depth: Int) throws(Stop) -> FormulaID {
    let start = token.range.lowerBound
    var chain = Chain(first: try operand(depth: depth))
    while case .infix(let form) = token.kind {
      place += 1
      chain.append(form, try operand(depth: depth))
    }
    if ambiguous == nil, chain.isReadTwoWays() {
      let (spot, spin) = (chain.grouped(as: .spot, &store), chain.grouped(as: .spin, &store))
      ambiguous = Finding(
        in: text, at: start..<tokens[place - 1].range.upperBound,
        code: LogicFinding.ambiguousFormula, message: "SPIN and Spot read this differently",
        hint: "Spot reads \(store.text(spot, longest: 200)), "
          + "SPIN \(store.text(spin, longest: 200)): put parentheses")
    }
    return chain.grouped(as: .nocturne, &store)
  }

  private mutating func operand(depth: Int) throws(Stop) -> FormulaID {
    var prefixes: [Operator] = []
    while case .prefix(let form) = token.kind {
      let range = token.range
      prefixes.append(form)
      place += 1
      if isSign("[") { try takeBound(form, range) }
    }
    var formula = try primary(depth: depth)
    for form in prefixes.reversed() { formula = store.make(form, formula) }
    return formula
  }

  /// Reads `[<= 500ms]` or `[<= bound after p]` behind an `F`, or `[<= 500ms]` behind a `G`.
  private mutating func takeBound(_ form: Operator, _ range: Range<Int>) throws(Stop) {
    guard form == .eventually || form == .always else {
      throw mistake(
        range, "only F and G have bounds in time",
        "write G (p -> F[<=500ms] q) for a wait with a limit")
    }
    if bound != nil {
      throw mistake(token.range, "a property may have one bound in time", "make two properties")
    }
    place += 1
    try take(.sign("<="), "'<='")
    let span: Span
    let start = token.range
    switch token.kind {
    case .number(let value, .time): span = .microseconds(value)
    case .name(let name):
      guard let parameter = schema.parameters.firstIndex(of: name) else {
        throw mistake(start, "there is no parameter '\(name)'", knownParameters)
      }
      span = .parameter(parameter)
    default: throw noTime()
    }
    place += 1
    var after: Pattern?
    if isWord("after") {
      if form == .always {
        throw mistake(token.range, "what is kept for a time begins with its premise", nil)
      }
      place += 1
      after = try pattern(name("a proposition"), at: token.range)
    }
    try take(.sign("]"), "']'")
    bound = TimeBound(form: form, span: span, after: after)
  }

  /// What is wrong with a time that cannot be read.
  private func noTime() -> Stop {
    var stop = unexpected("a time such as 500ms, or a parameter")
    stop.finding.hint =
      switch token.kind {
      case .number: "a time is one word, with its unit: us, ms, s or min"
      case .unknown: "a time is a whole number below 2^53 us, in us, ms, s or min"
      default: knownParameters
      }
    return stop
  }

  var knownParameters: String? {
    schema.parameters.isEmpty
      ? nil : "the system's parameters are \(schema.parameters.joined(separator: ", "))"
  }

  private mutating func primary(depth: Int) throws(Stop) -> FormulaID {
    let start = token.range
    switch token.kind {
    case .constant(let value):
      place += 1
      return value ? FormulaStore.true : FormulaStore.false
    case .open:
      guard depth < FormulaParser.deepest else {
        throw mistake(
          token.range, "the parentheses are nested more than \(FormulaParser.deepest) deep", nil,
          .formulaTooLarge)
      }
      place += 1
      let formula = try chain(depth: depth + 1)
      try take(.close, "an operator or ')'")
      return formula
    case .name("exists"):
      place += 1
      return try atom(.exists(try query()), start)
    case .name("increasing"):
      place += 1
      return try atom(try increasing(), start)
    case .name(let name):
      if let definition = definitions.first(where: { $0.name == name }) {
        place += 1
        return try expanded(definition, start, depth: depth)
      }
      let isValue =
        Aggregate(rawValue: name) != nil || scope.contains { $0.name == name }
        || schema.parameters.contains(name)
      if isValue { return try comparison(start) }
      place += 1
      return try atom(.pattern(try pattern(name, at: start)), start)
    case .number: return try comparison(start)
    default: throw unexpected("a proposition or an operator before one")
    }
  }

  private mutating func comparison(_ start: Range<Int>) throws(Stop) -> FormulaID {
    let (left, relation, right) = try compared()
    return try atom(.comparison(left, relation, right), start)
  }

  /// Two terms with a sign between them.
  mutating func compared() throws(Stop) -> (Term, Relation, Term) {
    let left = try term()
    guard case .sign(let sign) = token.kind, let relation = Relation(rawValue: sign) else {
      throw unexpected("a comparison: = != < <= > >=")
    }
    place += 1
    return (left, relation, try term())
  }

  /// The proposition of the store that stands for an atom: named by its text, each atom once.
  private mutating func atom(
    _ atom: StateAtom, _ start: Range<Int>
  ) throws(Stop) -> FormulaID {
    if let known = atoms.firstIndex(of: atom) { return store.atom(store.atoms[known]) }
    guard atoms.count < Self.mostAtoms else {
      throw mistake(
        start, "there are more than \(Self.mostAtoms) propositions", "split the property",
        .formulaTooLarge)
    }
    var name = text.words(in: start.lowerBound..<tokens[place - 1].range.upperBound)
    // The same words mean something else in another use of a definition.
    while store.atoms.contains(name) { name += "'" }
    atoms.append(atom)
    return store.atom(name)
  }

  private mutating func expanded(
    _ definition: Definition, _ start: Range<Int>, depth: Int
  ) throws(Stop) -> FormulaID {
    var arguments: [Argument] = []
    if token.kind == .open {
      repeat {
        place += 1
        arguments.append(try argument(kind: nil))
      } while isSign(",")
      try take(.close, "',' or ')'")
    }
    guard arguments.count == definition.parameters.count else {
      throw mistake(
        start,
        "'\(definition.name)' takes \(definition.parameters.count) values, and has "
          + "\(arguments.count)", nil)
    }
    guard self.depth < Self.deepest else {
      throw mistake(start, "definitions use each other more than \(Self.deepest) deep", nil)
    }
    expansions += 1
    guard expansions <= Self.mostExpansions else {
      throw mistake(
        start, "definitions are put in more than \(Self.mostExpansions) times", nil,
        .formulaTooLarge)
    }
    let (outside, back) = (scope, place)
    scope = zip(definition.parameters, arguments).map { ($0, .argument($1)) }
    self.depth += 1
    place = definition.body
    let formula = try chain(depth: depth)
    guard place == definition.end else { throw unexpected("an operator or the end") }
    (scope, place) = (outside, back)
    self.depth -= 1
    return formula
  }
}
