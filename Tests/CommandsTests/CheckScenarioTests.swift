import Catalog
import Testing

@testable import Commands

@Suite("Checks of scenarios")
struct CheckScenarioTests {
  private static func nocturne(_ words: [String]) -> (
    exit: ExitCode, output: String, errors: String
  ) {
    let console = CapturedConsole()
    let exit = Command.main(words, console: console)
    return (exit, console.output, console.errors)
  }

  /// One slot of three replicas with quorums of two, and what else a scenario says.
  private static func scenario(_ more: String) -> String {
    """
    name: small
    system: three-phase
    n: 3
    f: 0
    quorum: 2
    unsafe: true
    parameters: {slots: 1, payload: 8 B, payloads: 2}
    \(more)

    """
  }

  private static func check(
    _ more: String, _ words: String...
  ) throws -> (exit: ExitCode, output: String, errors: String) {
    let folder = try TemporaryFolder()
    let path = folder.path + "/small.yaml"
    try AtomicFile.write(scenario(more), to: path)
    return nocturne(["check", path] + words)
  }

  private static let twins =
    "byzantine: [{nodes: replica 0, behaviours: [{kind: twins, side: [replica 2]}]}]"

  /// A replica sends its COMMIT before its PREPARE, which then has to wait for that in the order of its link.
  @Test(
    "What is found is saved, and a simulation repeats it",
    arguments: [("set", 6), ("bag", 6), ("fifo", 8)])
  func saved(network: String, steps: Int) throws {
    let folder = try TemporaryFolder()
    let (path, saved) = (folder.path + "/fork.yaml", folder.path + "/saved.yaml")
    try AtomicFile.write(
      Self.scenario(
        """
        \(Self.twins)
        check: {network: \(network), expect: {Agreement: {verdict: violated, steps: \(steps)}}}
        """), to: path)
    let words = ["check", path, "--save", saved]
    let found = Self.nocturne(words)
    #expect(found.exit == .met, "\(found.errors)")
    #expect(found.output.contains("a run of \(steps) steps; none is shorter"))
    let results = folder.path + "/results"
    let run = Self.nocturne(["run", saved, "--out", results])
    #expect(run.exit == .met, "\(run.errors)")
    #expect(run.output.contains("verdict: Agreement violated"))
    let text = String(decoding: try FileSystem.content(of: saved), as: UTF8.self)
    #expect(text.contains("none has fewer steps"))
    // The same file may be written again, and no other; what was not looked for is not said.
    #expect(Self.nocturne(words + ["--search", "dfs"]).exit != .usage)
    let other = String(decoding: try FileSystem.content(of: saved), as: UTF8.self)
    #expect(other.contains("others may have fewer steps"))
    #expect(Self.nocturne(["check", path, "--save", path]).exit == .usage)
    #expect(Self.nocturne(["check", "peterson", "--save", saved]).exit == .usage)
  }

  @Test("With steps left out, the path is as short, and a simulation repeats it")
  func reduced() throws {
    let folder = try TemporaryFolder()
    let (path, saved) = (folder.path + "/fork.yaml", folder.path + "/saved.yaml")
    // What is said of counts is said of all states.
    try AtomicFile.write(
      Self.scenario("\(Self.twins)\ncheck: {expect: {Agreement: violated, distinct: 5}}"), to: path)
    let found = Self.nocturne(["check", path, "--reduce", "por", "--save", saved])
    #expect(found.exit == .met, "\(found.errors)")
    #expect(found.output.contains("a run of 6 steps; none is shorter"))
    #expect(found.output.contains("reduced by por") && !found.output.contains("never taken"))
    let run = Self.nocturne(["run", saved, "--out", folder.path + "/results"])
    #expect(run.exit == .met && run.output.contains("verdict: Agreement violated"))
  }

  @Test("Expectations decide the exit code")
  func exits() throws {
    #expect(try Self.check("").exit == .met)
    #expect(try Self.check(Self.twins).exit == .unmet)
    #expect(try Self.check("check: {expect: {Agreement: violated}}").exit == .unmet)
    let counted = try Self.check("check: {expect: {distinct: at least 100, Agreement: holds}}")
    #expect(counted.exit == .met)
    #expect(try Self.check("check: {expect: {distinct: 5}}").exit == .unmet)
    #expect(try Self.check("check: {expect: {distinct: 5}}", "--no-expect").exit == .met)
    #expect(try Self.check("check: {limits: {states: 10}}").exit == .inconclusive)
  }

  @Test("A liar that says what it can construct needs no more than one version a node")
  func adversary() throws {
    let one = try Self.check("check: {byzantine: {nodes: replica 0}}")
    #expect(one.exit == .unmet && one.output.contains("a run of 4 steps; none is shorter"))
    // Where all have to vote, one who does not lie votes once.
    let none = try Self.check(
      "check: {byzantine: {nodes: replica 0}}", "--set", "quorum=3")
    #expect(none.exit == .met && none.output.contains("verdict: Agreement holds"))
  }

