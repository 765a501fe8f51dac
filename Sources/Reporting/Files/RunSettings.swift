/// `run.txt`: the command that made a result, with everything that it left unsaid.
public struct RunSettings: Sendable {
  /// The words of the command, `nocturne` first, with all options that matter to the result.
  public var command: [String]
  /// Every setting by its path in the scenario, with its value, in the order of the schema.
  public var settings: [(path: String, value: String)]

  /// A command and what it amounts to.
  public init(command: [String], settings: [(path: String, value: String)]) {
    self.command = command
    self.settings = settings
  }

  /// The file: the command in one line, an empty line, and a line `path = value` for each setting.
  ///
  /// Values and paths are made to fit in their line, as the shell would need them.
  public var text: String {
    var text = ShellWord.line(command) + "\n\n"
    for setting in settings { text += "\(Self.line(setting.path)) = \(Self.line(setting.value))\n" }
    return text
  }

  private static func line(_ value: String) -> String {
    let isPlain = value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    return isPlain ? value : ShellWord.quoted(value)
  }
}
