import Diagnostics

/// Reads the properties of a system, in files such as
///
/// ```text
/// /// No two replicas order different batches at one slot.
/// property Agreement (tla: "XavierPBFT!Agreement") =
///   forall k: G (count d: ordered(slot: k, batch: d) <= 1)
///
/// define settled(m) = final(command: m) | discarded(command: m)
/// ```
///
/// A formula is one of ``FormulaParser``'s, led by `forall` with its variables, and with these for propositions: what the
/// system's facts say, `name(place: value, …)`, where `_` and places left out stand for anything; comparisons of sums, in
/// which `count x: …`, `max x: …` and `min x: …` may stand; `exists x: …`; `increasing x -> y: name(…)`. `F[<=500ms]` bounds
/// a wait in virtual time, `G[<=500ms]` what has to stay. `forall r in 0..3` gives the values of a variable.
struct PropertyParser {
  struct Stop: Error { var finding: Finding }

  /// What a name means where it stands.
  enum Meaning {
    case variable(Int)
    case argument(Argument)
  }

  /// A definition: its parameters, and where its body begins.
  struct Definition {
    let name: String
    let parameters: [String]
    let body: Int
    let end: Int
  }

  /// How deep definitions may use each other.
  static let deepest = 16
  /// How often definitions may be put in, in one property.
  static let mostExpansions = 4_096
  /// How many different propositions, comparisons and queries a property may have, and how many parts a query.
  static let (mostAtoms, mostLiterals) = (256, 64)
  /// How many variables a property may have.
  static let mostVariables = 12

  let text: SourceText
  let schema: FactSchema
  let tokens: [Token]
  var place = 0
  var definitions: [Definition] = []

  // Of the property that is read.
  var store = FormulaStore()
  var atoms: [StateAtom] = []
  var variables: [(name: String, kind: ValueKind?)] = []
  var scope: [(name: String, meaning: Meaning)] = []
  var domains: [ClosedRange<UInt64>] = []
  var bound: TimeBound?
  var (depth, expansions) = (0, 0)
  var ambiguous: Finding?

  private init(_ text: SourceText, _ schema: FactSchema) {
    (self.text, self.schema) = (text, schema)
    var lexer = Lexer(text, .nocturne, isProperty: true)
    tokens = lexer.tokens()
  }

  /// Reads a file.
  ///
  /// - Returns: The properties, and all that is wrong; a property that is wrong is left out.
  static func read(
    _ text: SourceText, _ schema: FactSchema
  ) -> (properties: [PropertyText], findings: [Finding]) {
    if let finding = tooLong(text, "properties have") { return ([], [finding]) }
    var parser = PropertyParser(text, schema)
    return parser.file()
  }

  /// Reads one formula, such as a scenario has, as a property.
  static func read(
    _ formula: SourceText, name: String, summary: String, _ schema: FactSchema
  ) -> (property: PropertyText?, findings: [Finding]) {
    if let finding = tooLong(formula, "formula has") { return (nil, [finding]) }
    var parser = PropertyParser(formula, schema)
    do throws(Stop) {
      let property = try parser.body(
        name: name, summary: summary, Metadata(claims: []))
      if parser.token.kind != .end { throw parser.unexpected("an operator or the end") }
      return (property, [])
    } catch {
      return (nil, [error.finding])
    }
  }

  private static func tooLong(_ text: SourceText, _ what: String) -> Finding? {
    if text.bytes.count <= FormulaParser.longest { return nil }
    return Finding(
      in: text, at: 0..<1, code: LogicFinding.formulaTooLarge,
      message: "the \(what) \(text.bytes.count) bytes",
      hint: "at most \(FormulaParser.longest) are read")
  }

  var token: Token { tokens[place] }

  func isSign(_ sign: String) -> Bool { token.kind == .sign(sign) }

  func isWord(_ word: String) -> Bool { token.kind == .name(word) }

