import Diagnostics
import Scenarios
import TemporalLogic
import Testing
import Traces

@testable import Catalog

/// A new primary that begins its view in two ways.
@Suite("Liars that begin views")
struct NewViewLiarTests {
  /// Replica 0 alone decides slot 1 and crashes; replicas 2 and 3 are prepared for it. The primary of view 1
  /// carries it over for itself, and has an empty batch for the two others.
  private static func scenario(_ fields: String) throws -> Scenario {
    let text = """
      name: new-view-twice
      system: nocturne
      n: 4
      f: 1
      clients: {count: 1, load: {rate: 1/s, commands: 1}}
      links: {default: {delay: 10 ms}}
      stores: {wal: {delay: 0 ms}, ledger: {delay: 10 ms}}
      parameters: {retry: 100 ms, requestTimeout: 100 ms, viewTimeout: 500 ms}
      partitions:
        - {kind: one-way, from: 25 ms, until: 60 ms, sides: [replicas 0..1, replicas 2..3]}
      crashes: [{node: replica 0, at: 45 ms, restart: 4 s}]
      byzantine:
        - nodes: replica 1
          behaviours:
            - {kind: equivocateNewView, side: [replicas 2..3]}
            - doublePrepare
            - doubleCommit
      duration: 10 s
      \(fields)
      """
    let file = ScenarioFile.load(
      SourceText(name: "new-view.yaml", bytes: Array(text.utf8)),
      systems: [SystemEntry.nocturne.schema])
    #expect(file.findings.map(\.description) == [])
    return try #require(file.cases.first).scenario
  }

  @Test("Backups that take its word fork; those that work out what it must propose do not")
  func fork() throws {
    let mutant = try LiarTests.run(Self.scenario("mutant: newViewUnchecked"), seed: 1)
    #expect(LiarTests.violated(mutant).contains("Agreement"))
    for seed in UInt64(1)...4 {
      let record = try LiarTests.run(Self.scenario(""), seed: seed)
      #expect(LiarTests.violated(record) == [], "seed \(seed)")
      #expect(LiarTests.fault("equivocateNewView", record).effective > 0)
      #expect(record.load.completed == 1)
    }
  }

  @Test("A behaviour of replicas is refused at a client")
  func misplaced() {
    let text = """
      name: misplaced
      system: nocturne
      clients: {count: 1, load: {rate: 1/s, commands: 1}}
      byzantine: [{nodes: client 0, behaviours: [equivocateNewView, badSignature]}]
      """
    let file = ScenarioFile.load(
      SourceText(name: "misplaced.yaml", bytes: Array(text.utf8)),
      systems: [SystemEntry.nocturne.schema])
    #expect(file.findings.map(\.code) == ["misplaced-behaviour"])
    #expect(file.findings.first?.hint?.contains("badSignature") == true)
    #expect(file.findings.first?.hint?.contains("forgeReceipt") == false)
  }
}
