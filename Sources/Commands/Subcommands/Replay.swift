extension Subcommand {
  static let replay = Subcommand(
    summary: "Repeat one run of a scenario, or of its folder of results, bit for bit",
    operands: Operands("SCENARIO-OR-RESULT", count: 1...1, kind: .scenario), action: nil)
}
