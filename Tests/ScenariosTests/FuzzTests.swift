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
    "\u{FEFF}", "@", "`", "<<: ", "$a", "$", "let: {a: $a}\n", "let: {a: [$a]}\n", "replica ", "..",
    "0", "999999999", "18446744073709551616", "-1", " ms", " %", "/s", "/0", "null", "~", "true",
    "all", "replicas",
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

  @Test("Giants are refused in bounded time", arguments: Giants.files.map(\.name))
  func giants(name: String) throws {
    let text = try #require(Giants.files.first { $0.name == name }?.text)
    let file = ScenarioTests.load(text)
    #expect(file.findings.hasErrors)
    #expect(file.findings.count <= 200)
    #expect(file.findings.rendered.utf8.count < 1 << 20)
    let codes = [
      "tens of tens": "too-large", "doubles in a sweep": "too-large",
      "doubles of text": "too-large", "a name in itself": "circular-let",
      "a tower of names": "too-deep",
      "large values of a sweep": "too-many-cases", "names in many cases": "too-many-cases",
      "names in canaries": "too-many-cases",
      "too large": "file-too-large", "many values": "too-large", "unknown fields": "too-large",
      "a large sweep": "too-many-cases", "brackets": "too-deep", "aliases": "yaml-alias",
    ]
    if let code = codes[name] { #expect(file.findings.first?.code == code) }
    #expect(file.findings.allSatisfy { $0.hint != nil })
  }

  @Test("Names on the command line that stand for ever more are refused at their place")
  func bombOfOverrides() throws {
    let names = (1..<40).map { "a\($0): [$a\($0 - 1), $a\($0 - 1)]" }.joined(separator: ", ")
    let file = ScenarioTests.load(
      "name: bomb\nsystem: ledger\n", [Override(key: "let", value: "{a0: [1, 1], \(names)}")])
    let finding = try #require(file.findings.first)
    #expect(finding.code == "too-large")
    #expect(finding.file.hasPrefix("--set let="))
    #expect(finding.column > 100)
  }

  @Test("Names may bring in many values, and each counts where it is used")
  func expansionWithinBounds() throws {
    func text(_ lists: Int) -> String {
      let values = (0..<100).map { "\($0)" }.joined(separator: ", ")
      let uses = Array(repeating: "$many", count: lists).joined(separator: ", ")
      return "name: many\nsystem: ledger\nlet:\n  many: [\(values)]\n  all: [\(uses)]\n"
    }
    #expect(ScenarioTests.load(text(1_980)).findings.isEmpty)
    let over = ScenarioTests.load(text(1_981))
    #expect(over.findings.map(\.code) == ["too-large"])
    #expect(over.findings.first?.line == 5)
    #expect(over.findings.first?.column == 9 + 1_980 * 7, "the first use too many")
  }
}
