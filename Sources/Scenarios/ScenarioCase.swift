/// One case of a scenario file.
public struct ScenarioCase: Sendable {
  /// Its name, unique in the file: `default`, a name of `cases:`, `n=4,byzantine=2`, or both.
  public let name: String
  /// What distinguishes it, as written: names and values.
  public let parameters: [Named<String>]
  /// What it says.
  public let scenario: Scenario
  /// Every field with its value, defaults included, by path.
  public let settings: [Named<String>]
  /// What the file says of it, to be changed and written again.
  public let document: ScenarioDocument
}
