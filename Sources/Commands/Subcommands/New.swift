import Catalog
import Diagnostics

extension Subcommand {
  static let new = Subcommand(
    summary: "Make a scenario file, or a package with a system of one's own",
    details: """
      'new scenario lossy-link' makes scenarios/lossy-link.yaml; 'new system PingPong' makes the \
      folder PingPong. What exists already is never overwritten.
      """,
    operands: Operands("scenario|system NAME", count: 2...2, kind: .verb(["scenario", "system"])),
    action: makeNew)
}

private func makeNew(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  let kind = arguments.operands[0]
  let name = arguments.operands[1]
  let folder = arguments.text(.folder) ?? ""
  let problem = kind == "scenario" ? NewName.problem(scenario: name) : NewName.problem(system: name)
  if let problem {
    let line = CommandLineText([arguments.command.rawValue] + arguments.operands)
    let finding = line.finding(
      UsageFinding.badName, at: 2, "'\(name)' cannot name a \(kind)", hint: problem)
    console.writeError([finding].rendered)
    return .usage
  }
  do throws(FileError) {
    let made =
      kind == "scenario"
      ? try Template.scenario.makeFile(name, below: folder)
      : try Template.system.makeFolder(
        name, below: folder, package: try PackageFolder.find(arguments))
    for path in made { console.writeLine("made \(path)") }
    return .met
  } catch {
    return Command.report(error, console)
  }
}

/// What may be the name of something new.
enum NewName {
  static let longest = 64

  /// Why a scenario cannot be called so; nil when it can.
  static func problem(scenario name: String) -> String? {
    let words = name.split(separator: "-", omittingEmptySubsequences: false)
    let isRight = words.allSatisfy { word in
      !word.isEmpty && word.utf8.allSatisfy { isLowercase($0) || isDigit($0) }
    }
    if isRight && name.utf8.count <= longest { return nil }
    return "lower-case letters and digits, joined by single dashes, \(longest) at most: lossy-link"
  }

  /// Why a system cannot be called so; nil when it can.
  static func problem(system name: String) -> String? {
    if reserved.contains(name) { return "Swift or this package uses the name already" }
    let bytes = Array(name.utf8)
    let isRight =
      bytes.first.map(isUppercase) == true
      && bytes.allSatisfy { isUppercase($0) || isLowercase($0) || isDigit($0) }
    if isRight && bytes.count <= longest { return nil }
    return "letters and digits with a capital first, \(longest) at most: PingPong"
  }

  /// `PingPong` as `ping-pong`, for what is named after a system in lower case.
  static func dashed(_ name: String) -> String {
    let bytes = Array(name.utf8)
    var dashed = ""
    for (index, byte) in bytes.enumerated() {
      let startsWord =
        index > 0 && isUppercase(byte)
        && (!isUppercase(bytes[index - 1])
          || index + 1 < bytes.count && isLowercase(bytes[index + 1]))
      if startsWord { dashed += "-" }
      dashed += String(UnicodeScalar(byte)).lowercased()
    }
    return dashed
  }

  /// Names that would hide a module or cannot be a type.
  private static let reserved = [
    "Any", "Protocol", "Self", "Swift", "Testing", "Type",
    "Catalog", "Classics", "Commands", "Cryptography", "Determinism", "Diagnostics", "Faults",
    "Machine", "NocturneLedger", "Reporting", "Scenarios", "Simulation", "TemporalLogic", "Traces",
  ]

  private static func isLowercase(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isUppercase(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