  mutating func take(_ kind: Token.Kind, _ what: String) throws(Stop) {
    guard token.kind == kind else { throw unexpected(what) }
    place += 1
  }

  mutating func name(_ what: String) throws(Stop) -> String {
    guard case .name(let name) = token.kind else { throw unexpected(what) }
    place += 1
    return name
  }

  // MARK: File

  private static let metadataWords = "'tla', 'claims', 'fairness' or 'published'"

  /// What a declaration says of a property besides its formula.
  struct Metadata {
    var tla: String?
    var claims: [String]
    var fairness: String?
    var published: String?
  }

  private mutating func file() -> (properties: [PropertyText], findings: [Finding]) {
    var (properties, findings): ([PropertyText], [Finding]) = ([], [])
    while token.kind != .end {
      var summary: [String] = []
      while case .doc(let line) = token.kind {
        summary.append(line)
        place += 1
      }
      let start = place
      do throws(Stop) {
        if isWord("define") {
          try definition()
        } else if isWord("property") {
          let property = try property(summary.joined(separator: " "), properties)
          properties.append(property)
        } else if token.kind != .end {
          throw unexpected("'property' or 'define'")
        }
      } catch {
        findings.append(error.finding)
        // A mistake within a definition that is put in leaves the place there.
        place = start
        skip()
      }
    }
    return (properties, findings)
  }

  /// Goes on behind a mistake, with the next declaration.
  private mutating func skip() {
    place += token.kind == .end ? 0 : 1
    while !isDeclaration { place += 1 }
  }

  private var isDeclaration: Bool {
    if case .doc = token.kind { return true }
    return token.kind == .end || isWord("property") || isWord("define")
  }

  private mutating func definition() throws(Stop) {
    place += 1
    let start = token.range
    let name = try name("the name of a definition")
    if definitions.contains(where: { $0.name == name }) || schema.number(of: name) != nil {
      throw mistake(start, "'\(name)' has a meaning already", "choose another name")
    }
    var parameters: [String] = []
    if token.kind == .open {
      place += 1
      repeat {
        if !parameters.isEmpty { place += 1 }
        parameters.append(try self.name("the name of a parameter"))
      } while isSign(",")
      try take(.close, "',' or ')'")
    }
    try take(.sign("="), "'='")
    let body = place
    while !isDeclaration { place += 1 }
    if body == place { throw unexpected("a formula") }
    definitions.append(
      Definition(name: name, parameters: parameters, body: body, end: place))
  }

  private mutating func property(
    _ summary: String, _ others: [PropertyText]
  ) throws(Stop) -> PropertyText {
    place += 1
    let start = token.range
    let name = try name("the name of a property")
    if others.contains(where: { $0.name == name }) {
      throw mistake(start, "there is a property '\(name)' already", "choose another name")
    }
    var metadata = Metadata(claims: [])
    if token.kind == .open {
      repeat {
        place += 1
        let key = token.range
        let word = try self.name(Self.metadataWords)
        try take(.sign(":"), "':'")
        guard case .text(let value) = token.kind else { throw unexpected("a text in quotes") }
        place += 1
        switch word {
        case "tla": metadata.tla = value
        case "fairness": metadata.fairness = value
        case "published": metadata.published = value
        case "claims":
          metadata.claims = value.split { $0 == "," || $0 == " " }.map { String($0) }
        default:
          throw mistake(key, "nothing is known of '\(word)'", "it can be \(Self.metadataWords)")
        }
      } while isSign(",")
      try take(.close, "',' or ')'")
    }
    try take(.sign("="), "'='")
    let property = try body(name: name, summary: summary, metadata)
    if !isDeclaration { throw unexpected("an operator or the next property") }
    return property
  }

