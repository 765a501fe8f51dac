import FoundationEssentials
import Testing

@testable import Commands

/// `results/reference/digests.tsv` holds what seed 1 of every shipped scenario must give anywhere: in
/// debug and in release, in any process, on any machine.
@Suite("Reference digests")
struct ReferenceTests {
  private static let root = Path.parent(of: Path.parent(of: Path.parent(of: #filePath)))
  /// What is on record.
  static let file = Path.join(root, "results/reference/digests.tsv")

  /// Where the shipped scenarios are.
  static let folder = Path.join(root, "scenarios")

  static let scenarios: [String] = {
    let names = (try? FileSystem.names(in: folder)) ?? []
    return names.filter { $0.hasSuffix(ScenarioLocator.suffix) }
  }()

  /// What a scenario gives now: a line for each case, led by the file's name.
  private func actual(_ scenario: String) -> (text: String, exit: ExitCode) {
    let console = CapturedConsole()
    let exit = Command.main(
      ["run", Path.join(Self.root, "scenarios/\(scenario)"), "--seed", "1", "--emit", "digests"],
      console: console)
    let lines = console.output.split(separator: "\n").map { "\(scenario)\t\($0)\n" }
    return (lines.joined(), exit)
  }

  @Test("Every shipped scenario gives the digests that are on record")
  func digestsAreOnRecord() throws {
    #expect(!Self.scenarios.isEmpty)
    var all = ""
    for scenario in Self.scenarios {
      let (text, exit) = actual(scenario)
      #expect(exit == .met, "\(scenario) did not run")
      all += text
    }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try AtomicFile.write(all, to: Self.file)
    }
    let expected = String(decoding: try FileSystem.content(of: Self.file), as: UTF8.self)
    #expect(all == expected, "run with UPDATE_GOLDEN=1, then read the diff")
  }
}