  /// Whether it is signed with real keys or ideal ones, the liars say it in their own names.
  @Test("What liars construct is saved too, and a simulation repeats it")
  func savedLies() throws {
    let folder = try TemporaryFolder()
    let (saved, small) = (folder.path + "/fork.yaml", folder.path + "/small.yaml")
    let found = Self.nocturne(
      ["check", "three-phase-forks", "--case", "two-of-four", "--save", saved])
    #expect(found.exit == .met && found.output.contains("saved: "), "\(found.errors)")
    let text = String(decoding: try FileSystem.content(of: saved), as: UTF8.self)
    #expect(text.contains("byzantine: [{nodes: [replica 0, replica 1], behaviours: [silent]}]"))
    for crypto in ["ideal", "memo", "full"] {
      let run = Self.nocturne(["run", saved, "--crypto", crypto, "--out", folder.path + "/run"])
      #expect(run.exit == .met && run.output.contains("verdict: Agreement violated"))
    }
    let replay = Self.nocturne(["replay", saved, "--seed", "1"])
    #expect(replay.exit == .met && replay.output.contains("from replica 0, a liar, forged by say"))
    #expect(Self.nocturne(["shrink", saved, "--out", small]).exit == .met)
    let shrunk = String(decoding: try FileSystem.content(of: small), as: UTF8.self)
    #expect(shrunk.contains("- say: {type: COMMIT") && !shrunk.contains("tells no lie"))
    let again = Self.nocturne(["run", small, "--out", folder.path + "/again"])
    #expect(again.exit == .met && again.output.contains("verdict: Agreement violated"))
  }

  @Test(
    "What one liar of three constructs is saved, with steps left out or not",
    arguments: [[], ["por"]])
  func savedAdversary(reductions: [String]) throws {
    let folder = try TemporaryFolder()
    let (path, saved) = (folder.path + "/small.yaml", folder.path + "/saved.yaml")
    try AtomicFile.write(
      Self.scenario("check: {byzantine: {nodes: replica 0}, expect: {Agreement: violated}}"),
      to: path)
    let found = Self.nocturne(
      ["check", path, "--save", saved] + reductions.flatMap { ["--reduce", $0] })
    #expect(found.exit == .met && found.output.contains("saved: "), "\(found.errors)")
    let run = Self.nocturne(["run", saved, "--out", folder.path + "/run"])
    #expect(run.exit == .met && run.output.contains("verdict: Agreement violated"))
  }

  @Test("What a liar cannot say is told at its place")
  func unsayable() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/lie.yaml"
    let step = "{type: COMMIT, from: replica 0, to: replica 1, message: 02}"
    try AtomicFile.write(
      Self.scenario(
        "byzantine: [{nodes: replica 0, behaviours: [silent]}]\nschedule: [{say: \(step)}]"),
      to: path)
    let undecodable = Self.nocturne(["run", path])
    #expect(undecodable.exit == .badInput)
    #expect(undecodable.errors.contains("the bytes are no message of the system 'three-phase'"))
    #expect(undecodable.errors.contains("[bad-value]") && undecodable.errors.contains("^~"))
    try AtomicFile.write(
      "name: other\nsystem: nocturne\nbyzantine: [{nodes: replica 0, behaviours: [silent]}]\n"
        + "schedule: [{say: \(step)}]\n", to: path)
    let unknown = Self.nocturne(["run", path])
    #expect(unknown.exit == .badInput && unknown.errors.contains("[not-yet-executable]"))
  }

  @Test("What holds because nothing happens that it speaks of is vacuous")
  func vacuous() throws {
    let scenario = """
      name: small
      system: nocturne
      n: 1
      f: 0
      clients: {count: 1, load: {rate: 1/s, commands: 1}}

      """
    let folder = try TemporaryFolder()
    let path = folder.path + "/small.yaml"
    try AtomicFile.write(scenario, to: path)
    let (exit, output, _) = Self.nocturne(["check", path])
    #expect(exit == .met)
    // Nobody subscribes, and one replica agrees with itself.
    #expect(output.contains("verdict: S3 vacuous") && output.contains("verdict: Agreement holds"))
  }

  @Test("The document does not depend on the number of workers")
  func workers() throws {
    let documents = try ["1", "2"].map { count in
      let output = try Self.check("check: {budgets: {drop: 1}}", "--workers", count).output
      return output.split(separator: "\n").filter { !$0.contains("workers") }
    }
    #expect(documents[0] == documents[1] && documents[0].count > 10)
  }

  @Test(
    "What cannot be explored is told",
    arguments: [
      ("check: {time: {ticks: 3}}", "not-explored"),
      ("check: {symmetry: [replicas]}", "not-explored"),
      ("check: {budgets: {drop: 32}}", "not-explored"),
      ("check: {byzantine: {nodes: replica 1}}\n\(twins)", "not-explored"),
      ("check: {netwrk: bag}", "unknown-field"),
    ])
  func refused(more: String, code: String) throws {
    let (exit, _, errors) = try Self.check(more)
    #expect(exit == .badInput && errors.contains("[\(code)]"), "\(errors)")
  }

  @Test("Wrong words are findings at their place")
  func usage() throws {
    for (words, code) in [
      (["--bounds", "timer=1"], "bad-bound"), (["--bounds", "timers=x"], "bad-bound"),
      (["--property", "Agrement"], "no-such-property"),
      (["--reduce", "symmetry"], "no-such-reduction"),
      (["--reduce", "por", "--search", "dfs"], "no-such-reduction"),
    ] {
      let folder = try TemporaryFolder()
      let path = folder.path + "/small.yaml"
      try AtomicFile.write(Self.scenario(""), to: path)
      let (exit, _, errors) = Self.nocturne(["check", path] + words)
      #expect(exit == .usage && errors.contains("[\(code)]"), "\(errors)")
    }
    #expect(Self.nocturne(["check", "no-such-thing"]).errors.contains("[no-such-model]"))
  }
}
