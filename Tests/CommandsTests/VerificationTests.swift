import Testing

@testable import Commands

@Suite("Verification in a second process")
struct VerificationTests {
  /// The impure program's path: it is built beside the tests.
  private var program: String {
    get throws { Path.join(Path.parent(of: try Subprocess.ownExecutable()), "ImpureProgram") }
  }

  private func run(_ words: [String]) throws -> Subprocess.Outcome {
    try Subprocess(executable: try program, arguments: words).run()
  }

  @Test("A node that reads its process's number is caught, and the first event is named")
  func impureNode() throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "impure.yaml")
    try AtomicFile.write("name: impure\nsystem: impure\nlinks: {all: {delay: 1 ms}}\n", to: file)
    let outcome = try run(["run", file, "--verify", "--out", Path.join(folder.path, "results")])
    #expect(outcome.exitCode == Int(ExitCode.internalFault.rawValue))
    #expect(outcome.errorText.contains("[not-deterministic]"))
    // Two starts, then the messages of rounds 0 to 9,000: the first to carry the number comes next.
    #expect(
      outcome.errorText.contains("the first difference is in event 9004"), "\(outcome.errorText)")
    #expect(outcome.errorText.contains("the other process:"))
  }
}
