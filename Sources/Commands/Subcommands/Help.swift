import Catalog
extension Subcommand {
  static let help = Subcommand(
    summary: "Explain how to use this program, or one of its commands",
    operands: Operands("[COMMAND]", count: 0...1, kind: .command), action: printHelp)
}

private func printHelp(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  guard let command = arguments.operands.first.flatMap(Command.init(rawValue:)) else {
    console.write(HelpText.overall(width: console.width))
    return .met
  }
  guard command.subcommand.action != nil else {
    console.writeLine("'\(command.rawValue)' is not available in this version.")
    return .met
  }
  console.write(HelpText.of(command, width: console.width))
  return .met
}
