import Testing

@testable import Commands

@Suite("New scenarios and systems")
struct NewTests {
  @Test("A scenario is one file, with its name in it, and is never overwritten")
  func scenario() throws {
    let folder = try TemporaryFolder()
    let path = Path.join(folder.path, "scenarios/lossy-link.yaml")
    let console = CapturedConsole()
    let words = ["new", "scenario", "lossy-link", "--folder", folder.path]
    #expect(Command.main(words, console: console) == .met)
    #expect(console.output == "made \(path)\n")
    let text = String(decoding: try FileSystem.content(of: path), as: UTF8.self)
    #expect(text.contains("lossy-link") && !text.contains("{{"))
    #expect(Command.main(words, console: console) == .inputOutput)
    #expect(
      console.errors == "error: cannot create '\(path)': it exists already [file-system]\n")
  }

  @Test("A system is one folder, made whole, with its name in paths and texts")
  func system() throws {
    let folder = try TemporaryFolder()
    let console = CapturedConsole()
    let words = ["new", "system", "PingPong", "--folder", folder.path]
    #expect(Command.main(words, console: console) == .met)
    let made = console.output.split(separator: "\n").map { String($0.dropFirst("made ".count)) }
    #expect(made.count == Template.system.files.count)
    for path in made {
      let text = String(decoding: try FileSystem.content(of: path), as: UTF8.self)
      #expect(!text.contains("{{") && !path.contains("{{"))
    }
    #expect(try FileSystem.names(in: folder.path) == ["PingPong"])
    #expect(Command.main(words, console: console) == .inputOutput)
  }

  @Test(
    "Names that would not work are refused",
    arguments: ["", "-", "a-", "-a", "a--b", "A", "a_b", "ä", "a/b", "..", "a b"])
  func badScenarios(name: String) {
    #expect(NewName.problem(scenario: name) != nil)
  }

  @Test(
    "Names of systems that would not work are refused",
    arguments: ["", "pingPong", "Ping-Pong", "1Ping", "Äpfel", "Type", "Catalog", "A/B", "A.B"])
  func badSystems(name: String) {
    #expect(NewName.problem(system: name) != nil)
  }

  @Test("Lengths end at 64")
  func lengths() {
    #expect(NewName.problem(scenario: String(repeating: "a", count: 64)) == nil)
    #expect(NewName.problem(scenario: String(repeating: "a", count: 65)) != nil)
    #expect(NewName.problem(system: String(repeating: "A", count: 64)) == nil)
    #expect(NewName.problem(system: String(repeating: "A", count: 65)) != nil)
  }

  @Test(
    "Capitals begin words",
    arguments: [
      ("PingPong", "ping-pong"), ("Flatnet", "flatnet"), ("TwoPC", "two-pc"),
      ("PBFTNode", "pbft-node"), ("Raft2Log", "raft2-log"), ("A", "a"),
    ])
  func dashes(name: String, dashed: String) {
    #expect(NewName.dashed(name) == dashed)
    #expect(NewName.problem(scenario: dashed) == nil)
  }
}
