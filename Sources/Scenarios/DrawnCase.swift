public import Diagnostics

/// A case as one seed has it.
public struct DrawnCase: Sendable {
  /// What it says, with the drawn values in it.
  public let scenario: Scenario
  /// The values that the seed has drawn, by path, as `--set` would have them.
  public let drawn: [Named<String>]
  /// Every field with its value, by path; empty unless asked for.
  public let settings: [Named<String>]
  /// What the file says of it with those values, to be changed and written again; nil unless the settings
  /// were asked for.
  public let document: ScenarioDocument?
}

/// Values that a seed has drawn and that do not fit together.
public struct DrawError: Error {
  /// The seed.
  public let seed: UInt64
  /// What is wrong.
  public let findings: [Finding]
}

extension ScenarioCase {
  /// Whether something of it is drawn from the seed.
  public var isDrawn: Bool { swarm?.rules.isEmpty == false }

  /// The case as a seed has it: its drawn values are put into the file and read with it.
  ///
  /// - Parameters:
  ///   - seed: The seed.
  ///   - listsSettings: Whether every field is listed with its value, which takes longer.
  public func drawn(
    by seed: UInt64, listsSettings: Bool = false
  ) throws(DrawError) -> DrawnCase {
    guard let swarm, isDrawn else {
      return DrawnCase(scenario: scenario, drawn: [], settings: settings, document: document)
    }
    let values = swarm.values(of: seed)
    let reader = CaseReader(texts: texts, systems: systems)
    let outcome = reader.read(swarm, values, listsSettings: listsSettings)
    guard let scenario = outcome.scenario, !outcome.findings.hasErrors else {
      let errors = outcome.findings.filter { $0.severity == .error }
      throw DrawError(
        seed: seed,
        findings: errors.map { finding in
          var finding = finding
          let words = "seed \(seed) draws values that do not fit together"
          finding.hint = finding.hint.map { "\($0); \(words)" } ?? words
          return finding
        })
    }
    return DrawnCase(
      scenario: scenario, drawn: values.map { Named($0.key, $0.value.flowText) },
      settings: outcome.settings, document: listsSettings ? outcome.document : nil)
  }
}
