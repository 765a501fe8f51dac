import Catalog
import Cryptography
import Determinism
import Diagnostics
import Scenarios
import TemporalLogic
import Testing
import Traces

/// What scenario files say of stores, clocks and the network reaches runs of the ledger.
@Suite("Environment faults of scenarios")
struct EnvironmentTests {
  static let lossy = "default: {delay: 5 ms, jitter: {exponential: {mean: 2 ms}}, loss: 2 %}"

  static func run(
    _ lines: String, links: String = lossy, seeds: ClosedRange<UInt64> = 1...1
  ) throws -> [RunRecord] {
    let text = """
      name: environment
      system: nocturne
      n: 4
      clients: {count: 2, load: {rate: 20/s, commands: 60}}
      links:
        \(links)
      duration: 8 s
      \(lines)
      """
    let file = ScenarioFile.load(
      SourceText(name: "environment.yaml", text: text), systems: Systems.schemas(Systems.all))
    #expect(file.findings.map(\.message) == [])
    let one = try #require(file.cases.first)
    return try seeds.map {
      try SystemEntry.nocturne.run(one.scenario, RunRequest(seed: $0, crypto: .ideal)).record
    }
  }

  static func effective(_ kind: String, _ records: [RunRecord]) -> UInt64 {
    records.flatMap(\.faults).filter { $0.kind == kind }.reduce(0) { $0 + $1.effective }
  }

  @Test(
    "Every fault of a store is felt, and at one replica it breaks no property",
    arguments: [
      "delay", "unavailable", "ackBeforeDurable", "torn", "truncateTail", "rollback", "bitRot",
    ], ["wal", "ledger"])
  func stores(kind: String, store: String) throws {
    let records = try Self.run(
      """
      stores:
        \(store): {delay: 400 ms, faults: [{kind: \(kind), nodes: replica 2, by: 200 ms}]}
      crashes:
        - {node: replica 2, at: 1 s, restart: 1500 ms}
        - {node: replica 2, at: 2111 ms, restart: 3 s}
      """, seeds: 1...2)
    let names = ["delay": "storeDelay", "unavailable": "storeUnavailable"]
    #expect(Self.effective(names[kind] ?? kind, records) > 0)
    for property in records.flatMap(\.properties) {
      #expect(property.judgement.verdict != .violated, "\(property.name)")
    }
  }

  @Test("What is shown is durable with one lying store among four, and not with two")
  func lyingStores() throws {
    let verdicts = { (nodes: String) throws -> [Verdict?] in
      // The fourth replica is too far away to vouch for anything in time.
      let record = try Self.run(
        """
        unsafe: true
        stores:
          ledger: {delay: 20 ms, faults: [{kind: ackBeforeDurable, nodes: \(nodes), by: 1 s}]}
        """,
        links: """
          default: {delay: 5 ms}
            from: {from: replica 3, to: all, delay: 3 s}
            to: {from: all, to: replica 3, delay: 3 s}
          """)[0]
      return ["S2", "S2f", "Agreement"].map { name in
        record.properties.first { $0.name == name }?.judgement.verdict
      }
    }
    #expect(try verdicts("replica 1") == [.holds, .holds, .holds])
    #expect(try verdicts("replicas 1..2") == [.violated, .violated, .holds])
  }

  @Test("Clocks, and an instant from which nothing is lost")
  func clocks() throws {
    let plain = try Self.run("")[0]
    let skewed = try Self.run(
      """
      clocks:
        ahead: {nodes: replica 1, skew: 200 ms, drift: 100 ppm}
        late: {nodes: replica 3, skew: -1 s, from: 1 s}
      """)[0]
    #expect(Self.effective("clock", [skewed]) == 2)
    #expect(skewed.traceDigest != plain.traceDigest)
    #expect(try Self.run("gst: never")[0].traceDigest == plain.traceDigest)
    let synchronous = try Self.run("gst: 0 ms\ndelta: 8 ms")[0]
    #expect(plain.messages.dropped > 0 && synchronous.messages.dropped == 0)
    let calm = try Self.run("gst: 1500 ms\ndelta: 8 ms")[0]
    #expect(calm.messages.dropped > 0 && calm.messages.dropped < plain.messages.dropped)
  }
}
