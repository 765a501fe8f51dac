import Catalog
import Diagnostics
import Scenarios
import Testing

@testable import Commands

@Suite("Shrinking runs with liars and lying stores")
struct ShrinkLiarTests {
  /// A failing run, and what must and must not be left of it.
  struct Subject: Sendable, CustomStringConvertible {
    let words: [String]
    let property: String
    /// The most steps that a small one takes.
    let steps: Int
    var kept: [String] = []

    var description: String { words.joined(separator: " ") }

    /// A run of every kind of fault at once.
    static func allFaults(
      _ mutant: String, _ seed: UInt64, _ property: String, steps: Int, kept: [String]
    ) -> Subject {
      Subject(
        words: ["all-faults", "--case", "n4", "--seed", "\(seed)", "--set", "mutant=\(mutant)"],
        property: property, steps: steps, kept: kept)
    }
  }

  static let liars: [Subject] = [
    .allFaults(
      "countEveryCommit", 133, "Agreement", steps: 40,
      kept: ["behaviours: [equivocatePrePrepare, doubleCommit]"]),
    .allFaults(
      "believeOneWord", 1, "S2", steps: 20,
      kept: ["byzantine:", "counts as a liar, though it tells no lie"]),
    .allFaults(
      "skipProofSignatures", 20, "S2", steps: 40,
      kept: ["[forgeReceipt]", "# forged by forgeReceipt"]),
  ]

  /// Two replicas of four whose stores break their word: those that decided before forget it.
  static func disks(_ kind: String) -> String {
    """
    name: two-lying-disks
    system: nocturne
    n: 4
    f: 1
    unsafe: true
    crypto: ideal
    clients: {count: 2, load: {rate: 20/s, commands: 8}}
    links: {default: {delay: {uniform: [1 ms, 10 ms]}, loss: 2 %}}
    stores:
      wal:
        delay: 2 ms
        faults:
          - {kind: \(kind), nodes: [replica 0, replica 1], chance: 80 %, by: 400 ms}
          - {kind: delay, nodes: [replica 2], chance: 20 %, by: 20 ms}
      ledger:
        delay: 10 ms
        faults: [{kind: \(kind), nodes: [replica 0, replica 1], chance: 80 %, by: 400 ms}]
    partitions:
      - {from: 0 ms, until: 700 ms, sides: [[replica 3], [replicas 0..2]]}
      - {from: 701 ms, until: 3 s, sides: [[replica 2], [replicas 0..1, replica 3]]}
    crashes: [{node: [replica 0, replica 1], at: 300 ms, restart: 710 ms}]
    parameters: {checkpoint: 4, window: 8, batch: 2, retry: 200 ms, requestTimeout: 300 ms}
    duration: 6 s
    """
  }

  /// Shrinks, runs the result by itself, and gives its text.
  private func shrunk(_ subject: Subject, in folder: String) throws -> String {
    let file = Path.join(folder, "shrunk.yaml")
    let console = CapturedConsole()
    let words = ["shrink"] + subject.words + ["--property", subject.property, "--out", file]
    #expect(Command.main(words, console: console) == .met, "\(console.errors)")
    let again = CapturedConsole()
    #expect(Command.main(["run", file, "--quiet", "--out", folder], console: again) == .met)
    #expect(again.output.hasPrefix("verdict: \(subject.property) violated\n"), "\(again.errors)")
    let text = String(decoding: try FileSystem.content(of: file), as: UTF8.self)
    let result = ScenarioFile.load(
      SourceText(name: file, text: text), systems: Systems.schemas(Systems.all))
    #expect(result.findings.isEmpty)
    let steps = try #require(result.cases.first?.scenario.schedule).steps.count
    #expect(steps <= subject.steps, "\(steps) steps")
    for words in subject.kept { #expect(text.contains(words), "\(words) in\n\(text)") }
    // All of these are in the steps, or have no part in it.
    for field in [
      "links:", "partitions:", "crashes:", "pauses:", "clocks:", "liveness:", "duration:",
    ] {
      #expect(!text.contains("\n\(field)"), "\(field) in\n\(text)")
    }
    return text
  }

  @Test("A run that needs a liar becomes a schedule with that liar", arguments: liars)
  func shrinksLiars(subject: Subject) throws {
    let folder = try TemporaryFolder()
    let text = try shrunk(subject, in: folder.path)
    #expect(!text.contains("faults: ["))
  }

  @Test(
    "A run that needs a store to break its word becomes a schedule with that store",
    arguments: [("rollback", UInt64(1)), ("ackBeforeDurable", 7)])
  func shrinksStores(kind: String, seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "disks.yaml")
    try AtomicFile.write(Self.disks(kind), to: file)
    let subject = Subject(
      words: [file, "--seed", "\(seed)"], property: "Agreement", steps: 48,
      kept: ["kind: \(kind)", "crash: replica", "restart: replica"])
    let text = try shrunk(subject, in: folder.path)
    #expect(!text.contains("kind: delay"))
    #expect(!text.contains("chance:"))
  }
}
