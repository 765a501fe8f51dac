import Diagnostics
import TemporalLogic
import Testing
import Traces

@testable import Reporting

@Suite("JSON documents")
struct DocumentTests {
  private static let envelope = ["schema", "command", "version", "exit"]

  private static func read(_ text: String) throws -> JSONValue { try #require(JSONValue(text)) }

  private static func finding() -> Finding {
    Finding(
      file: "a.yaml", position: SourcePosition(line: 7, column: 11), code: Code.odd,
      message: "unknown fault 'x'", hint: "did you mean 'y'?")
  }

  private enum Code: String, FindingCode {
    case odd
    var explanation: Explanation { Explanation("Odd", "It is odd.", example: "x") }
  }

  @Test("One seed of one case")
  func happy() throws {
    try expectGolden(
      RunDocument([Samples.happy], exit: 0).json(command: "run", isPretty: true), "happy.json")
  }

  @Test("The keys of a run come in the promised order; what was added stands behind")
  func order() throws {
    let json = try Self.read(RunDocument([Samples.sweep], exit: 1).json(command: "run"))
    #expect(
      json.keys == Self.envelope + [
        "scenario", "scenarioDigest", "variant", "crypto", "seeds", "met", "cases", "complete",
        "findings",
      ])
    #expect(json["seeds"].keys == ["from", "to", "count", "verified", "mismatches"])
    let item = json["cases"][5]
    #expect(
      item.keys.starts(with: [
        "case", "parameters", "properties", "figures", "latencyUs", "load", "faults", "messages",
        "crypto", "each",
      ]))
    #expect(
      item["properties"][0].keys.starts(with: [
        "name", "verdict", "expected", "met", "violations", "firstSeed", "steps", "virtualUs",
        "obligation", "replay", "tla",
      ]))
    #expect(
      item["figures"][0].keys.starts(with: [
        "name", "unit", "value", "expected", "tolerance", "met",
      ]))
    #expect(item["latencyUs"].keys == ["visible", "final"])
    #expect(
      item["latencyUs"]["final"].keys.starts(with: [
        "count", "min", "p50", "p90", "p95", "p99", "p999", "p9999", "max",
      ]))
    #expect(
      item["load"].keys == [
        "model", "offered", "admitted", "completed", "rejected", "censored", "perSecondMilli",
      ])
    #expect(item["faults"][0].keys == ["kind", "requested", "injected", "effective"])
    #expect(
      item["messages"].keys.starts(with: ["sent", "delivered", "dropped", "duplicated", "bytes"]))
    #expect(item["crypto"].keys == ["signs", "verifies", "distinct"])
    #expect(
      item["each"][0].keys == [
        "seed", "traceDigest", "shapeDigest", "events", "virtualUs", "met",
      ])
  }

  @Test("Values are those of the report")
  func values() throws {
    let json = try Self.read(RunDocument([Samples.sweep], exit: 1).json(command: "run"))
    #expect(json["exit"] == .number("1"))
    #expect(json["met"] == .bool(false))
    let item = json["cases"][5]
    #expect(item["case"] == .string("d_r=20.000 ms"))
    #expect(item["parameters"]["d_r"] == .string("20.000 ms"))
    let safety = item["properties"][0]
    #expect(safety["verdict"] == .string("violated"))
    #expect(safety["expected"] == .string("holds"))
    #expect(safety["violations"] == .number("22"))
    #expect(safety["firstSeed"] == .number("8"))
    #expect(safety["steps"] == .number("41"))
    #expect(safety["virtualUs"] == .number("61064"))
    #expect(safety["obligation"] == .null)
    #expect(safety["tla"] == .string("EventLedger!S1"))
    #expect(item["properties"][1]["expected"] == .string("presumably-holds|vacuous"))
    #expect(item["properties"][1]["obligation"] == .string("request 7 is open since 12.000 ms"))
    #expect(item["each"].elements.count == 22)
    #expect(item["each"][0]["traceDigest"] == .string(Samples.digest(8)))
    // 2,000 samples leave two above 99.9 %, but twenty above 99 %.
    #expect(item["latencyUs"]["visible"]["p999"] == .null)
    #expect(item["latencyUs"]["visible"]["p99"] != .null)
    #expect(json["cases"][0]["properties"][0]["firstSeed"] == .null)
  }

  @Test("A refusal is the envelope alone, with its findings", arguments: [64, 65])
  func refusal(exit: Int) throws {
    let text = RunDocument([Samples.happy], exit: exit, findings: [Self.finding()])
      .json(command: "run")
    let json = try Self.read(text)
    #expect(json.keys == Self.envelope + ["findings"])
    #expect(
      json["findings"][0].keys == [
        "file", "line", "column", "code", "severity", "message", "hint",
      ])
    #expect(json["findings"][0]["line"] == .number("7"))
  }

  @Test("A replay that stops shows the state of each node")
  func stop() throws {
    let stop = RunDocument.Stop(
      step: 12, state: [("replica 1", "view 0"), ("replica 0", "\"x\"\n")])
    let json = try Self.read(
      RunDocument([Samples.happy], exit: 0, stop: stop).json(command: "replay"))
    #expect(json["command"] == .string("replay"))
    #expect(json.keys.suffix(3) == ["step", "state", "findings"])
    #expect(json["step"] == .number("12"))
    #expect(json["state"].keys == ["replica 1", "replica 0"])
    #expect(json["state"]["replica 0"] == .string("\"x\"\n"))
  }

  @Test("Several scenarios still make one document")
  func several() throws {
    let json = try Self.read(
      RunDocument([Samples.happy, Samples.sweep], exit: 1).json(command: "run"))
    #expect(json.keys == Self.envelope + ["met", "runs", "findings"])
    #expect(json["met"] == .bool(false))
    #expect(
      json["runs"].elements.map { $0["scenario"] } == [
        .string("noc-happy-160"), .string("noc-write-pbft-sweep"),
      ])
  }

  @Test("Pretty or not, the document says the same")
  func pretty() throws {
    let document = RunDocument([Samples.sweep], exit: 1)
    let plain = document.json(command: "run")
    #expect(!plain.contains("\n"))
    #expect(
      try Self.read(plain) == Self.read(document.json(command: "run", isPretty: true)))
  }

  @Test("Lists hold what was asked for")
  func list() throws {
    var document = ListDocument()
    document.systems = ["ledger", "phold"]
    #expect(try Self.read(document.json()).keys == Self.envelope + ["systems", "findings"])
    document.scenarios = [
      ListDocument.ScenarioEntry(
        name: "noc-happy-160", system: "ledger", variants: ["repaired"], cases: [])
    ]
    document.mutants = [
      ListDocument.MutantEntry(name: "quorumOfThree", system: "ledger", breaks: "Agreement")
    ]
    document.propositions = ["bound"]
    let json = try Self.read(document.json())
    #expect(
      json.keys == Self.envelope + [
        "scenarios", "systems", "mutants", "propositions", "findings",
      ])
    #expect(json["scenarios"][0].keys == ["name", "system", "variants", "cases"])
    #expect(json["mutants"][0].keys == ["name", "system", "breaks"])
    #expect(json["systems"] == .array([.string("ledger"), .string("phold")]))
  }

  @Test("Measurements with and without a peer have the same keys")
  func bench() throws {
    var row = BenchDocument.Row(name: "queue", unit: "events/CPU s", ours: 12_000_000)
    let alone = try Self.read(BenchDocument(rows: [row]).json(exit: 0))
    row.peer = 10_000_000
    row.peerName = "C++ heap"
    row.ratioMilli = 1_200
    row.gateMilli = 900
    row.isMet = true
    let beside = try Self.read(BenchDocument(rows: [row]).json(exit: 0))
    for json in [alone, beside] {
      #expect(json.keys == Self.envelope + ["rows", "findings"])
      #expect(
        json["rows"][0].keys == [
          "name", "unit", "ours", "peer", "peerName", "ratioMilli", "gateMilli", "met",
        ])
    }
    #expect(alone["rows"][0]["met"] == .null)
    #expect(beside["rows"][0]["ratioMilli"] == .number("1200"))
  }

  @Test("The version names the build")
  func version() throws {
    let document = VersionDocument(configuration: "debug", processor: "arm64", system: "macOS")
    let json = try Self.read(document.json())
    #expect(
      json.keys == Self.envelope + ["configuration", "processor", "system", "findings"])
    #expect(json["version"] == .string(ProductVersion.text))
  }
}
