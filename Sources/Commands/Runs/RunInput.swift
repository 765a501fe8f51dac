import Catalog
import Cryptography
import Determinism
import Diagnostics
import Scenarios

/// A scenario that is ready to run: its cases, and what the command line has chosen of them.
struct RunInput {
  /// What replay lines call it.
  let reference: String
  /// The file's path.
  let path: String
  /// The chosen cases, at least one, in the order of the file.
  let cases: [ScenarioCase]
  /// Whether the file has one case only, so that its name need not be said.
  let isSingle: Bool
  /// The system under test.
  let system: SystemEntry
  /// The digest of the file with its overrides.
  let digest: Digest
  /// The overrides in the order of the command line.
  let settings: [Setting]
  /// The mode that the command line has asked for, if it has.
  let crypto: CryptoMode?
  /// The text of which the command line was read, if that is a file.
  private let record: CommandLineText?
  /// What is worth knowing although the scenario runs.
  let warnings: [Finding]

  /// Reads the scenario that a word of the command line means.
  ///
  /// - Parameter more: Overrides besides those of the command line, which come after them.
  init(
    _ word: String, at position: Int, _ arguments: ParsedArguments, _ systems: [SystemEntry],
    with more: [Setting] = []
  ) throws(RunFailure) {
    let line =
      arguments.record ?? CommandLineText([arguments.command.rawValue] + arguments.operands)
    let place = arguments.record?.words.lastIndex(of: word) ?? position + 1
    record = arguments.record
    guard let found = ScenarioLocator.find(word) else {
      throw .findings([
        ScenarioLocator.missing(word, line, at: place)
      ])
    }
    reference = found.reference
    path = found.path
    settings = arguments.settings + Self.implied(arguments) + more
    crypto = arguments.text(.crypto).flatMap(CryptoMode.init)
    let bytes: [UInt8]
    do throws(FileError) {
      // Of a file that is too large one byte too many is enough to say so.
      bytes = try FileSystem.beginning(of: path, bytes: ScenarioFile.mostBytes + 1)
    } catch {
      throw .file(error)
    }
    let file = ScenarioFile.load(
      SourceText(name: path, bytes: bytes),
      overrides: settings.map { Override(key: $0.key, value: $0.value) },
      systems: systems.map(\.schema))
    guard !file.cases.isEmpty, !file.findings.contains(where: { $0.severity == .error }) else {
      throw .findings(file.findings.map { arguments.record?.moved($0) ?? $0 })
    }
    warnings = file.findings
    digest = Hashing.blake2b(Array(file.canonicalText.utf8))
    isSingle = file.cases.count == 1
    if let name = arguments.text(.case) {
      cases = file.cases.filter { $0.name == name }
      if cases.isEmpty {
        throw .findings([
          line.finding(
            RunFinding.unknownCase, at: place, "'\(word)' has no case '\(name)'",
            hint: DidYouMean.hint(for: name, among: file.cases.map(\.name), kind: "cases"))
        ])
      }
    } else {
      cases = file.cases
    }
    let name = cases[0].scenario.system
    guard let entry = systems.first(where: { $0.schema.name == name }) else {
      preconditionFailure("validation has let the unknown system '\(name)' through")
    }
    system = entry
  }

  /// Options that are short forms of an override.
  private static func implied(_ arguments: ParsedArguments) -> [Setting] {
    arguments.text(.variant).map { [Setting(key: "variant", value: $0)] } ?? []
  }

  /// The one case that a command looks at.
  func onlyCase(_ command: String) throws(RunFailure) -> ScenarioCase {
    if cases.count == 1 { return cases[0] }
    let line = record ?? CommandLineText([command, reference])
    let finding = line.finding(
      RunFinding.manyCases, at: line.words.count,
      "'\(reference)' has \(cases.count) cases: say which with --case",
      hint: cases.map(\.name).joined(separator: ", "))
    throw record == nil ? .usage([finding]) : .findings([finding])
  }

  /// The mode in which a case runs.
  func mode(of scenario: Scenario) -> CryptoMode { crypto ?? scenario.crypto }

  /// What the command line has changed about the scenario, as result paths have it.
  var changes: [String] {
    (crypto.map { ["crypto=\($0.rawValue)"] } ?? [])
      + settings.map { "\($0.key)=\($0.value)" }
  }

  /// The command that runs one seed of a case again.
  ///
  /// - Parameter more: Values besides those of the command line.
  func replayLine(
    _ case: ScenarioCase, seed: UInt64, with more: [Setting] = []
  ) -> String {
    var words = ["nocturne", "replay", reference, "--seed", "\(seed)"]
    if !isSingle { words += ["--case", `case`.name] }
    if let crypto { words += ["--crypto", crypto.rawValue] }
    for setting in settings + more { words += ["--set", "\(setting.key)=\(setting.value)"] }
    return words.map(CommandLineText.quoted).joined(separator: " ")
  }
}
