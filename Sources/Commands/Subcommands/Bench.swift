extension Subcommand {
  static let bench = Subcommand(
    summary: "Measure this build's speed beside its peers",
    operands:
      Operands("[NAME…]", count: 0...Operands.many), action: nil)
}
