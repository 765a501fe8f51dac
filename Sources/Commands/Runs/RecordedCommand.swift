import Diagnostics
import Reporting
import Scenarios

/// The command in a folder of results, as `replay` repeats it.
enum RecordedCommand {
  /// The file of a result folder that holds the command.
  static let file = "run.txt"
  /// A larger file was not written by us.
  private static let mostBytes = 1 << 20

  /// The arguments by which `replay` repeats a recorded run, with what the user has added.
  ///
  /// - Returns: Nil when the operand is no folder of results.
  static func arguments(of arguments: ParsedArguments) throws(RunFailure) -> ParsedArguments? {
    let path = Path.join(arguments.operands[0], file)
    guard FileSystem.kind(of: path) == .file else { return nil }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.beginning(of: path, bytes: mostBytes + 1)
    } catch {
      throw .file(error)
    }
    let text = SourceText(name: path, bytes: bytes)
    guard bytes.count <= mostBytes else {
      throw .findings([
        Finding(
          in: text, at: 0..<1, code: ScenarioFinding.fileTooLarge,
          message: "the file has more than \(mostBytes) bytes",
          hint: "a file that 'run' has written holds a command; perhaps the path names another")
      ])
    }
    let line = String(text.text.prefix { $0 != "\n" })
    guard let words = ShellWord.words(of: line), words.starts(with: ["nocturne", "run"]) else {
      throw .findings([
        Finding(
          in: text, at: 0..<min(bytes.count, line.utf8.count), code: RunFinding.unreadableRecord,
          message: "the first line is no command that 'run' has written",
          hint: "it begins with 'nocturne run'")
      ])
    }
    do throws(ArgumentParser.Failure) {
      return try ArgumentParser.parse(replay(words, arguments))
    } catch {
      throw .findings(error.findings)
    }
  }

  /// The words of `replay` for those of `run`.
  private static func replay(_ run: [String], _ arguments: ParsedArguments) -> [String] {
    var words = ["replay"]
    var rest = run.dropFirst(2)
    var seed = arguments.number(.seed).map { "\($0)" }
    while let word = rest.popFirst() {
      if word == "--seed" || word == "--seeds" {
        // Of a campaign the first seed, unless the user names one.
        let first = rest.popFirst()?.split(separator: ".").first.map(String.init)
        seed = seed ?? first
      } else {
        words.append(word)
      }
    }
    if let seed { words += ["--seed", seed] }
    if let form = arguments.text(.trace) { words += ["--trace", form] }
    if let step = arguments.number(.until) { words += ["--until", "\(step)"] }
    if arguments.has(.json) { words.append("--json") }
    return words
  }
}
