import Diagnostics
import Testing

@Suite("A finding shows the place and the way out")
struct FindingTests {
  static let yaml = """
    name: partition
    system: nocturne
    n: 4
    f: 1
    byzantine:
      nodes: [3]
      - kind: equivocates
    """

  @Test("Text has head, line, caret and hint")
  func plain() throws {
    let text = SourceText(name: "scenarios/partition.yaml", text: Self.yaml)
    let word = "equivocates"
    let start = Self.yaml.utf8.count - word.utf8.count
    let known = ["crash", "delay", "drop", "equivocate"]
    let finding = Finding(
      in: text, at: start..<start + word.utf8.count, code: Kitchen.unknownFault,
      message: "unknown fault '\(word)'",
      hint: DidYouMean.hint(for: word, among: known, kind: "faults"))
    #expect(
      finding.description == """
        scenarios/partition.yaml:7:11: error: unknown fault 'equivocates' [unknown-fault]
          7 |   - kind: equivocates
            |           ^~~~~~~~~~~
            = hint: did you mean 'equivocate'? Known faults: crash, delay, drop, equivocate
        """)
  }

  @Test("JSON has seven fields in a fixed order and escapes what it must")
  func json() {
    let finding = Finding(
      file: "a\"b\\c", position: SourcePosition(line: 2, column: 3), code: Kitchen.tooSalty,
      severity: .warning, message: "tab\t, line\n, bell\u{7}, é")
    #expect(
      finding.json == #"{"file":"a\"b\\c","line":2,"column":3,"code":"too-salty","#
        + #""severity":"warning","message":"tab\t, line\n, bell\u0007, é","hint":null}"#)
  }

  @Test("The caret stays under its column after tabs, accents and broken bytes")
  func caretColumn() {
    let bytes = Array("\té".utf8) + [0xFF] + Array("x: 1".utf8)
    let text = SourceText(name: "t", bytes: bytes)
    let finding = Finding(in: text, at: 4..<5, code: Kitchen.tooSalty, message: "m")
    #expect(finding.column == 4)
    let lines = finding.description.split(separator: "\n").map { Array($0.unicodeScalars) }
    #expect(lines[1].firstIndex(of: "x") == lines[2].firstIndex(of: "^"))
  }

  @Test("An underline ends with its line, and a finding past the end shows one caret")
  func underline() {
    let text = SourceText(name: "t", text: "one\ntwo")
    let long = Finding(in: text, at: 1..<7, code: Kitchen.tooSalty, message: "m")
    #expect(long.length == 2)
    let past = Finding(in: text, at: 99..<100, code: Kitchen.tooSalty, message: "m")
    #expect(past.position == SourcePosition(line: 2, column: 4))
    #expect(past.description.hasSuffix("|    ^"))
  }

  @Test("A line of a million columns is shown around the place only")
  func longLine() {
    let text = SourceText(name: "t", text: String(repeating: "a", count: 1_000_000))
    let finding = Finding(in: text, at: 500_000..<900_000, code: Kitchen.tooSalty, message: "m")
    #expect(finding.description.unicodeScalars.count < 600)
    let lines = finding.description.split(separator: "\n")
    #expect(lines[1].hasSuffix("…"))
    #expect(lines[1].contains("| …"))
  }

  @Test("Control characters and direction marks do not reach the terminal")
  func terminalSafety() {
    let text = SourceText(name: "t", text: "a\u{1B}[2Jb\u{202E}c\r")
    let finding = Finding(in: text, at: 0..<1, code: Kitchen.tooSalty, message: "esc \u{1B}")
    #expect(!finding.description.unicodeScalars.contains("\u{1B}"))
    #expect(!finding.description.unicodeScalars.contains("\u{202E}"))
  }

  @Test("Findings together are errors if one of them is")
  func errors() {
    let position = SourcePosition(line: 1, column: 1)
    let warning = Finding(
      file: "f", position: position, code: Kitchen.tooSalty, severity: .warning, message: "w")
    let error = Finding(file: "f", position: position, code: Kitchen.tooSalty, message: "e")
    #expect([warning].hasErrors == false)
    #expect([warning, error].hasErrors)
    #expect([warning, error].rendered.hasSuffix("error: e [too-salty]\n"))
  }
}
