import Catalog
import Testing

@testable import Commands

@Suite("Walks through models, and their graphs")
struct CheckWalkTests {
  private static func explore(_ model: String, _ lines: String...) -> String {
    let console = CapturedConsole(input: lines)
    #expect(Command.main(["check", model, "--explore"], console: console) == .met)
    return console.output
  }

  @Test("A step is taken, gone back over, and taken again")
  func steps() throws {
    let output = Self.explore(
      "peterson", "1", "b", "f", "p", "7", "b", "b", "f", "f", "f", "q", "1")
    #expect(output.contains("  1. want 0: process 0 = wants"))
    #expect(output.contains("after 1 steps:\n  process 0 = wants\n"))
    #expect(output.contains("> p\n1 1\n"))
    #expect(output.contains("'7' is no step: a number from 1 to 2, or '?'"))
    #expect(output.contains("this is the beginning"))
    #expect(output.contains("nothing was gone back over"))
    // After the end nothing is read.
    #expect(output.hasSuffix("> q\n"))
  }

  @Test("A path that was written is taken again from the file")
  func path() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/path.txt"
    let walked = Self.explore("atomic-commit", "1", "2", "1", "w \(file)")
    #expect(walked.contains("written: 3 steps"))
    let lines = String(decoding: try FileSystem.content(of: file), as: UTF8.self)
    #expect(lines == "1\n2\n1\n")
    // What stands before the word that writes is what the same numbers show again.
    let again = Self.explore("atomic-commit", "1", "2", "1")
    #expect(again.contains("after 3 steps:") && walked.hasPrefix(again))
  }

  @Test("The ring begins in any of its states, and one of them is chosen")
  func beginnings() {
    let output = Self.explore("token-ring", "3", "b", "2", "w", "?")
    #expect(output.contains("3125 initial states: a number begins in one of them"))
    #expect(output.contains("'w' takes the name of a file") && output.contains("take step N"))
  }

  @Test("A graph has all states and steps")
  func graph() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/states.dot"
    let console = CapturedConsole()
    let words = ["check", "philosophers", "--bounds", "seats=3", "--graph", file]
    #expect(Command.main(words, console: console) == .met)
    #expect(console.output == "written: \(file), 12 states\n")
    let text = String(decoding: try FileSystem.content(of: file), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.first == "digraph \"philosophers\" {" && lines.last == "}")
    // What 'check' counts: 23 are told, of which one is the beginning.
    #expect(lines.count { $0.contains(" -> ") } == 22)
    #expect(lines.count { $0.contains("label=\"philosopher 0 = ") } == 12)
    #expect(lines.count { $0.contains("peripheries=2") } == 1)
    #expect(Command.main(words + ["--states", "5"], console: console) == .inconclusive)
    let missing = ["check", "peterson", "--graph", folder.path + "/no/such/x.dot"]
    #expect(Command.main(missing, console: console) != .internalFault)
  }
}
