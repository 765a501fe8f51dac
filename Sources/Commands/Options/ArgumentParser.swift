public import Diagnostics

/// Reads a command line by the option table.
public struct ArgumentParser {
  /// What is wrong with a command line.
  public struct Failure: Error {
    /// The command, if the line has one.
    public let command: Command?
    /// Everything that is wrong, in the order of the words.
    public let findings: [Finding]
  }

  private static let mostFindings = 20

  private let line: CommandLineText
  private let command: Command
  private let known: [Option]
  private var operands: [Int] = []
  private var options: [(index: Int, option: Option, value: OptionValue?)] = []
  private var problems: [(index: Int, finding: Finding)] = []

  /// Reads the words after `nocturne`.
  ///
  /// - Parameters:
  ///   - words: The words.
  ///   - available: The commands to accept; all others are answered honestly.
  /// - Throws: All findings about the line at once.
  public static func parse(
    _ words: [String], available: [Command] = Command.available
  ) throws(Failure) -> ParsedArguments {
    try parse(CommandLineText(words), available: available)
  }

  /// Reads the words after `nocturne` as they stand in a text.
  static func parse(
    _ line: CommandLineText, available: [Command] = Command.available
  ) throws(Failure) -> ParsedArguments {
    let words = line.words
    if let word = words.first, ["--help", "-h"].contains(word) {
      return ParsedArguments(command: .help, operands: [], options: [])
    }
    if words.first == "--version" {
      return ParsedArguments(command: .version, operands: [], options: [])
    }
    let command = try command(of: line, available)
    if words.prefix(while: { $0 != "--" }).contains(where: { ["--help", "-h"].contains($0) }) {
      return ParsedArguments(command: .help, operands: [command.rawValue], options: [])
    }
    var parser = ArgumentParser(line, command)
    parser.readWords()
    parser.checkOperands()
    parser.checkConflicts()
    return try parser.result()
  }

  private init(_ line: CommandLineText, _ command: Command) {
    self.line = line
    self.command = command
    known = OptionTable.options(of: command)
  }

  private func result() throws(Failure) -> ParsedArguments {
    guard problems.isEmpty else {
      let inOrder = problems.sorted { $0.index < $1.index }.map(\.finding)
      throw Failure(command: command, findings: inOrder)
    }
    return ParsedArguments(
      command: command, operands: operands.map { line.words[$0] },
      options: options.map { ($0.option.name, $0.value) })
  }

  // MARK: The command

  private static func command(
    of line: CommandLineText, _ available: [Command]
  ) throws(Failure) -> Command {
    let hint = "'nocturne help' lists the commands"
    guard let word = line.words.first else {
      let finding = line.finding(
        UsageFinding.missingCommand, at: 0, "a command is missing", hint: hint)
      throw Failure(command: nil, findings: [finding])
    }
    guard let command = Command(rawValue: word) else {
      let near = DidYouMean.nearest(to: word, among: Command.allCases.map(\.rawValue))
      let finding = line.finding(
        UsageFinding.unknownCommand, at: 0,
        word.hasPrefix("-") ? "the command comes first" : "unknown command '\(word)'",
        hint: near.map { "did you mean '\($0)'? " + hint } ?? hint)
      throw Failure(command: nil, findings: [finding])
    }
    guard available.contains(command) else {
      let finding = line.finding(
        UsageFinding.notAvailable, at: 0, "'\(word)' is not available in this version", hint: hint)
      throw Failure(command: nil, findings: [finding])
    }
    return command
  }

  // MARK: Options

  private mutating func readWords() {
    var index = 1
    // A shell can pass a hundred thousand words; no one reads more findings than these.
    while index < line.words.count && problems.count < Self.mostFindings {
      let word = line.words[index]
      if word == "--" {
        operands += (index + 1)..<line.words.count
        return
      }
      if word.hasPrefix("-") && word != "-" {
        readOption(word, &index)
      } else {
        operands.append(index)
      }
      index += 1
    }
  }

