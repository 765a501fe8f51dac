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

  @Test("The formulas that the README shows are judged as it says")
  func formulas() throws {
    let text = String(
      decoding: try FileSystem.content(of: Path.join(Self.root, "README.md")), as: UTF8.self)
    let part = try #require(text.split(separator: "```yaml\nformulas:", maxSplits: 1).last)
    let formulas = try #require(part.split(separator: "\n```\n", maxSplits: 1).first)
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "formulas.yaml")
    let head = """
      name: formulas
      system: nocturne
      n: 4
      clients: {count: 2, load: {rate: 10/s, commands: 3}}
      """
    try AtomicFile.write("\(head)\nformulas:\(formulas)\n", to: file)
    let console = CapturedConsole()
    let exit = Command.main(["run", file, "--out", folder.path], console: console)
    #expect(exit == .met, "\(console.errors)\(console.output)")
  }
}
