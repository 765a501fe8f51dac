import Diagnostics
import Reporting
import Scenarios

/// A folder of results, as `replay` repeats it: its command, and what came of it.
struct RecordedRun {
  /// The file of a result folder that holds the command.
  static let commandFile = "run.txt"
  /// A larger `run.txt` was not written by us.
  private static let mostBytes = 1 << 20
  /// The file of a result folder that holds what came of it.
  static let resultFile = "result.json"

  /// The folder.
  let folder: String
  /// The command line that repeats one of its runs.
  let arguments: ParsedArguments
  /// Which run that is, where the folder holds several and the user has not said.
  let note: String?
  private let result: RecordedResult?
  private let resultText: SourceText

  /// What the operand of a command line means.
  ///
  /// - Returns: Nil when it is no folder, or when a scenario of the standard folder is called so.
  static func find(_ arguments: ParsedArguments) throws(RunFailure) -> RecordedRun? {
    let folder = arguments.operands[0]
    guard FileSystem.kind(of: folder) == .folder else { return nil }
    let path = Path.join(folder, commandFile)
    switch FileSystem.kind(of: path) {
    case .file: break
    case .folder: throw .findings([unreadable(path, "'\(path)' is a folder, and no file")])
    case .other: throw .findings([unreadable(path, "'\(path)' is a device, and no file")])
    case nil:
      if ScenarioLocator.find(folder) != nil { return nil }
      throw .findings([unreadable(path, "the folder '\(folder)' holds no \(commandFile)")])
    }
    return try RecordedRun(folder, arguments)
  }

  private init(_ folder: String, _ arguments: ParsedArguments) throws(RunFailure) {
    self.folder = folder
    try Self.refuseOverrides(arguments)
    let run = try Self.command(Path.join(folder, Self.commandFile))
    let resultPath = Path.join(folder, Self.resultFile)
    resultText = SourceText(
      name: resultPath,
      bytes: FileSystem.kind(of: resultPath) == .file ? try Self.content(of: resultPath) : [])
    result = RecordedResult(resultText.bytes)
    var options = run.options.filter { option in
      OptionTable.options(of: .replay).contains { $0.name == option.name }
        && option.name != Option.seed.name
    }
    let recorded = run.seeds
    let seed = arguments.number(.seed) ?? result?.firstFailing ?? recorded?.first
    if let seed { options.append((Option.seed.name, .number(seed))) }
    options += arguments.options.filter { $0.name != Option.seed.name }
    self.arguments = ParsedArguments(
      command: .replay, operands: run.operands, options: options, record: run.record)
    guard arguments.number(.seed) == nil, let recorded, recorded.count > 1, let seed else {
      note = nil
      return
    }
    let campaign = "the campaign of seeds \(recorded.first) to \(recorded.last)"
    note =
      result?.firstFailing == nil
      ? "note: seed \(seed) is replayed, the first of \(campaign), in which none failed; "
        + "--seed chooses another"
      : "note: seed \(seed) is replayed, the first that failed in \(campaign); "
        + "--seed chooses another"
  }

  /// What the folder tells nobody else may.
  private static func refuseOverrides(_ arguments: ParsedArguments) throws(RunFailure) {
    for option in [Option.case, .set, .variant, .crypto] where arguments.has(option) {
      let line = CommandLineText(["replay"] + arguments.operands + ["--\(option.name)"])
      throw .usage([
        line.finding(
          OptionFinding.conflicting, at: line.words.count - 1,
          "'--\(option.name)' contradicts the folder of results, whose \(commandFile) says it",
          hint: "leave it out, or replay the scenario that \(commandFile) names")
      ])
    }
  }

  /// The command in a `run.txt`; findings point into it.
  private static func command(_ path: String) throws(RunFailure) -> ParsedArguments {
    let text = SourceText(name: path, bytes: try content(of: path, limit: mostBytes))
    guard text.bytes.count <= mostBytes else {
      throw .findings([
        Finding(
          in: text, at: 0..<1, code: ScenarioFinding.fileTooLarge,
          message: "the file has more than \(mostBytes) bytes",
          hint: "a file that 'run' has written holds a command; perhaps the path names another")
      ])
    }
    let line = text.line(1)
    let spoiled = Finding(
      in: text, at: 0..<line.utf8.count, code: RecordFinding.unreadableRecord,
      message: "the first line is no command that 'run' has written",
      hint: "it begins with 'nocturne run'")
    guard let words = ShellWord.words(of: line), words.starts(with: ["nocturne", "run"]) else {
      throw .findings([spoiled])
    }
    let record = CommandLineText(
      Array(words.dropFirst()), named: path, quoted: ShellWord.quoted)
    do throws(ArgumentParser.Failure) {
      var parsed = try ArgumentParser.parse(record)
      guard parsed.command == .run, parsed.operands.count == 1 else {
        throw ArgumentParser.Failure(command: .run, findings: [spoiled])
      }
      parsed.record = record
      return parsed
    } catch {
      throw .findings(error.findings)
    }
  }

  /// What a file holds; of one above the limit a byte more than that.
  private static func content(
    of path: String, limit: Int = 1 << 28
  ) throws(RunFailure) -> [UInt8] {
    do throws(FileError) {
      return try FileSystem.beginning(of: path, bytes: limit + 1)
    } catch {
      throw .file(error)
    }
  }

  private static func unreadable(_ path: String, _ message: String) -> Finding {
    Finding(
      file: path, position: SourcePosition(line: 1, column: 1),
      code: RecordFinding.unreadableRecord,
      message: message,
      hint: "'replay' takes a scenario, or a folder of results, in which run.txt tells the command")
  }
}

// What differs from what the folder holds.
extension RecordedRun {
  /// Whether the scenario is that of the folder: a warning if it is not, or if nobody can tell.
  func difference(scenarioDigest: String) -> RecordedDifference? {
    guard let result else {
      return RecordedDifference(
        isKnown: false,
        finding: Finding(
          in: resultText, at: 0..<0, code: RecordFinding.otherResult, severity: .warning,
          message: "the folder holds no readable \(Self.resultFile), so nothing can be compared",
          hint: "the command of \(Self.commandFile) is repeated all the same"))
    }
    guard result.scenarioDigest != scenarioDigest else { return nil }
    return difference(
      result.scenarioDigest,
      "the scenario is another than the one of this result: its digest is \(scenarioDigest) now",
      hint: "the scenario's file or an override has changed since; what follows is another run")
  }

  /// Whether a run is that of the folder, as far as the folder keeps its digest.
  func difference(seed: UInt64, traceDigest: String, isSameScenario: Bool) -> RecordedDifference? {
    guard let recorded = result?.traceDigest(of: seed), recorded != traceDigest else { return nil }
    return difference(
      recorded,
      "the run of seed \(seed) is another than the one of this result: "
        + "its digest is \(traceDigest) now",
      hint: isSameScenario
        ? "the scenario is the same, so the result was made by another build"
        : "the scenario is another, too")
  }

  private func difference(
    _ recorded: String, _ message: String, hint: String
  ) -> RecordedDifference {
    let offset = resultText.bytes.firstRange(of: recorded.utf8)?.lowerBound ?? 0
    return RecordedDifference(
      isKnown: true,
      finding: Finding(
        in: resultText, at: offset..<offset + recorded.utf8.count,
        code: RecordFinding.otherResult, severity: .warning, message: message, hint: hint))
  }
}

/// What a replay finds other than its folder says.
struct RecordedDifference {
  /// Whether there is a difference, rather than nothing to compare with.
  let isKnown: Bool
  /// What the user is told.
  let finding: Finding
}
