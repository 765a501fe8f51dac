import Reporting
import Testing

@testable import Commands

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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

  @Test("A file above its limit is a finding, however large it is")
  func tooLarge() throws {
    let folder = try TemporaryFolder()
    let record = Path.join(folder.path, RecordedCommand.file)
    let scenario = Path.join(folder.path, "large.yaml")
    for size in [(1 << 20) + 1, (2 << 20) + 1, 3_000_000_000] {
      for path in [record, scenario] {
        // A file that is all holes: it takes no room on the disk.
        try AtomicFile.write("#", to: path)
        // The path is passed as a C string for the call only.
        try #require(unsafe truncate(path, size) == 0)
      }
      for words in [["run", scenario], ["replay", scenario], ["replay", folder.path]] {
        let ran = digest(words)
        #expect(ran.exit == .badInput, "\(words)")
        #expect(ran.errors.contains("[file-too-large]") && ran.errors.contains("= hint: "))
        #expect(ran.errors.contains("more than 1048576 bytes"))
      }
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
