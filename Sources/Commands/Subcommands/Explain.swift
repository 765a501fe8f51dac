import Scenarios
import Catalog
import Diagnostics
import TemporalLogic

extension Subcommand {
  static let explain = Subcommand(
    summary: "Say more about a finding: why it is a mistake, and how to mend it",
    details: """
      CODE is what stands in brackets at the end of a finding's first line. Without a code all codes \
      are listed.
      """,
    operands: Operands("[CODE…]", count: 0...Operands.many), action: printExplanations)

  /// Every kind of finding that this program makes.
  static let findings = FindingRegistry([
    OptionFinding.self, UsageFinding.self, RunFinding.self, CheckFinding.self,
    CheckpointFinding.self, SpillFinding.self,
    RecordFinding.self,
    ScenarioFinding.self, LogicFinding.self,
  ])
}

private func printExplanations(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  if arguments.operands.isEmpty {
    listCodes(console)
    return .met
  }
  let line = CommandLineText([arguments.command.rawValue] + arguments.operands)
  var unknown: [Finding] = []
  for (index, code) in arguments.operands.enumerated() {
    if let page = Subcommand.findings.page(for: code) {
      if index > 0 { console.writeLine("") }
      // The example, which is indented, keeps its lines.
      for line in page.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        let shown =
          line.hasPrefix(" ")
          ? [String(line)] : HelpText.wrapped(String(line), width: console.width)
        for part in shown { console.writeLine(part) }
      }
    } else {
      unknown.append(
        line.finding(
          UsageFinding.unknownCode, at: index + 1, "no finding has the code '\(code)'",
          hint: DidYouMean.hint(
            for: code, among: Subcommand.findings.entries.map(\.code), kind: "codes")))
    }
  }
  console.writeError(unknown.rendered)
  return unknown.isEmpty ? .met : .usage
}

/// Every code with its one line.
private func listCodes(_ console: any Console) {
  let entries = Subcommand.findings.entries
  let widest = entries.map(\.code.count).max() ?? 0
  for entry in entries {
    let space = String(repeating: " ", count: widest - entry.code.count + 2)
    console.writeLine(entry.code + space + entry.explanation.summary)
  }
}
