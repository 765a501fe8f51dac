import Reporting
import Testing

@testable import Commands

@Suite("Replaying a folder of results")
struct RecordedCommandTests {
  private func digest(_ words: [String]) -> (line: String?, exit: ExitCode, errors: String) {
    let console = CapturedConsole()
    let exit = Command.main(words, console: console)
    let line = console.output.split(separator: "\n").first { $0.hasPrefix("digest: ") }
    return (line.map(String.init), exit, console.errors)
  }

  @Test("The folder that a run leaves is replayed to the same digest")
  func folder() throws {
    let folder = try TemporaryFolder()
    let ran = digest([
      "run", "three-phase", "--case", "n=4", "--seed", "5", "--set", "links.default.loss=2 %",
      "--out", folder.path,
    ])
    let result = Path.join(folder.path, "three-phase/repaired/n=4/5")
    let replayed = digest(["replay", result])
    #expect(replayed.exit == .met, "\(replayed.errors)")
    #expect(replayed.line == ran.line && ran.line != nil)
    #expect(digest(["replay", result, "--seed", "6"]).line != ran.line)
  }

  @Test("A folder whose run.txt was spoiled is a finding")
  func spoiled() throws {
    let folder = try TemporaryFolder()
    for text in ["", "rm -rf x\n", "nocturne run 'open\n", "nocturne run --seed 1\n"] {
      try AtomicFile.write(text, to: Path.join(folder.path, RecordedCommand.file))
      let replayed = digest(["replay", folder.path])
      #expect(replayed.exit == .badInput && !replayed.errors.isEmpty, "\(text)")
    }
  }

  @Test("Words come back from the line that was made of them")
  func words() {
    for words in [["a"], ["", "b c", "it's"], ["--set", "x={a: 1}"], ["'", "''", "\\"]] {
      #expect(ShellWord.words(of: ShellWord.line(words)) == words)
    }
    #expect(ShellWord.words(of: "a 'b") == nil)
    #expect(ShellWord.words(of: "a  b") == nil)
  }
}
