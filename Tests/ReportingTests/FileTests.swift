import Determinism
import Testing
import Traces

@testable import Reporting

@Suite("Files")
struct FileTests {
  private static let settings = RunSettings(
    command: ["nocturne", "run", "noc-happy-160", "--seed", "1", "--set", "cluster.n=4"],
    settings: [("cluster.n", "4"), ("network.delay", "25 ms"), ("note", "two\nlines")])

  @Test("Events stand in aligned columns with their facts below")
  func traceText() throws { try expectGolden(TraceText.plain(Samples.trace), "trace.txt") }

  @Test("Events as JSON Lines")
  func traceLines() throws {
    let text = TraceText.jsonLines(Samples.trace)
    try expectGolden(text, "trace.jsonl")
    let lines = text.split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines { #expect(JSONValue(String(line)) != nil) }
    #expect(TraceText.plain([]) == "")
    #expect(TraceText.jsonLines([]) == "")
  }

  @Test("Figures as a table")
  func figures() throws { try expectGolden(FigureTable.csv(Samples.happy), "figures.csv") }

  @Test("A field with commas, quotes or lines is quoted, and only then")
  func csv() {
    var csv = CSV()
    csv.add(["n=4,byzantine=2", "a \"b\"", "c\nd", "plain", ""])
    #expect(csv.text == "\"n=4,byzantine=2\",\"a \"\"b\"\"\",\"c\nd\",plain,\n")
  }

  @Test("The command with all that it left unsaid")
  func runText() throws { try expectGolden(Self.settings.text, "run.txt") }

  @Test("A result has its place and its files")
  func folder() throws {
    let trace = Samples.trace
    let folder = ResultFolder(
      Samples.sweep, case: 1, exit: 0, settings: Self.settings, trace: trace)
    #expect(folder.path == "noc-write-pbft-sweep/repaired/d_r=1.000%20ms/1-200")
    #expect(
      folder.files.map(\.name) == [
        "run.txt", "result.json", "report.txt", "figures.csv", "trace.txt", "trace.jsonl",
      ])
    let result = String(decoding: folder.files[1].bytes, as: UTF8.self)
    let json = try #require(JSONValue(result))
    #expect(json["cases"].elements.count == 1)
    #expect(json["cases"][0]["case"] == .string("d_r=1.000 ms"))
    #expect(result.hasSuffix("}\n"))
    let happy = ResultFolder(Samples.happy, case: 0, exit: 0, settings: Self.settings)
    #expect(happy.path == "noc-happy-160/repaired/default/1")
    // What a scenario without cases calls its one case.
    var named = Samples.happy
    named.cases[0].name = "default"
    let same = ResultFolder(named, case: 0, exit: 0, settings: Self.settings)
    #expect(same.path == happy.path)
    #expect(happy.files.count == 4)
    // What the command line changes is another result.
    let changed = ["crypto=full", "mutant=skipWAL"]
    let mutant = ResultFolder(named, case: 0, exit: 0, changes: changed, settings: Self.settings)
    #expect(mutant.path == "noc-happy-160/repaired/crypto=full,mutant=skipWAL/1")
    let sweep = ResultFolder(
      Samples.sweep, case: 1, exit: 0, changes: ["n=7"], settings: Self.settings)
    #expect(sweep.path == "noc-write-pbft-sweep/repaired/d_r=1.000%20ms,n=7/1-200")
  }

  @Test(
    "File names are safe",
    arguments: [
      ("", "default"), ("n=4,byzantine=2", "n=4,byzantine=2"), ("default", "%64efault"),
      ("..", "%2E%2E"), (".hidden", "%2Ehidden"), ("a..b", "a.%2Eb"), ("v1.2", "v1.2"),
      ("a/b\\c", "a%2Fb%5Cc"), ("100 %", "100%20%25"), ("é", "%C3%A9"), ("\0\n", "%00%0A"),
    ])
  func fileName(text: String, name: String) {
    #expect(FileName.of(text) == name)
  }

  /// Two cases in one folder would overwrite each other.
  @Test("Different texts have different names, whatever is in them")
  func injective() {
    var stream = RandomStream(seed: 1, name: "names", index: 0)
    let pieces = [
      "", ".", "..", "/", "%", "%2E", "2E", "a", "A", "~", "default", "é", "e\u{301}", " ",
      String(repeating: "x", count: 190), String(repeating: "/", count: 90),
    ]
    var texts: [[UInt8]] = []
    for _ in 0..<3_000 {
      let parts = (0..<stream.below(5)).map { _ in pieces[Int(stream.below(UInt64(pieces.count)))] }
      texts.append(Array(parts.joined().utf8))
    }
    let distinct = Set(texts)
    let names = distinct.map { FileName.of(String(decoding: $0, as: UTF8.self)) }
    #expect(Set(names).count == distinct.count)
    #expect(distinct.count > 1_000)
    for name in names {
      #expect(!name.isEmpty && name.utf8.count <= 200)
      #expect(!name.contains("/") && !name.contains("..") && !name.hasPrefix("."))
    }
  }

  @Test(
    "Words reach the command as they are",
    arguments: [
      ("noc-happy-160", "noc-happy-160"), ("n=4,byzantine=2", "n=4,byzantine=2"),
      ("d_r=1 ms", "'d_r=1 ms'"), ("", "''"), ("it's", #"'it'\''s'"#), ("$(rm)", "'$(rm)'"),
      ("a\nb'\\", #"$'a\012b\'\\'"#), ("\u{9B}", #"$'\302\233'"#), ("*", "'*'"),
    ])
  func shellWord(word: String, quoted: String) {
    #expect(ShellWord.quoted(word) == quoted)
  }

  @Test("A replay line names seed and case, and what else makes the run")
  func replay() {
    var command = ReplayCommand(reference: "scenarios/my fork.yaml", caseName: "n=5,Q=3")
    command.options = ["--variant", "published"]
    #expect(
      command.line(seed: 7)
        == "nocturne replay 'scenarios/my fork.yaml' --seed 7 --case n=5,Q=3 --variant published")
  }

  @Test(
    "Numbers are written out by integer arithmetic",
    arguments: [
      (0, "0", "0.000"), (7, "7", "0.007"), (999, "999", "0.999"), (160_064, "160,064", "160.064"),
      (1_234_567, "1,234,567", "1,234.567"),
      (.max, "18,446,744,073,709,551,615", "18,446,744,073,709,551.615"),
    ] as [(UInt64, String, String)])
  func quantity(value: UInt64, count: String, thousandths: String) {
    #expect(Quantity.count(value) == count)
    #expect(Quantity.thousandths(value) == thousandths)
    #expect(Quantity.count(-1_234) == "-1,234")
    #expect(Quantity.count(-123) == "-123")
  }
}
