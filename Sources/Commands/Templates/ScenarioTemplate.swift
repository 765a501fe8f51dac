extension Template {
  /// A scenario of the ledger that holds, to change piece by piece.
  static let scenario = Template(files: [
    (path: "scenarios/{{NAME}}.yaml", text: scenarioText)
  ])

  private static let scenarioText = """
    # What this scenario shows, in a sentence.
    scenario: {{NAME}}
    """ + "\n"
}
