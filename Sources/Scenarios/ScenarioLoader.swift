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
    let expansion = CaseExpansion(tree, overrides: values, reading: reading)
    guard expansion.isBounded(at: Place(text: 0, range: 0..<1)) else {
      add(reading.findings)
      return result([])
    }
    var cases: [ScenarioCase] = []
    expansion.forEach { expanded in
      guard !isFull else { return }
      guard let read = self.read(expanded) else { return }
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

  private mutating func read(_ expanded: CaseExpansion.Expanded) -> ScenarioCase? {
    var tree = expanded.tree
    let reading = Reading(tree, texts: texts, systems: systems)
    for standard in reading.system.defaults {
      guard let path = FieldPath.components(standard.name),
        let value = YAMLNode(standard: standard.value)
      else { preconditionFailure("the default of \(standard.name) is malformed") }
      if tree.at(path[...]) == nil {
        // A path that leads into a scalar of the author's is reported where that is read.
        try? tree.put(value, at: path[...], keyPlace: Reading.nowhere)
      }
    }
    let scenario = Scenario(tree, reading: reading)
    add(reading.findings)
    guard let scenario else { return nil }
    return ScenarioCase(
      name: expanded.name, parameters: expanded.parameters, scenario: scenario,
      settings: reading.settings,
      document: ScenarioDocument(expanded.tree, reading: reading))
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