  /// Reads the option at `index`, and moves on to its value if that is a word of its own.
  private mutating func readOption(_ word: String, _ index: inout Int) {
    let start = index
    let equals = word.firstIndex(of: "=")
    let spelling = String(word[..<(equals ?? word.endIndex)])
    guard let option = known.first(where: { "--\($0.name)" == spelling }) else {
      return reportUnknown(spelling, at: index)
    }
    var text = equals.map { String(word[word.index(after: $0)...]) }
    switch option.kind {
    case .flag:
      if text != nil {
        report(
          OptionFinding.unexpectedValue, at: start, "'\(spelling)' takes no value",
          hint: "write \(spelling) alone")
      }
    case .value, .repeated:
      if text == nil, index + 1 < line.words.count, !line.words[index + 1].hasPrefix("--") {
        index += 1
        text = line.words[index]
      }
      if text == nil {
        report(
          OptionFinding.missingValue, at: start, "'\(spelling)' needs a value",
          hint: "write \(option.usage)")
      }
    }
    accept(option, text, at: start, valueAt: index)
  }

  private mutating func accept(_ option: Option, _ text: String?, at start: Int, valueAt: Int) {
    let spelling = "--\(option.name)"
    guard option.isAvailable else {
      return report(
        UsageFinding.notAvailable, at: start, "'\(spelling)' is not available in this version")
    }
    if option.kind != .repeated, options.contains(where: { $0.option.name == option.name }) {
      return report(
        OptionFinding.repeated, at: start, "'\(spelling)' stands twice",
        hint: "it takes one value: leave one of the two out")
    }
    guard option.kind != .flag, let text else {
      return options.append((start, option, nil))
    }
    switch option.form.read(text) {
    case .success(let value): options.append((start, option, value))
    case .failure(let mistake):
      report(
        OptionFinding.badValue, at: valueAt,
        "'\(text)' cannot be the value of '\(spelling)': \(mistake.reason)", hint: mistake.hint)
    }
  }

  private mutating func reportUnknown(_ spelling: String, at index: Int) {
    let names = known.filter(\.isAvailable).map { "--\($0.name)" }
    let others = OptionTable.all.first { "--\($0.name)" == spelling }?.commands ?? []
    let hint =
      others.isEmpty
      ? DidYouMean.hint(for: spelling, among: names, kind: "options")
      : "it belongs to \(others.map { "'\($0.rawValue)'" }.joined(separator: ", ")); "
        + DidYouMean.list(names, kind: "options")
    report(
      OptionFinding.unknown, at: index, "'\(command.rawValue)' has no option '\(spelling)'",
      hint: hint)
  }

  private mutating func checkConflicts() {
    for (position, given) in options.enumerated() {
      let earlier = options[..<position].first { given.option.excludes.contains($0.option.name) }
      guard let earlier else { continue }
      report(
        OptionFinding.conflicting, at: given.index,
        "'--\(given.option.name)' contradicts '--\(earlier.option.name)'",
        hint: "leave one of them out")
    }
  }

  // MARK: Operands

  private mutating func checkOperands() {
    let expected = command.subcommand.operands
    let usage = "usage: \(command.usage)"
    // After an unknown option we cannot tell its value from an operand.
    let isSure = problems.isEmpty
    if operands.count < expected.count.lowerBound {
      report(
        UsageFinding.missingOperand, at: line.words.count, "'\(command.rawValue)' needs more words",
        hint: usage)
    } else if operands.count > expected.count.upperBound, isSure {
      let first = operands[expected.count.upperBound]
      report(
        UsageFinding.extraOperand, at: first, "'\(line.words[first])' is one word too many",
        hint: usage)
    }
    guard let first = operands.first, let words = expected.kind.words else { return }
    let word = line.words[first]
    guard !words.contains(word) else { return }
    report(
      UsageFinding.unknownWord, at: first,
      "'\(word)' cannot follow 'nocturne \(command.rawValue)'",
      hint: DidYouMean.hint(for: word, among: words, kind: "words"))
  }

  private mutating func report(
    _ code: some FindingCode, at index: Int, _ message: String, hint: String? = nil
  ) {
    problems.append((index, line.finding(code, at: index, message, hint: hint)))
  }
}

extension Operands.Kind {
  /// The words that may come first, where only some may.
  var words: [String]? {
    switch self {
    case .text, .scenario, .scenarioOr: nil
    case .command: Command.allCases.map(\.rawValue)
    case .verb(let words): words
    }
  }
}
