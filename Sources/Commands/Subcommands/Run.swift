extension Subcommand {
  static let run = Subcommand(
    summary: "Run scenarios and judge whether their expectations are met",
    details: """
      SCENARIO is the path of a scenario file, or its name under scenarios/. Results go to \
      results/<scenario>/<variant>/<case>/<seed>/.
      """,
    operands: Operands("SCENARIO…", count: 1...Operands.many, kind: .scenario), action: nil)
}
