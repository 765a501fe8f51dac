/// A run that is known to fail. Every campaign runs it too, to show that it would see a failure.
public struct Canary: Sendable {
  /// What it sets, as `--set` would have it.
  public let values: [Named<String>]
  /// The case with these values.
  public let one: ScenarioCase
  /// The seeds of which one must fail.
  public let seeds: Seeds
  /// The properties of which one must be violated; any will do if there are none.
  public let breaks: [String]
}

/// A canary as the file has it.
struct CanarySpec: Sendable {
  var values: [PathValue]
  var seeds: Seeds
  var breaks: [String]
}
