import Diagnostics
import NocturneLedger
import Scenarios
import TemporalLogic
import Testing
import Traces

@testable import Catalog

/// Clients that crash and boot again, by way of scenarios.
@Suite("Clients that crash")
struct ClientCrashTests {
  private static func scenario(_ fields: String) throws -> Scenario {
    let text = """
      name: clients
      system: nocturne
      n: 4
      f: 1
      clients: {count: 2, lanes: 2, load: {rate: 10/s, commands: 10}}
      links: {default: {delay: {uniform: [1 ms, 20 ms]}, loss: 10 %}}
      stores: {wal: {delay: {uniform: [1 ms, 20 ms]}}, ledger: {delay: 10 ms}}
      parameters: {subscribers: 1, checkpoint: 4, window: 8, retry: 200 ms}
      duration: 30 s
      \(fields)
      """
    let file = ScenarioFile.load(
      SourceText(name: "clients.yaml", bytes: Array(text.utf8)),
      systems: [SystemEntry.nocturne.schema])
    #expect(file.findings.map(\.description) == [])
    return try #require(file.cases.first).scenario
  }

  private static let crashes = """
    crashes:
      - {node: clients, at: 150 ms, restart: 260 ms}
      - {node: client 0, at: 423 ms, restart: 440 ms}
    """

  @Test("Whatever a client has asked for gets an outcome, and no number is used twice")
  func resumes() throws {
    let scenario = try Self.scenario(Self.crashes)
    for seed in UInt64(1)...20 {
      let record = try LiarTests.run(scenario, seed: seed)
      let verdicts = record.properties.map { ($0.name, $0.judgement.verdict) }
      for (name, verdict) in verdicts where verdict != .vacuous {
        #expect(verdict == .holds, "\(name) of seed \(seed)")
      }
      // Every command has the next number of its lane, so that none is refused.
      #expect(record.load.rejected == 0, "seed \(seed)")
      #expect(record.load.completed >= 14, "seed \(seed)")
    }
  }

  @Test("A client that forgets leaves something open, or is refused")
  func forgets() throws {
    let scenario = try Self.scenario(Self.crashes + "\nmutant: forgetsRequests")
    var isOpen = 0
    for seed in UInt64(1)...20 {
      let record = try LiarTests.run(scenario, seed: seed)
      let progress = record.properties.first { $0.name == "L1" }?.judgement.verdict
      #expect(record.load.rejected > 0 || progress != .holds, "seed \(seed)")
      isOpen += progress == .presumablyViolated ? 1 : 0
    }
    #expect(isOpen > 0)
  }

  private static func hasLog(_ scenario: Scenario) -> Bool {
    LedgerConfiguration(scenario).hasDurableClients
  }

  @Test("A log costs nothing where no client is to crash: there is none")
  func absent() throws {
    let plain = try Self.scenario("")
    let other = try Self.scenario("crashes: [{node: replica 3, at: 150 ms, restart: 260 ms}]")
    #expect(!Self.hasLog(plain) && !Self.hasLog(other))
    #expect(Self.hasLog(try Self.scenario(Self.crashes)))
    #expect(
      Self.hasLog(
        try Self.scenario("schedule: [{client: client 0}, {crash: client 0}, {then: run}]")))
  }
}
