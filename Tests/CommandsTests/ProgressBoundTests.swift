import Catalog
import Determinism
import Diagnostics
import Scenarios
import Testing

@testable import Commands

@Suite("The bound within which a healed core must be done")
final class ProgressBoundTests {
  private let folder: TemporaryFolder
  private let file: String

  /// Two of the seven primaries are dead, and nobody hears the clients for longer than any wait lasts.
  private static let scenario = """
    name: dead-primaries
    system: nocturne
    n: 7
    f: 2
    crypto: ideal
    clients: {count: 2, load: {rate: 10/s, commands: 2}}
    links: {default: {delay: {uniform: [1 ms, 20 ms]}, loss: 10 %}}
    stores: {wal: {delay: 2 ms}, ledger: {delay: {uniform: [10 ms, 40 ms]}}}
    parameters:
      retry: 200 ms
      resend: 250 ms
      resendLimit: 1 s
      requestTimeout: 300 ms
      viewTimeout: 300 ms
      timeoutLimit: 1200 ms
    crashes: [{node: [replica 0, replica 1], at: 10 ms}]
    partitions: [{from: 0 s, until: 40 s, sides: [clients, replicas]}]
    delta: 50 ms
    liveness: {after: 30 s}
    duration: 60 s
    properties: [L1, L1t]
    """

  init() throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "dead-primaries.yaml")
    try AtomicFile.write(Self.scenario, to: file)
    self.folder = folder
    self.file = file
  }

  private func run(_ words: String...) -> (exit: ExitCode, output: String) {
    let console = CapturedConsole()
    let exit = Command.main(
      ["run", file, "--out", folder.path] + words, console: console)
    return (exit, console.output)
  }

  private func bound(_ changes: [(String, String)] = []) throws -> Ticks {
    let overrides = changes.map { Override(key: $0.0, value: $0.1) }
    let result = ScenarioFile.load(
      SourceText(name: file, text: Self.scenario), overrides: overrides,
      systems: Systems.schemas(Systems.all))
    #expect(result.findings.isEmpty)
    return try #require(result.cases.first?.scenario.liveness).within
  }

  @Test("It is the sum of the waits, hops and writes that can come after each other")
  func sum() throws {
    // A client's wait and a hop; three times both timers, a resend and two hops; six hops and the writes;
    // what a replica that lags asks for twice, in milliseconds.
    let views = 3 * (1_200 + 1_200 + 1_000 + 100)
    let transfer = 2 * 1_000 + 4 * 50 + 40
    #expect(
      try bound() == .milliseconds(UInt64(1_000 + 50 + views + 300 + 3 * 2 + 40 + transfer)))
    // Waits cannot have grown in a time in which none has run out; those for views go on doubling.
    let waits = 2 * (301 + 602 + 1_200)
    let sooner = 201 + 50 + waits + 3 * (251 + 100) + 300 + 6 + 40 + 2 * 251 + 200 + 40
    #expect(try bound([("liveness.after", "1 ms")]) == .milliseconds(UInt64(sooner)))
  }

  @Test(
    "It is told in the report, in the document and with the settings; a bound that is given wins")
  func told() throws {
    let (exit, output) = run("--seed", "1")
    #expect(exit == .met)
    #expect(output.contains("Worked out from other fields\n"))
    #expect(output.contains("  liveness.within  14.136 s\n"))
    let settings = Path.join(folder.path, "dead-primaries/repaired/default/1/run.txt")
    let text = String(decoding: try FileSystem.content(of: settings), as: UTF8.self)
    #expect(text.contains("liveness.within = 14.136 s\n"))
    #expect(
      run("--seed", "1", "--json").output.contains(#""computed":{"liveness.within":"14.136 s"}"#))
    let given = run("--seed", "1", "--set", "liveness.within=9 s").output
    #expect(!given.contains("Worked out"))
    #expect(try bound([("liveness.within", "9 s")]) == .seconds(9))
  }

  @Test(
    "The repaired ledger keeps it over a hundred seeds, and a client with endless waits does not")
  func keeps() {
    let (exit, output) = run("--seeds", "1..100", "--quiet")
    #expect(exit == .met)
    #expect(output.contains("verdict: L1t holds"))
    let mutant = run("--seeds", "1..5", "--quiet", "--set", "mutant=unboundedBackoff")
    #expect(mutant.exit == .unmet)
    #expect(mutant.output.contains("verdict: L1t violated"))
  }
}
