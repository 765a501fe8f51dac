import Catalog
import Diagnostics
import Scenarios
import Testing

@testable import Commands

@Suite("Shrinking runs in which something stays open")
struct ShrinkLivenessTests {
  /// A failing run, and how small it becomes.
  struct Subject: Sendable, CustomStringConvertible {
    let words: [String]
    let property: String
    let verdict: String
    /// The most steps of the schedule.
    let steps: Int
    /// Whether the repaired ledger keeps the bound however soon the core heals.
    var isFair = true

    var description: String { "\(words.joined(separator: " ")) \(property)" }

    static func allFaults(
      _ mutant: String, _ seed: UInt64, _ property: String, _ verdict: String, steps: Int
    ) -> Subject {
      Subject(
        words: ["all-faults", "--case", "n4", "--seed", "\(seed)", "--set", "mutant=\(mutant)"],
        property: property, verdict: verdict, steps: steps)
    }
  }

  static let subjects: [Subject] = [
    .allFaults("neverRetry", 4, "L1t", "violated", steps: 2),
    .allFaults("neverRetry", 4, "L1", "presumably-violated", steps: 2),
    .allFaults("neverViewChange", 4, "L1t", "violated", steps: 60),
    .allFaults("noViewTimer", 9, "L1t", "violated", steps: 200),
    Subject(
      words: ["noc-mutants", "--case", "unboundedBackoff", "--seed", "1"], property: "L1t",
      verdict: "violated", steps: 6, isFair: false),
  ]

  @Test(
    "The schedule ends when the core heals, and the repaired ledger goes on from there",
    arguments: subjects)
  func healed(subject: Subject) throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "shrunk.yaml")
    let console = CapturedConsole()
    let words = ["shrink"] + subject.words + ["--property", subject.property, "--out", file]
    #expect(Command.main(words, console: console) == .met, "\(console.errors)")
    let again = CapturedConsole()
    #expect(Command.main(["run", file, "--quiet", "--out", folder.path], console: again) == .met)
    let line = "verdict: \(subject.property) \(subject.verdict)\n"
    #expect(again.output.hasPrefix(line), "\(again.errors)")

    let text = String(decoding: try FileSystem.content(of: file), as: UTF8.self)
    let result = ScenarioFile.load(
      SourceText(name: file, text: text), systems: Systems.schemas(Systems.all))
    #expect(result.findings.isEmpty)
    let schedule = try #require(result.cases.first?.scenario.schedule, "\(text)")
    #expect(schedule.steps.last?.action == .heal)
    #expect(schedule.ending == .run)
    #expect(schedule.steps.count <= subject.steps, "\(schedule.steps.count) steps in\n\(text)")

    guard subject.isFair else { return }
    // It is the mutant's doing, and not that of a schedule that lets nobody go on.
    let repaired = CapturedConsole()
    let mended = ["run", file, "--quiet", "--set", "mutant=none", "--out", folder.path]
    #expect(Command.main(mended, console: repaired) == .unmet)
    #expect(repaired.output.hasPrefix("verdict: \(subject.property) holds\n"), "\(text)")
  }
}
