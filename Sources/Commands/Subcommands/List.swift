extension Subcommand {
  static let list = Subcommand(
    summary: "List the scenarios, systems and mutants there are", action: nil)
}
