public import Diagnostics

/// The JSON document of `list`. What was not asked for is nil, and left out.
public struct ListDocument: Sendable {
  /// The scenarios found.
  public var scenarios: [ScenarioEntry]?
  /// The systems, by name.
  public var systems: [String]?
  /// The deliberately broken variants.
  public var mutants: [MutantEntry]?
  /// The facts that properties of one system speak of.
  public var propositions: [String]?

  /// A list of nothing.
  public init() {}

  /// A scenario that can be run.
  public struct ScenarioEntry: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// The system that it is about.
    public var system: String
    /// The variants that it can run.
    public var variants: [String]
    /// Its cases, by name.
    public var cases: [String]

    /// An entry.
    public init(name: String, system: String, variants: [String], cases: [String]) {
      self.name = name
      self.system = system
      self.variants = variants
      self.cases = cases
    }
  }

  /// A variant with one guard or one constant changed.
  public struct MutantEntry: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// The system that it changes.
    public var system: String
    /// The property that it breaks.
    public var breaks: String

    /// An entry.
    public init(name: String, system: String, breaks: String) {
      self.name = name
      self.system = system
      self.breaks = breaks
    }
  }

  /// The document.
  public func json(exit: Int = 0, findings: [Finding] = []) -> String {
    var json = JSONWriter()
    json.envelope(command: "list", exit: exit, findings: findings) { json in
      if let scenarios {
        json.array("scenarios") { json in
          for scenario in scenarios { json.object { $0.members(of: scenario) } }
        }
      }
      if let systems { json.array("systems", of: systems) }
      if let mutants {
        json.array("mutants") { json in
          for mutant in mutants { json.object { $0.members(of: mutant) } }
        }
      }
      if let propositions { json.array("propositions", of: propositions) }
    }
    return json.text
  }
}

extension JSONWriter {
  fileprivate mutating func members(of scenario: ListDocument.ScenarioEntry) {
    member("name", scenario.name)
    member("system", scenario.system)
    array("variants", of: scenario.variants)
    array("cases", of: scenario.cases)
  }

  fileprivate mutating func members(of mutant: ListDocument.MutantEntry) {
    member("name", mutant.name)
    member("system", mutant.system)
    member("breaks", mutant.breaks)
  }
}
