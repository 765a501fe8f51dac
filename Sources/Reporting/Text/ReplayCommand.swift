/// The command that runs one seed again.
public struct ReplayCommand: Sendable {
  /// The scenario's name or path, or a folder of results.
  public var reference: String
  /// The case's name; empty when the scenario has one case.
  public var caseName: String
  /// Further words, such as `--variant published`, by which the run differs from the scenario.
  public var options: [String]

  /// A command for the seeds of one case.
  public init(reference: String, caseName: String = "", options: [String] = []) {
    self.reference = reference
    self.caseName = caseName
    self.options = options
  }

  /// The line, without `replay: ` before it.
  public func line(seed: UInt64) -> String {
    var words = ["nocturne", "replay", reference, "--seed", String(seed)]
    if !caseName.isEmpty { words += ["--case", caseName] }
    return ShellWord.line(words + options)
  }
}
