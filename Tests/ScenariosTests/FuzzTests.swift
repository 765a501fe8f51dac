import Determinism
import Diagnostics
import Scenarios
import Testing

@Suite("Whatever a file holds, reading it ends")
struct FuzzTests {
  /// Pieces that mean something to YAML or to us.
  static let pieces = [
    "\t", "- ", "? ", ": ", "&a ", "*a", "!!str ", "|\n", ">\n", "'", "\"", "{", "}", "[", "]", ",",
    "\n", "\n  ", "---\n", "...\n", "%YAML 1.2\n", "#", "\\x", "\r\n", "\u{2028}", "\u{85}",
    "\u{FEFF}", "@", "`", "<<: ", "$a", "$", "let: {a: $a}\n", "replica ", "..", "0", "999999999",
    "18446744073709551616", "-1", " ms", " %", "/s", "/0", "null", "~", "true", "all", "replicas",
    "sweep: {n: [4, 5]}\n", "cases: [{name: a}]\n", "n: 3\n", "f: 9\n", "é", "\u{0}", "default: ",
    "visible.p50: ", "at least ", "+-", " * ", "never", "unlimited",
  ]

  @Test("Mutations of valid files end as cases or findings", arguments: 1...4)
  func mutations(seed: UInt64) throws {
    // The largest file is the slowest; it comes up now and then.
    let names = ["least", "sweep", "partition", "partition", "sweep", "everything"]
    let corpus = try names.map { try Golden.bytes(of: "Valid/\($0).yaml") }
    var generator = SplitMix64(state: seed)
    for round in 0..<800 {
      var bytes = corpus[round % 20 == 0 ? 5 : Int(generator.next() % 5)]
      for _ in 0...generator.next() % 6 { mutate(&bytes, &generator) }
      let text = SourceText(name: "fuzz.yaml", bytes: bytes)
      let file = ScenarioFile.load(text, systems: SampleSystems.all)
      #expect(!file.cases.isEmpty || file.findings.hasErrors, "seed \(seed), round \(round)")
      for finding in file.findings {
        let lines = finding.file == text.name ? text.lineCount : 1
        #expect(finding.line >= 1 && finding.line <= lines, "seed \(seed), round \(round)")
        #expect(finding.column >= 1 && !finding.description.isEmpty)
      }
    }
  }

  @Test("Mutated overrides end too", arguments: 1...2)
  func overrides(seed: UInt64) throws {
    let text = SourceText(
      name: "fuzz.yaml", bytes: try Golden.bytes(of: "Valid/partition.yaml"))
    var generator = SplitMix64(state: seed)
    let keys = ["n", "links.default", "crashes.0.at", "expect.S1", "sweep", "let", "check.with.n"]
    for _ in 0..<300 {
      var value = Array("{a: [1 ms, $b]}".utf8)
      for _ in 0...generator.next() % 4 { mutate(&value, &generator) }
      var key = Array(keys[Int(generator.next() % UInt64(keys.count))].utf8)
      if generator.next() % 4 == 0 { mutate(&key, &generator) }
      let override = Override(
        key: String(decoding: key, as: UTF8.self), value: String(decoding: value, as: UTF8.self))
      let file = ScenarioFile.load(text, overrides: [override], systems: SampleSystems.all)
      #expect(!file.cases.isEmpty || file.findings.hasErrors, "\(override)")
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
    let position = bytes.isEmpty ? 0 : Int(generator.next() % UInt64(bytes.count + 1))
    switch generator.next() % 5 {
    case 0 where position < bytes.count:
      bytes[position] = UInt8(truncatingIfNeeded: generator.next())
    case 1:
      let end = min(bytes.count, position + Int(generator.next() % 20))
      bytes.removeSubrange(position..<end)
    case 2:
      let end = min(bytes.count, position + Int(generator.next() % 60))
      let target = bytes.isEmpty ? 0 : Int(generator.next() % UInt64(bytes.count))
      bytes.insert(contentsOf: bytes[position..<end], at: target)
    case 3: bytes.removeSubrange(position...)
    default:
      let piece = Self.pieces[Int(generator.next() % UInt64(Self.pieces.count))]
      bytes.insert(contentsOf: Array(piece.utf8), at: position)
    }
  }

  /// Inputs that would cost much, if anything were unbounded.
  static let giantFiles: [(name: String, text: String)] = {
    let head = "name: giant\nsystem: ledger\n"
    func many(_ count: Int, _ body: (Int) -> String) -> String {
      var text = head
      for index in 0..<count { text += body(index) }
      return text
    }
    let values = (0..<10_000).map(String.init).joined(separator: ", ")
    return [
      ("too large", head + String(repeating: "a", count: 1 << 20)),
      ("brackets", head + "about: " + String(repeating: "[", count: 225_000)),
      ("nested indentation", many(700) { String(repeating: " ", count: $0) + "a:\n" }),
      ("unknown fields", many(60_000) { "x\($0): 1\n" }),
      ("one long scalar", head + "about: " + String(repeating: "word ", count: 40_000)),
      ("many lines of text", head + "about: |\n" + String(repeating: "  x\n", count: 50_000)),
      ("a long list", head + "crashes: [" + String(repeating: "1,", count: 50_000) + "]"),
      ("many values", head + "let: [" + String(repeating: "1,", count: 250_000) + "]"),
      ("many names", head + "let:\n" + (0..<4_000).map { "  a\($0): $a\($0 + 1)\n" }.joined()),
      ("a large sweep", head + "sweep: {n: [\(values)], f: [\(values)], cores: [\(values)]}"),
      ("aliases", head + "a: &a [1,1]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n"),
      ("anchors", head + "about: [" + String(repeating: "&a 1,", count: 40_000) + "]"),
      ("quotes", head + "about: " + String(repeating: "\"", count: 225_000)),
      ("colons", head + String(repeating: ": ", count: 100_000)),
      ("comments", head + "n: x\n" + String(repeating: "#\n", count: 100_000)),
      ("questions", head + String(repeating: "? ", count: 100_000)),
      ("dashes", head + "a:\n" + String(repeating: "- ", count: 100_000)),
      ("a long key", head + String(repeating: "k", count: 125_000) + ": 1\n"),
    ]
  }()

  @Test("Giants are refused in bounded time", arguments: giantFiles.map(\.name))
  func giants(name: String) throws {
    let text = try #require(Self.giantFiles.first { $0.name == name }?.text)
    let file = ScenarioTests.load(text)
    #expect(file.findings.hasErrors)
    #expect(file.findings.count <= 200)
    #expect(file.findings.rendered.utf8.count < 1 << 20)
    let codes = [
      "too large": "file-too-large", "many values": "too-large", "unknown fields": "too-large",
      "a large sweep": "too-many-cases", "brackets": "too-deep", "aliases": "yaml-alias",
    ]
    if let code = codes[name] { #expect(file.findings.first?.code == code) }
  }
}
