import Determinism
import Diagnostics
import Faults
import Scenarios
import TemporalLogic
import Testing

@Suite("A valid file gives scenarios with every default filled in")
struct ScenarioTests {
  static func load(_ text: String, _ overrides: [Override] = []) -> ScenarioFile {
    ScenarioFile.load(
      SourceText(name: "test.yaml", text: text), overrides: overrides,
      systems: SampleSystems.all)
  }

  static func everything() throws -> ScenarioFile {
    let bytes = try Golden.bytes(of: "Valid/everything.yaml")
    return ScenarioFile.load(
      SourceText(name: "everything.yaml", bytes: bytes), systems: SampleSystems.all)
  }

  @Test("Settings of every case are golden", arguments: Golden.names(in: "Valid"))
  func settings(name: String) throws {
    let text = SourceText(
      name: "\(name).yaml", bytes: try Golden.bytes(of: "Valid/\(name).yaml"))
    let file = ScenarioFile.load(text, systems: SampleSystems.all)
    #expect(file.findings.rendered == "")
    var golden = "canonical: \(file.canonicalText)\n"
    for one in file.cases {
      golden += "\ncase \(one.name)\n"
      for parameter in one.parameters { golden += "  \(parameter.name) = \(parameter.value)\n" }
      golden += "settings\n"
      for setting in one.settings { golden += "  \(setting.name): \(setting.value)\n" }
    }
    try Golden.expect(golden, "Valid/\(name).txt")
  }

  @Test("The least file needs a name and a system")
  func least() throws {
    let one = try #require(Self.load("name: least\nsystem: counter").cases.first)
    #expect(one.name == "default")
    #expect(one.parameters == [])
    #expect(one.scenario.cluster.replicas == 1, "the system's own default")
    #expect(one.scenario.seeds.description == "1")
    #expect(one.scenario.expectations == [])
    let link = one.scenario.link(from: NodeID(0), to: NodeID(0))
    #expect(link == LinkProfile(delay: try .constant(1_000)), "1 ms is the system's default")
  }

  @Test("Every step of a schedule has its place")
  func placesOfSteps() throws {
    let text = """
      name: steps
      system: ledger
      let: {boot: {restart: replica 0}}
      schedule:
        - {client: client 0}
        - crash: replica 0
          at: 1 s
        - off
        - $boot
        - then: run
      """
    let override = Override(key: "schedule.1.at", value: "2 s")
    let file = Self.load(text, [override])
    let one = try #require(file.cases.first, "\(file.findings.rendered)")
    #expect(one.scenario.schedule?.steps.count == 3)
    let places = try (0..<3).map { try #require(one.place(ofStep: $0)) }
    #expect(places.map { $0.text.position(at: $0.range.lowerBound).line } == [5, 6, 9])
    #expect(places.map { $0.text.position(at: $0.range.lowerBound).column } == [5, 5, 5])
    #expect(one.place(ofStep: 3) == nil)
    let given = Self.load(text, [Override(key: "schedule", value: "[{crash: replica 0}]")])
    let place = try #require(given.cases.first?.place(ofStep: 0))
    #expect(place.text.name == "--set schedule=[{crash: replica 0}]")
    #expect(place.range.lowerBound == 10)
  }

  @Test("A text that ends with the file, without a line break, is read the same each time")
  func cutBlockScalar() {
    // libfyaml reads past the end of such a file when it is handed over as it is.
    for text in ["about: |\n  ", "about: >-\n  ", "about: |\n  a\n  ", "about: \"a\\n\""] {
      let file = Self.load("name: cut\nsystem: counter\n" + text)
      #expect(file.findings.isEmpty)
      let about = file.cases.first?.scenario.about ?? "?"
      #expect(["", "\n", "a\n"].contains(about), "\(text): \(about)")
    }
  }

  @Test("Later link rules win field by field, and `default` is always the weakest")
  func links() throws {
    let file = Self.load(
      """
      name: links
      system: ledger
      n: 4
      links:
        among: {from: replicas, to: replicas, delay: 10 ms}
        to-three: {to: replica 3, loss: 1 %}
        default: {delay: 5 ms, loss: 2 %}
        three-to-zero: {from: replica 3, to: replica 0, delay: 20 ms, jitter: {uniform: [0 ms, 1 ms]}}
      """)
    let scenario = try #require(file.cases.first?.scenario, "\(file.findings.rendered)")
    let loss = { (percent: UInt64) in
      try #require(Probability(partsPerBillion: percent * 10_000_000))
    }
    let client = NodeID(4)
    #expect(scenario.name(of: client) == "client 0")
    #expect(scenario.link(from: client, to: NodeID(0)).delay == .always(Ticks(5_000)))
    #expect(scenario.link(from: client, to: NodeID(3)).loss == (try loss(1)))
    #expect(scenario.link(from: NodeID(0), to: NodeID(3)).delay == .always(Ticks(10_000)))
    #expect(scenario.link(from: NodeID(0), to: NodeID(2)).loss == (try loss(2)))
    let last = scenario.link(from: NodeID(3), to: NodeID(0))
    #expect(last.delay == .always(Ticks(20_000)))
    #expect(last.jitter == (try Sampler.uniform(low: 0, high: 1_000)))
  }

  @Test("Faults come out as the engines take them, nodes by their identifiers")
  func faultPlan() throws {
    let file = try Self.everything()
    let scenario = try #require(file.cases.first { $0.name.hasPrefix("large") }?.scenario)
    let plan = scenario.faultPlan
    #expect(plan.crashes.map(\.node) == [NodeID(2), NodeID(3), NodeID(4)])
    #expect(plan.crashes.map(\.restart) == [.seconds(6), .never, .never])
    #expect(plan.pauses == [Pause(NodeID(5), at: .seconds(1), until: .seconds(2))])
    #expect(plan.twins == [Twin(NodeID(1), side: [NodeID(0), NodeID(1), NodeID(2)])])
    #expect(
      plan.partitions.map(\.shape) == [
        .symmetric, .oneWay, .flapping(closed: .seconds(1), open: .seconds(1)),
        .flapping(closed: .seconds(1), open: .seconds(3)), .symmetric,
      ])
    #expect(plan.partitions[4].until == .never)
    #expect(plan.partitions[4].sides == [[NodeID(5)], [NodeID(7), NodeID(8)]])
    #expect(scenario.liars == [NodeID(1), NodeID(6)])
  }

