import Cryptography
import Determinism
import Diagnostics
import Faults
import Scenarios
import TemporalLogic
import Testing
import Traces

@testable import Catalog

/// Liars in small clusters of the ledger, by way of scenarios.
@Suite("Liars of the ledger")
struct LiarTests {
  /// Each behaviour in a setting in which it has something to lie about.
  struct Setting: Sendable, CustomTestStringConvertible {
    let name: String
    /// As in a scenario.
    var behaviour: String
    var nodes = "replica 0"
    /// More fields of the scenario.
    var fields = ""

    var testDescription: String { name }
  }

  static let crash = "crashes: [{node: replica 2, at: 300 ms, restart: 3 s}]\n"
  static let lyingCrash = "crashes: [{node: replica 0, at: 300 ms, restart: 600 ms}]\n"

  static let deadPrimary = "crashes: [{node: replica 0, at: 120 ms}]\n"

  static let settings: [Setting] = [
    Setting(name: "silent", behaviour: "silent"),
    Setting(name: "delayTo", behaviour: "{kind: delayTo, to: replica 2, by: 90 ms}"),
    Setting(name: "replay", behaviour: "{kind: replay, last: 8}"),
    Setting(name: "badSignature", behaviour: "{kind: badSignature, as: replicas 1..2}"),
    Setting(name: "amnesia", behaviour: "amnesia", fields: lyingCrash),
    Setting(name: "censor", behaviour: "{kind: censor, of: client 0}"),
    Setting(name: "equivocatePrePrepare", behaviour: "equivocatePrePrepare"),
    Setting(name: "doublePrepare", behaviour: "doublePrepare", nodes: "replicas 0..1"),
    Setting(name: "doubleCommit", behaviour: "doubleCommit"),
    Setting(name: "wrongDigest", behaviour: "wrongDigest"),
    Setting(name: "forgeReceipt", behaviour: "forgeReceipt"),
    Setting(name: "lieState", behaviour: "lieState", fields: crash),
    Setting(name: "reorderBatch", behaviour: "{kind: reorderBatch, favour: client 0}"),
    Setting(name: "lieViewChange", behaviour: "lieViewChange", nodes: "replica 1"),
    Setting(name: "staleCheckpoint", behaviour: "staleCheckpoint", nodes: "replica 1"),
    Setting(name: "spamViewChange", behaviour: "spamViewChange"),
    Setting(name: "forgeNewView", behaviour: "forgeNewView", nodes: "replica 1"),
    Setting(name: "claimPrepared", behaviour: "claimPrepared", nodes: "replica 2"),
    Setting(name: "usurp", behaviour: "usurp", nodes: "replica 3"),
    Setting(name: "doubleSubmit", behaviour: "doubleSubmit", nodes: "client 1"),
    Setting(
      name: "spamRequests", behaviour: "{kind: spamRequests, every: 50 ms}", nodes: "client 1"),
    Setting(
      name: "equivocateNewView", behaviour: "equivocateNewView", nodes: "replica 1",
      fields: deadPrimary),
  ]

  static func scenario(
    nodes: String, behaviours: [String], fields: String = "", window: String = "",
    replicas: Int = 4
  ) throws -> Scenario {
    let text = """
      name: liars
      system: nocturne
      n: \(replicas)
      f: \((replicas - 1) / 3)
      clients: {count: 2, lanes: 4, load: {pattern: burst, burst: 4, rate: 2/s, commands: 8}}
      links: {default: {delay: {uniform: [1 ms, 20 ms]}, loss: 2 %}}
      stores: {wal: {delay: 1 ms}, ledger: {delay: 10 ms}}
      parameters: {window: 4, checkpoint: 2}
      duration: 20 s
      byzantine: [{nodes: \(nodes), behaviours: [\(behaviours.joined(separator: ", "))]\(window)}]
      \(fields)
      """
    let file = ScenarioFile.load(
      SourceText(name: "liars.yaml", bytes: Array(text.utf8)),
      systems: [SystemEntry.nocturne.schema])
    #expect(file.findings.map(\.description) == [])
    return try #require(file.cases.first).scenario
  }

  static func run(_ scenario: Scenario, seed: UInt64) throws -> RunRecord {
    try SystemEntry.nocturne.run(scenario, RunRequest(seed: seed, crypto: .ideal)).record
  }

  static func violated(_ record: RunRecord) -> [String] {
    record.properties.filter { $0.judgement.verdict == .violated }.map(\.name)
  }

  static func fault(_ name: String, _ record: RunRecord) -> FaultRecord {
    record.faults.first { $0.kind == name }
      ?? FaultRecord(kind: name, requested: 0, injected: 0, effective: 0)
  }

