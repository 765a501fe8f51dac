import Testing

@testable import Commands

@Suite("A scenario's own formulas")
struct OwnFormulaTests {
  private static let scenario = """
    name: own-formulas
    about: Formulas of the scenario's own.
    system: nocturne
    n: 4
    clients: {count: 2, load: {rate: 10/s, commands: 3}}
    formulas:
      Quick: "forall m: G (submitted(command: m) -> F[<=500ms] outcome(command: m))"
      TooQuick: 'forall m: G (submitted(command: m) -> F[<=5ms] outcome(command: m))'
      OrderedFirst: >
        forall m: G (outcome(command: m)
        -> O submitted(command: m))
      Unheard: "forall r: G (rejected(replica: r) -> F healed)"
    expect: {Quick: holds, TooQuick: violated, OrderedFirst: holds, Unheard: vacuous}

    """

  private func run(
    _ scenario: String, _ words: String...
  ) throws -> (exit: ExitCode, output: String, errors: String) {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "own.yaml")
    try AtomicFile.write(scenario, to: file)
    let console = CapturedConsole()
    let exit = Command.main(
      ["run", file, "--out", Path.join(folder.path, "results")] + words, console: console)
    return (exit, console.output, console.errors)
  }

  @Test("Are judged beside the system's, and can be expected")
  func judged() throws {
    let (exit, output, errors) = try run(Self.scenario)
    #expect(exit == .met, "\(output) \(errors)")
    for line in ["Quick holds", "TooQuick violated", "OrderedFirst holds", "Unheard vacuous"] {
      #expect(output.contains("verdict: \(line)\n"), "\(line)")
    }
    #expect(output.contains("verdict: Agreement holds\n"))
    #expect(output.contains("the bound is 5.000 ms"))
  }

  @Test("Can be the only ones, and change no digest")
  func chosen() throws {
    let all = try run(Self.scenario, "--emit", "digests")
    let only = try run(
      Self.scenario + "properties: [Quick]\n", "--emit", "digests", "--set", "expect={Quick: holds}"
    )
    #expect(all.output == only.output && !all.output.isEmpty, "\(only.errors)")
    let (_, output, _) = try run(
      Self.scenario + "properties: [Quick]\n", "--set", "expect={Quick: holds}")
    #expect(output.split(separator: "\n").count { $0.hasPrefix("verdict: ") } == 1)
  }

  @Test(
    "Mistakes are pointed to where they stand",
    arguments: [
      ("F[<=500ms] outcome", "F[<=500ms] outcom", "own.yaml:7:60: error: there is no proposition"),
      (
        "G (submitted(command: m) -> F[<=5ms]", "G (submitted(command: n) -> F[<=5ms]",
        "own.yaml:8:46: error: 'n' is no variable here"
      ),
      (
        "-> O submitted", "-> O sub",
        "own.yaml:9:18: error: there is no proposition 'sub' (line 1, column 39"
      ),
      ("Unheard: \"forall", "S1: \"forall", "own.yaml:12:3: error: the system has a property 'S1'"),
      ("Unheard: \"forall", "Unheard: [\"forall", "expected a formula, found a list"),
      ("system: nocturne", "system: three-phase", "there is no proposition 'submitted'"),
    ])
  func mistakes(part: String, other: String, error: String) throws {
    var scenario = Self.scenario.replacing(part, with: other)
    if other.contains("[\"forall") {
      scenario = scenario.replacing("F healed)\"", with: "F healed)\"]")
    }
    let (exit, _, errors) = try run(scenario)
    #expect(exit == .badInput)
    #expect(errors.contains(error), "\(errors)")
  }
}
