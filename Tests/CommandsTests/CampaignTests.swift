import Reporting
import Testing
import Traces

@testable import Commands

@Suite("Campaigns")
final class CampaignTests {
  private let folder: TemporaryFolder
  private let file: String

  /// Sound, and broken where the seed cuts three replicas off after the primary's crash without a log.
  static let scenario = """
    name: swarm
    system: nocturne
    n: 3
    f: 0
    crypto: ideal
    clients: {count: 1, load: {rate: 1/s, commands: 1}}
    links: {default: {delay: 1 ms}}
    stores: {wal: {delay: 0 ms}, ledger: {delay: 100 ms}}
    partitions:
      - {from: 0 s, until: 50 ms, sides: [[replica 2], [replicas 0..1, client 0]]}
      - {from: 50 ms, until: 2 s, sides: [[replica 1], [replica 0, replica 2, client 0]]}
    crashes: [{node: replica 0, at: 50 ms, restart: 60 ms}]
    duration: 5 s
    draw:
      partitions.1: {chance: 50 %}
      crashes.0: {chance: 50 %}
      links.default.delay: {between: [1 ms, 2 ms]}
    """

  init() throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "swarm.yaml")
    try AtomicFile.write(Self.scenario, to: file)
    self.folder = folder
    self.file = file
  }

  private func run(_ words: String...) -> (exit: ExitCode, output: String, errors: String) {
    let console = CapturedConsole()
    let exit = Command.main(
      ["run", file, "--out", Path.join(folder.path, "results")] + words, console: console)
    return (exit, console.output, console.errors)
  }

  @Test("One job and several give the same document")
  func jobs() {
    let words = ["--seeds", "1..60", "--each", "--json", "--set", "mutant=skipWAL"]
    let documents = [1, 2, 5].map { jobs in
      let console = CapturedConsole()
      _ = Command.main(
        ["run", file, "--jobs", "\(jobs)", "--out", folder.path] + words, console: console)
      return console.output
    }
    #expect(documents[0] == documents[1] && documents[0] == documents[2])
    #expect(documents[0].contains("\"drawn\":{\"partitions.1\":\"off\""))
  }

  @Test("A campaign ends after so many failing seeds, the same ones whatever the jobs")
  func failFast() throws {
    let all = run("--seeds", "1..60", "--json", "--set", "mutant=skipWAL")
    #expect(all.exit == .unmet)
    let failing = all.output.split(separator: "{\"seed\":").dropFirst()
      .compactMap { $0.split(separator: ",").first.flatMap { UInt64($0) } }
    try #require(failing.count > 5)
    var documents: [String] = []
    for jobs in ["1", "3"] {
      let some = run(
        "--seeds", "1..60", "--json", "--set", "mutant=skipWAL", "--fail-fast", "2", "--jobs", jobs)
      #expect(some.exit == .unmet)
      #expect(some.output.contains("\"to\":60,\"count\":\(failing[1]),"))
      #expect(some.output.contains("\"complete\":false"))
      #expect(some.output.contains("\"violations\":2,"))
      #expect(!some.output.contains("{\"seed\":\(failing[2]),"))
      documents.append(some.output)
    }
    #expect(documents[0] == documents[1])
    let sound = run("--seeds", "1..60", "--json", "--fail-fast", "2")
    #expect(sound.exit == .met && sound.output.contains("\"complete\":true"))
  }

  @Test(
    "A case that ended early is told with its own number of runs, and an interrupted one as undecided"
  )
  func alone() throws {
    var report = RunReport(
      scenario: "two", reference: "two", scenarioDigest: "", variant: "repaired", crypto: "ideal",
      seeds: .init(from: 1, to: 20, count: 10),
      cases: [("a", UInt64(20)), ("b", 10)].map { name, runs in
        var item = CaseReport(name: name, parameters: [])
        item.runs = runs
        return item
      })
    report.hasFailedFast = true
    let text = TextReport(report).text
    #expect(text.contains("1 to 20, 10 to 20 runs of each case\n"))
    #expect(text.contains("Limits: 10 to 20 seeds of each case are samples;"))
    let whole = ScenarioRun.alone(report, 0, of: 20)
    #expect(whole.seeds.count == 20 && !whole.hasFailedFast && whole.outcome == .met)
    #expect(TextReport(whole).text.contains("1 to 20, 20 runs\n"))
    let part = ScenarioRun.alone(report, 1, of: 20)
    #expect(part.seeds.count == 10 && part.hasFailedFast)
    report.isCut = true
    #expect(ScenarioRun.alone(report, 0, of: 20).outcome == .inconclusive)
  }

  @Test("A seed alone draws the same as in a campaign, and so does replay")
  func reproducible() throws {
    let campaign = run("--seeds", "1..8", "--each", "--json").output
    for seed in 1...8 {
      let alone = run("--seed", "\(seed)", "--each", "--json").output
      let part = try #require(
        alone.split(separator: "\"each\":[").last?.split(separator: "]").first)
      #expect(campaign.contains(part))
    }
    let text = run("--seed", "2").output
    #expect(text.contains("Drawn from the seed"))
    let console = CapturedConsole()
    _ = Command.main(["replay", file, "--seed", "2"], console: console)
    #expect(console.output == text)
    let settings = try String(
      decoding: FileSystem.content(
        of: Path.join(folder.path, "results/swarm/repaired/default/2/run.txt")), as: UTF8.self)
    let delay = try #require(
      text.split(separator: "\n").first { $0.contains("links.default.delay") })
    let value = try #require(delay.split(separator: " ").dropFirst().first)
    #expect(settings.contains("links.default.delay = \(value) ms"))
  }

  @Test("Failing seeds of a campaign are kept with their drawn values, three of them")
  func kept() throws {
    _ = run("--seeds", "1..60", "--set", "mutant=skipWAL")
    let names = try FileSystem.names(
      in: Path.join(folder.path, "results/swarm/repaired/mutant=skipWAL"))
    #expect(names.count == 4 && names.contains("1-60"))
  }

  @Test("A canary that is not seen fails the campaign")
  func canary() throws {
    let canary = "canary: {set: {mutant: skipWAL}, seeds: 1..30, breaks: Agreement}\n"
    try AtomicFile.write(Self.scenario + "\n" + canary, to: file)
    let caught = run("--seeds", "1..3")
    #expect(caught.exit == .met)
    #expect(caught.output.contains("Canary caught: mutant=skipWAL fails by Agreement with seed "))
    #expect(!run("--seed", "1").output.contains("anary"), "one seed is no campaign")
    // The same canary, of a property that the mutant does not break.
    try AtomicFile.write(
      Self.scenario + "\n" + canary.replacing("Agreement", with: "L2"), to: file)
    let missed = run("--seeds", "1..3")
    #expect(missed.exit == .unmet)
    #expect(missed.output.contains("CANARY NOT CAUGHT: mutant=skipWAL"))
    let document = run("--seeds", "1..3", "--json").output
    #expect(document.contains("\"canaries\":[{\"case\":\"default\",\"set\":\"mutant=skipWAL\","))
    #expect(document.contains("\"caught\":false,\"seed\":null"))
    #expect(document.contains("\"met\":false,\"cases\""))
  }

  @Test("Values that do not fit together end the campaign, and the finding names the seed")
  func unfit() throws {
    let text = """
      name: unfit
      system: nocturne
      crashes: [{node: replica 0, at: 1 s, restart: 2 s}, {node: replica 1, at: 1 s, restart: 2 s}]
      draw:
        crashes.0.node: {oneOf: [replica 0, replica 2]}
        crashes.1.node: {oneOf: [replica 1, replica 2]}
      """
    try AtomicFile.write(text, to: file)
    let result = run("--seeds", "1..40")
    #expect(result.exit == .badInput)
    #expect(result.errors.contains("[overlapping-faults]"))
    #expect(result.errors.contains("draws values that do not fit together"))
  }
}