  /// What a behaviour needs beside it: a primary that fails, or a double proposal to vote for.
  static func company(_ setting: Setting) -> (behaviours: [String], replicas: Int, fields: String) {
    switch setting.name {
    case "doublePrepare", "doubleCommit": (["equivocatePrePrepare"], 7, setting.fields)
    case "lieViewChange", "staleCheckpoint", "forgeNewView", "claimPrepared":
      ([], 4, "pauses: [{node: replica 0, at: 700 ms, until: 4 s}]\n")
    default: ([], 4, setting.fields)
    }
  }

  @Test("Each behaviour is felt by correct nodes, and breaks nothing", arguments: settings)
  func isEffective(setting: Setting) throws {
    let (others, replicas, fields) = Self.company(setting)
    let scenario = try Self.scenario(
      nodes: setting.nodes, behaviours: others + [setting.behaviour], fields: fields,
      replicas: replicas)
    var sum = FaultRecord(kind: setting.name, requested: 0, injected: 0, effective: 0)
    for seed in UInt64(1)...3 {
      let record = try Self.run(scenario, seed: seed)
      #expect(Self.violated(record) == [], "seed \(seed)")
      let fault = Self.fault(setting.name, record)
      #expect(fault.requested >= fault.injected && fault.injected >= fault.effective)
      sum.effective += fault.effective
      #expect(try Self.run(scenario, seed: seed).traceDigest == record.traceDigest)
    }
    #expect(sum.effective > 0)
  }

  /// Those of replicas; clients tell lies of their own.
  static let ofReplicas = settings.filter { !$0.nodes.hasPrefix("client") }

  @Test("Any two behaviours go together", arguments: ofReplicas.indices)
  func compose(index: Int) throws {
    let first = Self.ofReplicas[index]
    for step in [1, 5] {
      let second = Self.ofReplicas[(index + step) % Self.ofReplicas.count]
      let scenario = try Self.scenario(
        nodes: "replica \(index % 4)", behaviours: [first.behaviour, second.behaviour],
        fields: index % 2 == 0 ? "" : "crashes: [{node: replica 2, at: 1 s, restart: 2 s}]\n")
      let record = try Self.run(scenario, seed: UInt64(step))
      #expect(Self.violated(record) == [], "\(first.name) and \(second.name)")
    }
  }

  @Test("Nothing is asked of a behaviour outside its window", arguments: settings)
  func windows(setting: Setting) throws {
    let scenario = try Self.scenario(
      nodes: setting.nodes, behaviours: [setting.behaviour], fields: setting.fields,
      window: ", from: 30 s", replicas: 7)
    let record = try Self.run(scenario, seed: 1)
    #expect(Self.fault(setting.name, record).requested == 0)
    // What a liar asks for does not count.
    #expect(record.load.completed == (setting.nodes == "client 1" ? 8 : 16))
  }

  @Test("All behaviours together, in the names of f replicas, break nothing")
  func everything() throws {
    for (replicas, nodes) in [(4, "replica 0"), (7, "replicas 0..1")] {
      let scenario = try Self.scenario(
        nodes: nodes, behaviours: Self.ofReplicas.dropFirst().map(\.behaviour), replicas: replicas)
      for seed in UInt64(1)...3 {
        #expect(Self.violated(try Self.run(scenario, seed: seed)) == [], "seed \(seed)")
      }
    }
  }

  @Test("Messages of liars are marked in traces, and no others")
  func marks() throws {
    let scenario = try Self.scenario(
      nodes: "replica 0",
      behaviours: ["equivocatePrePrepare", "{kind: delayTo, to: replica 1, by: 5 ms}"])
    let outcome = try SystemEntry.nocturne.run(
      scenario, RunRequest(seed: 1, crypto: .ideal, captured: 1..<100_000))
    let marked = outcome.captured.filter { $0.forged != nil }
    #expect(marked.contains { $0.forged == "equivocatePrePrepare" && $0.label == "PREPREPARE" })
    #expect(marked.contains { $0.forged == "delayTo" && $0.node == "replica 1" })
    #expect(marked.allSatisfy { $0.from == "replica 0" })
  }

  @Test("A scenario without liars runs the bare nodes; twins alone are none of them")
  func bare() throws {
    let twins = try Self.scenario(
      nodes: "replica 0", behaviours: ["{kind: twins, side: replica 3}"])
    #expect(twins.faultPlan.coalitions.isEmpty)
    #expect(twins.faultPlan.byzantine.count == 1)
  }
}
