import Catalog
extension Subcommand {
  static let completion = Subcommand(
    summary: "Print the completion script of a shell",
    details: """
      In bash: source <(nocturne completion bash). In zsh: put the output in a file _nocturne on \
      the fpath. In fish: nocturne completion fish | source.
      """,
    operands: Operands("bash|zsh|fish", count: 1...1, kind: .verb(["bash", "zsh", "fish"])),
    action: printCompletion)
}

private func printCompletion(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  switch arguments.operands[0] {
  case "bash": console.write(CompletionScript.bash)
  case "zsh": console.write(CompletionScript.zsh)
  default: console.write(CompletionScript.fish)
  }
  return .met
}
