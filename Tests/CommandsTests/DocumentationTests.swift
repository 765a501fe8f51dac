import Testing

@testable import Commands

@Suite("Documents")
struct DocumentationTests {
  private static let root = Path.parent(of: Path.parent(of: Path.parent(of: #filePath)))

  @Test(
    "The scenario that a document shows runs as it stands, and meets its expectations",
    arguments: ["README.md", "Sources/Scenarios/Scenarios.docc/ScenarioFiles.md"])
  func example(document: String) throws {
    let text = String(
      decoding: try FileSystem.content(of: Path.join(Self.root, document)), as: UTF8.self)
    let parts = text.split(separator: "```yaml\n", maxSplits: 1)
    let scenario = try #require(parts.last?.split(separator: "\n```\n", maxSplits: 1).first)
    try #require(scenario.hasPrefix("name: "))

    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "example.yaml")
    try AtomicFile.write(String(scenario), to: file)
    let console = CapturedConsole()
    let exit = Command.main(["run", file, "--out", folder.path], console: console)
    #expect(exit == .met, "\(console.errors)\(console.output)")
  }
}
