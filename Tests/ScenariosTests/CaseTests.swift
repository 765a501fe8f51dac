import Determinism
import Diagnostics
import Faults
import Scenarios
import Testing

@Suite("Cases, sweeps and overrides")
struct CaseTests {
  static let sweep = """
    name: sweep
    system: ledger
    let: {replicaDelay: 25 ms}
    links:
      replicas: {from: replicas, to: replicas, delay: $replicaDelay}
    sweep:
      n: [4, 7]
      replicaDelay: [0 ms, 13.3 ms]
    """

  @Test("A sweep is a grid, the last field running fastest")
  func grid() {
    let file = ScenarioTests.load(Self.sweep)
    #expect(
      file.cases.map(\.name) == [
        "n=4,replicaDelay=0ms", "n=4,replicaDelay=13.3ms", "n=7,replicaDelay=0ms",
        "n=7,replicaDelay=13.3ms",
      ])
    #expect(file.cases[1].parameters == [Named("n", "4"), Named("replicaDelay", "13.3 ms")])
    #expect(file.cases[3].scenario.cluster.faults == 2, "f follows n where it is not given")
    let link = file.cases[3].scenario.link(from: NodeID(0), to: NodeID(1))
    #expect(link.delay == .always(Ticks(13_300)))
  }

  @Test("What the command line sets does not run through the sweep's values")
  func pinned() {
    let file = ScenarioTests.load(
      Self.sweep, [Override(key: "n", value: "10"), Override(key: "replicaDelay", value: "5 ms")])
    #expect(file.cases.map(\.name) == ["n=10,replicaDelay=5ms"])
    #expect(file.cases[0].scenario.cluster.replicas == 10)
    let whole = ScenarioTests.load(Self.sweep, [Override(key: "sweep", value: "{n: [4]}")])
    #expect(whole.cases.map(\.name) == ["n=4"], "the sweep itself is a field too")
  }

  @Test("Cases and sweep multiply; the command line has the last word, the last one of all")
  func order() {
    let text = """
      name: order
      system: ledger
      cores: 1
      cases:
        - {name: one, set: {cores: 2, clients.load.rate: 5/s}}
        - name: two
      sweep: {n: [4, 7]}
      """
    #expect(
      ScenarioTests.load(text).cases.map(\.name) == [
        "one,n=4", "one,n=7", "two,n=4", "two,n=7",
      ])
    #expect(ScenarioTests.load(text).cases.map(\.scenario.cores) == [2, 2, 1, 1])
    let set = [Override(key: "cores", value: "3"), Override(key: "cores", value: "4")]
    #expect(ScenarioTests.load(text, set).cases.map(\.scenario.cores) == [4, 4, 4, 4])
  }

  @Test("Overrides reach into names, lists and sections that the file does not have")
  func paths() throws {
    let text = """
      name: paths
      system: ledger
      crashes: [{node: replica 0, at: 1 s}]
      expect: {Agreement: holds}
      """
    let file = ScenarioTests.load(
      text,
      [
        Override(key: "crashes.0.at", value: "2 s"),
        Override(key: "links.default.delay", value: "{uniform: [1 ms, 2 ms]}"),
        Override(key: "expect.visible.p50", value: "7 ms"),
        Override(key: "costs.hash.3p", value: "2 us"),
        Override(key: "let.x", value: "9 ms"),
        Override(key: "stores.wal.delay", value: "$x"),
      ])
    let scenario = try #require(file.cases.first?.scenario, "\(file.findings.rendered)")
    #expect(scenario.crashes[0].from == .seconds(2))
    #expect(scenario.costs.first { $0.name == "hash.3p" }?.value == Ticks(2))
    #expect(scenario.links[0].delay?.description == "{uniform: [1 ms, 2 ms]}")
    #expect(scenario.expectations.map(\.subject) == ["Agreement", "visible.p50"])
    #expect(scenario.stores.first { $0.name == "wal" }?.value.delay.description == "9 ms")
  }

  @Test("Settings given back as overrides make the same scenario", arguments: 4..<8)
  func settingsRoundTrip(index: Int) throws {
    let file = try ScenarioTests.everything()
    let one = try #require(file.cases.dropFirst(index).first)
    let lists = ["partitions", "crashes", "pauses", "byzantine", "schedule", "stores", "check"]
    // Lists cannot be made longer by paths; they are taken over whole from the file.
    let body = file.canonicalText
    let plain = one.settings.filter { setting in
      !lists.contains { setting.name == $0 || setting.name.hasPrefix($0 + ".") }
    }
    let overrides =
      plain.map { Override(key: $0.name, value: $0.value) } + [Override(key: "cases", value: "[]")]
    let again = ScenarioFile.load(
      SourceText(name: "again.yaml", text: body), overrides: overrides,
      systems: SampleSystems.all)
    #expect(again.findings.rendered == "")
    let twin = try #require(again.cases.first)
    let names = Set(plain.map(\.name))
    #expect(twin.settings.filter { names.contains($0.name) }.map(\.value) == plain.map(\.value))
  }

  @Test("The canonical text is a fixed point, and does not depend on spelling")
  func canonical() throws {
    let file = try ScenarioTests.everything()
    let again = ScenarioTests.load(file.canonicalText)
    #expect(again.canonicalText == file.canonicalText)
    #expect(again.cases.map(\.settings) == file.cases.map(\.settings))
    let one = ScenarioTests.load("name: x # comment\nsystem: 'counter'\nabout: \"a, b\"\n")
    let two = ScenarioTests.load("{name: x, system: counter,\n about: 'a, b'}")
    #expect(one.canonicalText == two.canonicalText)
    #expect(one.canonicalText == "{name: x, system: counter, about: \"a, b\"}")
    let three = ScenarioTests.load("name: y\nsystem: counter\nabout: a, b\n")
    #expect(one.canonicalText != three.canonicalText)
  }

  @Test("Any number of warnings leaves all cases there")
  func manyWarnings() {
    let cases = (0..<300).map { "  - {name: c\($0), set: {check: {commands: \($0)}}}\n" }
    let file = ScenarioTests.load("name: w\nsystem: counter\ncases:\n" + cases.joined())
    #expect(file.cases.count == 300)
    #expect(file.findings.count == 100)
    #expect(!file.findings.hasErrors)
  }

  @Test("Warnings leave the cases usable")
  func warnings() {
    let file = ScenarioTests.load("name: w\nsystem: counter\ncheck: {commands: 1}\n")
    #expect(file.findings.map(\.code) == ["not-yet-executable"])
    #expect(file.cases.count == 1)
  }
}