  @Test("Parameters have their kinds")
  func parameters() throws {
    let scenario = try #require(try Self.everything().cases.first).scenario
    let values = scenario.parameters
    #expect(values.count("window") == 64)
    #expect(values.duration("retry") == .milliseconds(400))
    #expect(values.probability("sample")?.partsPerBillion == 5_000_000)
    #expect(values.rate("reads") == Rate(1, per: .milliseconds(5)))
    #expect(values.size("page") == 8_192)
    #expect(values.boolean("anchors") == false)
    #expect(values.word("order") == "hash")
    #expect(values.nodes("watched") == [NodeID(0)])
    #expect(values.count("retry") == nil, "a duration is not a count")
  }

  @Test("Expectations speak of properties and figures, with each case's values")
  func expectations() throws {
    let file = try Self.everything()
    let slow = try #require(file.cases.first { $0.name == "large,replicaDelay=13.3ms,rate=1-s" })
    func content(_ subject: String) -> ScenarioExpectation.Content? {
      slow.scenario.expectations.first { $0.subject == subject }?.content
    }
    #expect(content("Agreement") == .verdict([.holds], steps: nil))
    #expect(content("S1") == .verdict([.violated], steps: .atMost(4)))
    #expect(content("L1") == .verdict([.holds, .presumablyHolds], steps: nil))
    #expect(content("visible.p50") == .figure(.microseconds, .equal(199_964, tolerance: 0)))
    #expect(content("visible.p99") == .figure(.microseconds, .equal(241_000, tolerance: 2_000)))
    #expect(content("final.max") == .figure(.microseconds, .equal(300_000, tolerance: 10_000)))
    #expect(content("completed") == .figure(.count, .atLeast(10)))
    #expect(content("throughput") == .figure(.perSecondMilli, .above(100_000)))
    #expect(content("messages.bytes") == .figure(.bytes, .below(1 << 20)))
    #expect(content("slots") == .figure(.count, .atLeast(14)))
    let small = try #require(file.cases.first)
    #expect(
      small.scenario.expectations.contains(
        ScenarioExpectation.figure("visible.p50", .microseconds, .equal(100_000, tolerance: 0))),
      "a case's own expectation replaces the file's")
  }

  @Test("A fork by a low quorum needs `unsafe`, and its schedule is read")
  func schedule() throws {
    let scenario = try #require(try Self.everything().cases.first).scenario
    let schedule = try #require(scenario.schedule)
    #expect(schedule.ending == .run)
    #expect(
      schedule.steps.map(\.action) == [
        .client(NodeID(4)), .client(NodeID(5)),
        .deliver(type: "REQUEST", from: NodeID(4), to: NodeID(0), nth: 1),
        .stored(node: NodeID(0), store: "wal"), .timer(node: NodeID(1), name: "requestOverdue"),
        .crash(NodeID(2)), .restart(NodeID(2)),
      ])
    #expect(schedule.steps[4].at == .seconds(1))
    let low = "name: fork\nsystem: ledger\nn: 5\nf: 1\nquorum: 3\n"
    #expect(Self.load(low).cases.isEmpty)
    #expect(Self.load(low + "unsafe: true\n").cases.first?.scenario.cluster.quorum == 3)
  }

  @Test("What a liar says is read as bytes, in digits of either case")
  func lies() throws {
    let scenario = try #require(
      Self.load(
        """
        name: lies
        system: ledger
        byzantine: [{nodes: replica 0, behaviours: [silent]}]
        schedule:
          - say: {type: PREPARE, from: replica 0, to: replica 1, message: 02fF}
            at: 1 s
        """
      ).cases.first
    ).scenario
    let step = try #require(scenario.schedule?.steps.first)
    #expect(
      step.action == .say(type: "PREPARE", from: NodeID(0), to: NodeID(1), message: [2, 255]))
    #expect(step.at == .seconds(1))
    #expect(hexadecimalText([0, 1, 0x9a, 255]) == "00019aff")
  }

  @Test(
    "Any two quorums of the default meet in an honest replica",
    arguments: [1, 2, 3, 4, 5, 7, 10, 31, 64])
  func quorums(replicas: Int) throws {
    for faults in Set([0, (replicas - 1) / 6, (replicas - 1) / 3]) {
      let file = Self.load("name: q\nsystem: ledger\nn: \(replicas)\nf: \(faults)\n")
      let size = try #require(file.cases.first?.scenario.cluster)
      #expect(2 * size.quorum - replicas > faults)
      #expect(size.quorum <= replicas - faults, "the honest alone must be able to decide")
    }
  }
}

extension ScenarioExpectation {
  fileprivate static func figure(
    _ subject: String, _ unit: FigureUnit, _ bound: FigureBound
  ) -> ScenarioExpectation {
    ScenarioExpectation(subject: subject, content: .figure(unit, bound))
  }
}
