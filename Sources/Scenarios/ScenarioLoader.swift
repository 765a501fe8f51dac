import Diagnostics

/// The steps from a text to its cases.
struct ScenarioLoader {
  private let systems: [SystemSchema]
  private var texts: [SourceText]
  private var findings: [Finding] = []
  private var known: Set<Finding> = []
  private var errorCount = 0
  private var isFull: Bool { errorCount >= Reading.mostFindings }
  private var canonicalText = ""
  private var budget = CaseBudget()
  /// The same for sets of drawn values, of which fewer are tried when it is spent.
  private var sampleBudget = CaseBudget()
  /// Sets of drawn values tried so far.
  private var samples = 0

  init(text: SourceText, systems: [SystemSchema]) {
    texts = [text]
    self.systems = systems
  }

  /// Reads everything.
  mutating func load(_ overrides: [Override]) -> ScenarioFile {
    texts += overrides.map(\.source)
    let (parsed, problems) = YAMLParser.parse(texts[0], textIndex: 0)
    add(problems)
    guard var tree = parsed else { return result([]) }
    guard case .mapping = tree.content else {
      add([
        Finding(
          in: texts[0], at: tree.place.range, code: ScenarioFinding.wrongShape,
          message: "a scenario is a mapping, found \(tree.noun)",
          hint: "begin with 'name: my-experiment'")
      ])
      return result([])
    }
    let values = read(overrides, for: &tree)
    canonicalText = tree.flowText
    let reading = Reading(tree, texts: texts, systems: systems)
    guard LetExpansion.count(in: tree, reading) != nil else {
      add(reading.findings)
      return result([])
    }
    let expansion = CaseExpansion(tree, overrides: values, reading: reading)
    let place = ["sweep", "cases"].lazy.compactMap { tree[$0]?.place }.first ?? tree.place
    guard expansion.isBounded(at: place) else {
      add(reading.findings)
      return result([])
    }
    var cases: [ScenarioCase] = []
    expansion.forEach { expanded in
      guard !isFull, !budget.isSpent else { return }
      guard let read = self.read(expanded, at: place) else { return }
      cases.append(read)
    }
    add(reading.findings)
    return result(cases)
  }

  /// Reads the command line's values and puts them into the tree.
  private mutating func read(_ overrides: [Override], for tree: inout YAMLNode) -> [PathValue] {
    let reading = Reading(tree, texts: texts, systems: systems)
    var values: [PathValue] = []
    for (index, override) in overrides.enumerated() {
      let keyPlace = Place(text: index + 1, range: 0..<override.key.utf8.count)
      let (value, problems) = override.parse(textIndex: index + 1)
      add(problems)
      guard let value else { continue }
      let entry = YAMLEntry(key: override.key, place: keyPlace, value: value)
      guard reading.checkPath(entry) else { continue }
      let target = PathValue(
        key: override.key, path: reading.components(override.key), place: keyPlace, value: value)
      if tree.put(target, reading) { values.append(target) }
    }
    add(reading.findings)
    return values
  }

  /// Reads a case.
  ///
  /// - Parameter place: What asks for it.
  private mutating func read(
    _ expanded: CaseExpansion.Expanded, at place: Place
  ) -> ScenarioCase? {
    let reader = CaseReader(texts: texts, systems: systems)
    let outcome = reader.read(expanded, &budget, at: place)
    add(outcome.findings)
    guard let scenario = outcome.scenario else { return nil }
    if let swarm = outcome.swarm, errorCount == 0 { check(swarm, reader) }
    let canaries = scenario.canaries.compactMap { canary($0, of: expanded, reader) }
    return ScenarioCase(
      name: expanded.name, parameters: expanded.parameters, scenario: scenario,
      settings: outcome.settings, document: outcome.document, canaries: canaries,
      swarm: outcome.swarm, texts: texts,
      systems: systems)
  }

  /// A case with the values of a canary.
  private mutating func canary(
    _ spec: CanarySpec, of expanded: CaseExpansion.Expanded, _ reader: CaseReader
  ) -> Canary? {
    guard !budget.isSpent else { return nil }
    var expanded = expanded
    let reading = Reading(expanded.tree, texts: texts, systems: systems)
    var isWhole = true
    for value in spec.values { isWhole = expanded.tree.put(value, reading) && isWhole }
    add(reading.findings)
    guard isWhole else { return nil }
    expanded.pinned += spec.values.map(\.path)
    let place = expanded.tree["canary"]?.place ?? expanded.tree.place
    let outcome = reader.read(expanded, &budget, at: place)
    add(outcome.findings)
    guard let scenario = outcome.scenario else { return nil }
    let one = ScenarioCase(
      name: expanded.name, parameters: expanded.parameters, scenario: scenario,
      settings: outcome.settings, document: outcome.document, canaries: [], swarm: outcome.swarm,
      texts: texts,
      systems: systems)
    return Canary(
      values: spec.values.map { Named($0.key, $0.value.flowText) }, one: one, seeds: spec.seeds,
      breaks: spec.breaks)
  }

  /// More sets of drawn values than this are not tried beforehand.
  private static let mostSamples = 2_000

  /// Reads the case with values that may be drawn, so that mistakes show before any seed runs.
  private mutating func check(_ swarm: Swarm, _ reader: CaseReader) {
    var seen: [Finding] = []
    for sample in swarm.samples {
      guard samples < Self.mostSamples, !isFull, !sampleBudget.isSpent else { return }
      samples += 1
      let outcome = reader.read(swarm, sample.others + sample.tried, listsSettings: false)
      sampleBudget.take(swarm.tree, expanded: outcome.expanded)
      guard let finding = outcome.findings.first(where: { $0.severity == .error }),
        !seen.contains(finding)
      else { continue }
      seen.append(finding)
      add([Self.moved(finding, to: sample.tried, texts)])
    }
  }

  /// A finding that does not stand in a draw, said of the draw that leads to it.
  private static func moved(
    _ finding: Finding, to values: [PathValue], _ texts: [SourceText]
  ) -> Finding {
    guard let last = values.last, texts.indices.contains(last.place.text) else { return finding }
    let source = texts[last.place.text]
    let isAtDraw = values.contains { value in
      [value.place, value.value.place].contains { place in
        texts.indices.contains(place.text) && texts[place.text].name == finding.file
          && texts[place.text].position(at: place.range.lowerBound) == finding.position
      }
    }
    if isAtDraw { return finding }
    let words = values.map { "'\($0.key)' drawn as '\($0.value.flowText.prefix(60))'" }
    var moved = Finding(
      in: source, at: last.place.range, code: ScenarioFinding.badDraw,
      message: "with \(words.joined(separator: " and ")): \(finding.message)", hint: finding.hint)
    moved.severity = .error
    return moved
  }

  /// Adds findings, each once: cases share most of their text.
  private mutating func add(_ more: [Finding]) {
    for finding in more {
      let isError = finding.severity == .error
      guard isError ? !isFull : findings.count - errorCount < Reading.mostWarnings else { continue }
      guard known.insert(finding).inserted else { continue }
      findings.append(finding)
      if isError { errorCount += 1 }
    }
  }

  private func result(_ cases: [ScenarioCase]) -> ScenarioFile {
    let order = texts.map(\.name)
    let ranked = findings.map { (rank: order.firstIndex(of: $0.file) ?? 0, finding: $0) }
    let sorted = ranked.sorted {
      ($0.rank, $0.finding.position) < ($1.rank, $1.finding.position)
    }
    return ScenarioFile(
      cases: findings.hasErrors ? [] : cases, findings: sorted.map(\.finding),
      canonicalText: canonicalText)
  }
}
