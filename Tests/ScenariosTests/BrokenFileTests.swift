import Diagnostics
import Scenarios
import Testing

@Suite("Every mistake of a file is shown at its place")
struct BrokenFileTests {
  static let names = Golden.names(in: "Broken")

  @Test("A broken file gives its golden diagnostics and no case", arguments: names)
  func diagnostics(name: String) throws {
    let bytes = try Golden.bytes(of: "Broken/\(name).yaml")
    let text = SourceText(name: "\(name).yaml", bytes: bytes)
    let file = ScenarioFile.load(
      text, overrides: Self.overrides(in: text), systems: SampleSystems.all)
    try Golden.expect(file.findings.rendered, "Broken/\(name).txt")
    #expect(file.findings.hasErrors)
    #expect(file.cases.isEmpty)
  }

  @Test("There are enough of them, and every code occurs")
  func coverage() throws {
    #expect(Self.names.count >= 25)
    var seen: Set<String> = []
    for name in Self.names {
      let golden = String(
        decoding: try Golden.bytes(of: "Broken/\(name).txt"), as: UTF8.self)
      for code in ScenarioFinding.allCases where golden.contains("[\(code.rawValue)]") {
        seen.insert(code.rawValue)
      }
    }
    // These need a file that is too large to keep; other tests make it.
    let elsewhere: Set = ["file-too-large", "too-large"]
    let missing = ScenarioFinding.allCases.map(\.rawValue)
      .filter { !seen.contains($0) && !elsewhere.contains($0) }
    #expect(missing.isEmpty)
  }

  /// Comments of the form `# --set KEY=VALUE` at the start of a file.
  static func overrides(in text: SourceText) -> [Override] {
    (1...text.lineCount).compactMap { number in
      let line = text.line(number)
      guard line.hasPrefix("# --set "), let equals = line.firstIndex(of: "=") else { return nil }
      let key = line[line.index(line.startIndex, offsetBy: 8)..<equals]
      return Override(key: String(key), value: String(line[line.index(after: equals)...]))
    }
  }
}