  private mutating func body(
    name: String, summary: String, _ metadata: Metadata
  ) throws(Stop) -> PropertyText {
    (store, atoms, variables, scope) = (FormulaStore(), [], [], [])
    (domains, bound, ambiguous, depth, expansions) = ([], nil, nil, 0, 0)
    let start = token.range.lowerBound
    if isWord("forall") {
      place += 1
      try declare(takesDomains: true)
    }
    let quantified = variables.count
    let inner = token.range.lowerBound
    let formula = try chain(depth: 0)
    if let ambiguous { throw Stop(finding: ambiguous) }
    if store.depth(of: formula) > FormulaParser.mostNested {
      throw mistake(start..<start + 1, "the operators are nested too deep", nil)
    }
    let end = max(inner + 1, tokens[max(place - 1, 0)].range.upperBound)
    return PropertyText(
      name: name, summary: summary, tla: metadata.tla, claims: metadata.claims,
      fairness: metadata.fairness, published: metadata.published,
      variables: variables.map { ($0.name, $0.kind ?? .number) }, quantified: quantified,
      formula: formula, store: store, atoms: atoms, domains: domains, bound: bound,
      range: start..<end, body: inner..<end, text: text)
  }

  /// How many bindings given values may make.
  private static let mostBindings = 4_096

  /// Reads `x, y:`, or `x in 0..3, y in 1..2:`; the names are in scope from then on.
  mutating func declare(takesDomains: Bool = false) throws(Stop) {
    let first = variables.count
    while true {
      let range = token.range
      let name = try name("the name of a variable")
      if schema.parameters.contains(name) {
        throw mistake(range, "'\(name)' is a parameter of the system", "choose another name")
      }
      if variables[first...].contains(where: { $0.name == name }) {
        throw mistake(range, "'\(name)' is a variable already", "choose another name")
      }
      guard variables.count < Self.mostVariables else {
        throw mistake(range, "there are more than \(Self.mostVariables) variables", nil)
      }
      scope.append((name, .variable(variables.count)))
      variables.append((name, nil))
      if takesDomains, isWord("in") { try takeDomain() }
      if isSign(",") {
        place += 1
        continue
      }
      try take(.sign(":"), "',' or ':'")
      if !domains.isEmpty, takesDomains, domains.count < variables.count - first {
        throw mistake(
          range, "either all variables have their values given or none",
          "write 'in 0..3' behind each, or leave the values to what is told")
      }
      return
    }
  }

  /// Reads `in 0..3`.
  private mutating func takeDomain() throws(Stop) {
    place += 1
    let start = token.range.lowerBound
    let low = try number()
    try take(.sign(".."), "'..'")
    let high = try number()
    let range = start..<tokens[place - 1].range.upperBound
    guard low <= high else {
      throw mistake(range, "there is no number from \(low) to \(high)", nil)
    }
    domains.append(low...high)
    variables[variables.count - 1].kind = .number
    var count: UInt64 = 1
    for domain in domains where count <= Self.mostBindings {
      let (size, isHuge) = (domain.upperBound - domain.lowerBound).addingReportingOverflow(1)
      count = isHuge ? .max : count.multipliedReportingOverflow(by: size).partialValue
      if isHuge || size > Self.mostBindings { count = .max }
    }
    if count > Self.mostBindings {
      throw mistake(
        range, "there are more than \(Self.mostBindings) bindings", "give smaller ranges")
    }
  }

  private mutating func number() throws(Stop) -> UInt64 {
    guard case .number(let value, .number) = token.kind else { throw unexpected("a number") }
    place += 1
    return value
  }

  // MARK: Findings

  func mistake(
    _ range: Range<Int>, _ message: String, _ hint: String?,
    _ code: LogicFinding = .badProperty
  ) -> Stop {
    Stop(finding: Finding(in: text, at: range, code: code, message: message, hint: hint))
  }

  func unexpected(_ expected: String) -> Stop {
    let found =
      token.kind == .end
      ? "the end" : "'\(String(decoding: text.bytes[token.range], as: UTF8.self))'"
    return mistake(token.range, "expected \(expected), found \(found)", nil, .badFormula)
  }
}
