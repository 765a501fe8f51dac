import Testing

@testable import Commands

@Suite("Checks around a run")
struct CheckAroundTests {
  private static func check(_ words: String...) -> (exit: ExitCode, output: String, errors: String)
  {
    let console = CapturedConsole()
    let exit = Command.main(["check"] + words, console: console)
    return (exit, console.output, console.errors)
  }

  /// The scripted fork has 48 steps, of which one is the third replica's loss of patience: it joins the two others.
  @Test("A shorter run is found, with and without steps left out, and a simulation repeats it")
  func shorter() throws {
    let folder = try TemporaryFolder()
    let saved = folder.path + "/saved.yaml"
    let words = [
      "check", "noc-viewchange-no-carry", "--case", "noPreparedCarry", "--around", "--property",
      "Agreement", "--no-expect",
    ]
    let console = CapturedConsole()
    #expect(
      Command.main(words + ["--reduce", "por", "--save", saved], console: console) == .unmet)
    #expect(console.output.contains("around a run of 48 steps"))
    #expect(console.output.contains("a run of 47 steps; none around it is shorter"))
    let run = CapturedConsole()
    #expect(
      Command.main(["run", saved, "--out", folder.path + "/results"], console: run) == .met)
    #expect(run.output.contains("verdict: Agreement violated"))
    let json = CapturedConsole()
    _ = Command.main(words + ["--json"], console: json)
    #expect(json.output.contains("\"around\":48"), "\(json.output.prefix(400))")
    #expect(json.output.contains("\"steps\":47"))
  }

  @Test("What holds around one run is not decided")
  func undecided() {
    let (exit, output, _) = Self.check(
      "noc-viewchange-no-carry", "--case", "repaired", "--around", "--reduce", "por",
      "--property", "Agreement", "--no-expect")
    #expect(exit == .inconclusive && output.contains("verdict: Agreement inconclusive"))
  }

  @Test("Without a schedule there is nothing to look around")
  func refused() throws {
    for words in [["peterson"], ["three-phase-forks", "--case", "one-of-three"]] {
      let console = CapturedConsole()
      #expect(Command.main(["check"] + words + ["--around"], console: console) == .usage)
      #expect(console.errors.contains("[no-schedule]"))
    }
    let folder = try TemporaryFolder()
    let path = folder.path + "/small.yaml"
    try AtomicFile.write(
      """
      name: small
      system: three-phase
      n: 3
      f: 0
      parameters: {slots: 1, payload: 8 B}
      schedule:
        - deliver: {type: COMMIT, from: replica 1, to: replica 2}

      """, to: path)
    let (exit, _, errors) = Self.check(path, "--around")
    #expect(exit == .badInput && errors.contains("schedule.0") && errors.contains("[not-explored]"))
  }
}
