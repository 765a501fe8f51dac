import Diagnostics

/// Finds scenario files: by path, or by name under `scenarios/`.
enum ScenarioLocator {
  /// The folder in which names are looked for.
  static let folder = "scenarios"
  /// What a scenario file's name ends on.
  static let suffix = ".yaml"

  /// A file that was found.
  struct Found {
    /// What the user called it, which replay lines repeat.
    let reference: String
    /// Its path.
    let path: String
  }

  /// The file that a word means; nil when there is none.
  static func find(_ word: String) -> Found? {
    if FileSystem.kind(of: word) == .file { return Found(reference: word, path: word) }
    let path = Path.join(folder, word + suffix)
    guard !word.contains("/"), FileSystem.kind(of: path) == .file else { return nil }
    return Found(reference: word, path: path)
  }

  /// A finding that nothing is called so, or that what is called so is no scenario.
  static func missing(_ word: String, _ line: CommandLineText, at index: Int) -> Finding {
    switch FileSystem.kind(of: word) {
    case .folder:
      let isResult = FileSystem.kind(of: Path.join(word, RecordedRun.commandFile)) == .file
      return line.finding(
        RunFinding.unknownScenario, at: index, "'\(word)' is a folder, and no scenario",
        hint: isResult
          ? "it holds results; 'nocturne replay' repeats them, and its run.txt tells the command"
          : "name the file of a scenario")
    case .other:
      return line.finding(
        RunFinding.unknownScenario, at: index, "'\(word)' is a device or a pipe, and no file",
        hint: "name the file of a scenario")
    case .file, nil:
      return line.finding(
        RunFinding.unknownScenario, at: index, "there is no scenario '\(word)'",
        hint: DidYouMean.hint(for: word, among: names, kind: "scenarios"))
    }
  }

  /// The names under `scenarios/`, in order; none without that folder.
  static var names: [String] {
    let files = (try? FileSystem.names(in: folder)) ?? []
    return files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
  }
}
