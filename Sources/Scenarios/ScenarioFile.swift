public import Diagnostics

/// A scenario file, read and validated: its cases, or what is wrong with it.
public struct ScenarioFile: Sendable {
  /// A larger file is refused.
  public static let mostBytes = YAMLLimits.standard.bytes

  /// The cases in order; none if there is an error.
  public let cases: [ScenarioCase]
  /// All that is wrong or worth knowing, in the order of the file.
  public let findings: [Finding]
  /// The file as data on one line, with the overrides applied: equal for two files that differ in
  /// comments, spaces or quotes alone. What scenario digests are taken of.
  public let canonicalText: String

  /// Reads a scenario file. Any bytes are accepted; whatever is wrong becomes a finding.
  ///
  /// - Parameters:
  ///   - text: The file.
  ///   - overrides: Values from the command line; later ones win.
  ///   - systems: What the systems offer.
  public static func load(
    _ text: SourceText, overrides: [Override] = [], systems: [SystemSchema]
  ) -> ScenarioFile {
    var loader = ScenarioLoader(text: text, systems: systems)
    return loader.load(overrides)
  }
}
