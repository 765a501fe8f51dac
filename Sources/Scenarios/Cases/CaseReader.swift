import Diagnostics

/// Reads one case from its tree.
struct CaseReader {
  let texts: [SourceText]
  let systems: [SystemSchema]

  /// What was read.
  struct Outcome {
    /// Of use only without errors.
    var scenario: Scenario?
    var settings: [Named<String>]
    var findings: [Finding]
    /// What was read, without defaults; nil where nobody asks for it.
    var document: ScenarioDocument?
    /// How many values the names of `let:` have brought in.
    var expanded = 0
    /// What the seed decides, unless the tree is one that a seed has decided on.
    var swarm: Swarm?
  }

  /// Reads a case as the file has it, if the budget of its file allows that.
  ///
  /// - Parameter place: What asks for the case.
  func read(
    _ expanded: CaseExpansion.Expanded, _ budget: inout CaseBudget, at place: Place
  ) -> Outcome {
    let reading = Reading(expanded.tree, texts: texts, systems: systems)
    guard let more = LetExpansion.count(in: expanded.tree, reading) else {
      return Outcome(scenario: nil, settings: [], findings: reading.findings)
    }
    budget.take(expanded.tree, expanded: more)
    guard !budget.isSpent else {
      budget.report(at: place, reading)
      return Outcome(scenario: nil, settings: [], findings: reading.findings)
    }
    let scenario = scenario(expanded.tree, reading)
    var swarm: Swarm?
    if let scenario, !scenario.draw.isEmpty {
      swarm = Swarm(expanded.tree, scenario.draw, pinned: expanded.pinned, reading)
    }
    return Outcome(
      scenario: scenario, settings: reading.settings, findings: reading.findings,
      document: ScenarioDocument(expanded.tree, reading: reading), expanded: more, swarm: swarm)
  }

  /// Reads a case with some values drawn.
  func read(_ swarm: Swarm, _ values: [PathValue], listsSettings: Bool) -> Outcome {
    let problems = Reading(swarm.tree, texts: texts, systems: systems)
    guard let tree = swarm.tree(with: values, problems) else {
      return Outcome(
        scenario: nil, settings: [], findings: problems.findings)
    }
    let reading = Reading(tree, texts: texts, systems: systems)
    guard let more = LetExpansion.count(in: tree, reading) else {
      return Outcome(scenario: nil, settings: [], findings: reading.findings)
    }
    reading.listsSettings = listsSettings
    let scenario = scenario(tree, reading)
    var document = listsSettings ? ScenarioDocument(tree, reading: reading) : nil
    document?.remove("draw")
    return Outcome(
      scenario: scenario, settings: reading.settings, findings: reading.findings,
      document: document, expanded: more)
  }

  private func scenario(_ tree: YAMLNode, _ reading: Reading) -> Scenario? {
    var tree = tree.withoutAbsent()
    for standard in reading.system.defaults {
      guard let path = FieldPath.components(standard.name),
        let value = YAMLNode(standard: standard.value)
      else { preconditionFailure("the default of \(standard.name) is malformed") }
      if tree.at(path[...]) == nil {
        // A path that leads into a scalar of the author's is reported where that is read.
        try? tree.put(value, at: path[...], keyPlace: Reading.nowhere)
      }
    }
    return Scenario(tree, reading: reading)
  }
}
