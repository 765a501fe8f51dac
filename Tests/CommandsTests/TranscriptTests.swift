import Commands
import FoundationEssentials
import Testing

/// Each file in `Tests/Transcripts/` holds command lines and all they print: results as they are, errors
/// after `! `, the exit code after `= `.
@Suite("Transcripts")
struct TranscriptTests {
  static let folder = Path.join(Path.parent(of: Path.parent(of: #filePath)), "Transcripts")

  static let files: [String] = (try? FileSystem.names(in: folder)) ?? []

  @Test("There are transcripts")
  func exist() {
    #expect(Self.files.count >= 5)
  }

  @Test("The program prints what the transcript says", arguments: files)
  func transcript(file: String) throws {
    let path = Path.join(Self.folder, file)
    let expected = String(decoding: try FileSystem.content(of: path), as: UTF8.self)
    let prompt = "$ nocturne"
    var actual = ""
    for line in expected.split(separator: "\n") where line.hasPrefix(prompt) {
      actual += line + "\n" + Self.run(Self.words(String(line.dropFirst(prompt.count))))
    }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try AtomicFile.write(actual, to: path)
    }
    #expect(actual == expected, "run with UPDATE_GOLDEN=1, then read the diff")
  }

  private static func run(_ words: [String]) -> String {
    let console = CapturedConsole()
    let code = Command.main(words, console: console)
    var text = console.output
    for line in console.errors.split(separator: "\n") { text += "! \(line)\n" }
    return text + "= \(code.rawValue)\n"
  }

  /// Words between spaces; single quotes keep spaces.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      if index.isMultiple(of: 2) {
        words += part.split(separator: " ").map(String.init)
      } else {
        words.append(String(part))
      }
    }
    return words
  }
}
