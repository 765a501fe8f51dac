import TemporalLogic

/// How expectations are read.
enum ExpectationKinds {
  /// `expect:` of a scenario.
  static let ofRuns = map { $0.allFigures }
  /// `expect:` of `check:`.
  static let ofChecks = map { _ in SystemSchema.checkFigures }

  private static func map(
    _ figures: @escaping @Sendable (SystemSchema) -> [SystemSchema.Figure]
  ) -> Kind<[ScenarioExpectation]> {
    Kind<[ScenarioExpectation]>(
      shape: .map(
        key: "properties and figures",
        value: .either([
          verdictWords.shape, .list(verdictWords.shape), verdictObject.shape, boundShape,
        ])),
      read: { node, reading in
        guard case .mapping(let entries) = node.content else {
          reading.report(
            .wrongShape, node.place,
            "expected a mapping from properties and figures, found \(node.noun)",
            hint: "write 'Agreement: holds' or 'completed: at least 10'")
          return nil
        }
        return entries.compactMap { entry in
          reading.within(entry.key) { read(entry, figures(reading.system), reading) }
        }
      },
      write: { $0.isEmpty ? "{}" : nil })
  }

  private static func read(
    _ entry: YAMLEntry, _ figures: [SystemSchema.Figure], _ reading: Reading
  ) -> ScenarioExpectation? {
    guard let value = reading.resolved(entry.value) else { return nil }
    if value.isNull {
      reading.report(.missingValue, value.place, "nothing is expected of '\(entry.key)'")
      return nil
    }
    if reading.system.properties.contains(entry.key) {
      let content = reading.summarised(as: value.flowText) { Self.verdict(value, reading) }
      return content.map { ScenarioExpectation(subject: entry.key, content: $0) }
    }
    if let figure = figures.first(where: { $0.name == entry.key }) {
      let range = reading.summarised(as: value.flowText) { bound(value, figure.unit, reading) }
      return range.map {
        ScenarioExpectation(subject: entry.key, content: .figure(figure.unit, $0))
      }
    }
    let known = reading.system.properties + figures.map(\.name)
    reading.reportUnknown(
      entry.key, entry.place, noun: "property or figure",
      plural: "properties and figures", known: known,
      code: .unknownExpectation)
    return nil
  }

  private static var verdictWords: Kind<Verdict> { Kind<Verdict>.word("verdict") }

  private static func verdict(
    _ node: YAMLNode, _ reading: Reading
  ) -> ScenarioExpectation.Content? {
    switch node.content {
    case .scalar: verdictWords.read(node, reading).map { .verdict([$0], steps: nil) }
    case .sequence:
      Kind<[Verdict]>.list(of: verdictWords).read(node, reading)
        .map { .verdict($0, steps: nil) }
    case .mapping: verdictObject.read(node, reading)
    }
  }

  private static let verdictField = Field(
    "verdict", Kind<Verdict>.word("verdict"), absent: .required(standIn: .violated),
    "The verdict.")
  private static let steps = Field.optional(
    "steps", stepBound, saying: "any number", "After how many steps, such as `at most 4`.")

  private static let stepBound = Kind<FigureBound>(
    shape: boundShape, read: { bound($0, .count, $1) }, write: { _ in nil })

  private static let verdictObject = Kind<ScenarioExpectation.Content>.object(
    "a verdict", [verdictField, steps]
  ) { .verdict([$0[verdictField]], steps: $0[steps]) }

  private static let boundShape = Shape.either([
    .scalar(noun: "a value or a bound", example: "at least 10", pattern: nil),
    .object(name: "a value with a tolerance", fields: toleranceFields),
  ])

  private static let toleranceFields = [
    FieldSummary(
      name: "value", shape: .scalar(noun: "a value", example: "241 ms", pattern: nil),
      absent: "must be given", isRequired: true, about: "The value, or an expression."),
    FieldSummary(
      name: "tolerance", shape: .scalar(noun: "a value", example: "2 ms", pattern: nil),
      absent: "0", isRequired: false, about: "How far off it may be."),
  ]

  // MARK: Figures

  private static func bound(
    _ node: YAMLNode, _ unit: FigureUnit, _ reading: Reading
  ) -> FigureBound? {
    switch node.content {
    case .scalar(let text, _): return bound(text, node.place, unit, reading)
    case .sequence:
      reading.report(
        .wrongShape, node.place, "expected a value or a bound, found a list",
        hint: "write '160 ms', 'at least 10', or '{value: 241 ms, tolerance: 2 ms}'")
      return nil
    case .mapping(let entries):
      for entry in entries where !["value", "tolerance"].contains(entry.key) {
        reading.reportUnknown(
          entry.key, entry.place, noun: "field", of: "a figure", known: ["value", "tolerance"],
          code: .unknownField)
      }
      guard let value = node["value"] else {
        reading.report(.missingField, node.place, "'value' is missing")
        return nil
      }
      guard let expected = evaluate(value, unit, reading) else { return nil }
      guard let slack = node["tolerance"] else { return .equal(expected, tolerance: 0) }
      guard let tolerance = evaluate(slack, unit, reading) else { return nil }
      return positive(tolerance, slack.place, reading)
        .map { .equal(expected, tolerance: $0) }
    }
  }

  private static let comparisons: [(String, @Sendable (Int64) -> FigureBound)] = [
    ("at least ", { .atLeast($0) }), ("at most ", { .atMost($0) }),
    ("above ", { .above($0) }), ("below ", { .below($0) }), (">=", { .atLeast($0) }),
    ("<=", { .atMost($0) }), (">", { .above($0) }), ("<", { .below($0) }),
  ]

  private static func bound(
    _ text: String, _ place: Place, _ unit: FigureUnit, _ reading: Reading
  ) -> FigureBound? {
    for (prefix, make) in comparisons where text.hasPrefix(prefix) {
      return evaluate(String(text.dropFirst(prefix.count)), place, unit, reading).map(make)
    }
    for mark in ["+-", "±"] {
      let parts = text.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      guard let value = evaluate(String(parts[0]), place, unit, reading),
        let tolerance = evaluate(String(parts[1]), place, unit, reading)
      else { return nil }
      return positive(tolerance, place, reading).map { .equal(value, tolerance: $0) }
    }
    return evaluate(text, place, unit, reading).map { .equal($0, tolerance: 0) }
  }

  private static func positive(_ tolerance: Int64, _ place: Place, _ reading: Reading) -> Int64? {
    if tolerance >= 0 { return tolerance }
    reading.report(.outOfRange, place, "a tolerance is not negative")
    return nil
  }

  private static func evaluate(
    _ node: YAMLNode, _ unit: FigureUnit, _ reading: Reading
  ) -> Int64? {
    guard let node = reading.resolved(node) else { return nil }
    guard let text = node.text, !node.isNull else {
      reading.report(.wrongShape, node.place, "expected a value, found \(node.noun)")
      return nil
    }
    return evaluate(text, node.place, unit, reading)
  }

  private static func evaluate(
    _ text: String, _ place: Place, _ unit: FigureUnit, _ reading: Reading
  ) -> Int64? {
    do throws(Malformed) {
      return try Expression.value(of: text, in: unit.dimension, names: reading.names)
    } catch {
      reading.report(error.code, place, error.message, hint: error.hint)
      return nil
    }
  }
}

extension Reading {
  /// What expressions may name: the scalars of `let:`, then `n` and `f`.
  var names: [Named<String>] {
    let own = lets.compactMap { entry -> Named<String>? in
      let node = quietly { resolved(entry.value) }
      return node?.text.map { Named(entry.key, $0) }
    }
    return own + clusterNames
  }
}
