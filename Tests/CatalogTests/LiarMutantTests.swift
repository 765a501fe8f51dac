import Diagnostics
import FoundationEssentials
import NocturneLedger
import Scenarios
import TemporalLogic
import Testing

@testable import Catalog

/// The mutants whose guard only liars run into, each in its case of the shipped scenario.
@Suite("Mutants that take a liar")
struct LiarMutantTests {
  static let mutants: [LedgerMutant] = [
    .skipVoteSignature, .countEveryCommit, .skipBatchDigest, .slotsUncertified, .believeOneWord,
    .countWordsTwice, .skipWordSignature, .skipProofSignatures, .skipOutcomePath, .skipHeaderChain,
  ]

  /// A case of a shipped scenario, with the mutant or without.
  static func scenario(
    _ name: String, case wanted: String, removing line: String? = nil
  ) throws -> Scenario {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/\(root)/scenarios/\(name).yaml"
    var text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    if let line {
      let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
      text = parts.filter { !$0.hasSuffix(line) }.joined(separator: "\n")
    }
    let file = ScenarioFile.load(
      SourceText(name: path, bytes: Array(text.utf8)), systems: [SystemEntry.nocturne.schema])
    #expect(file.findings.map(\.description) == [])
    return try #require(file.cases.first { $0.name == wanted }).scenario
  }

  @Test("The liar's lies break the property of the mutant", arguments: mutants)
  func isCaught(mutant: LedgerMutant) throws {
    let scenario = try Self.scenario("noc-mutants", case: mutant.name)
    #expect(scenario.mutant == mutant.name)
    let violated = LiarTests.violated(try LiarTests.run(scenario, seed: 1))
    #expect(violated.contains(mutant.breaks), "\(mutant.setting)")
    for name in violated {
      let expected = scenario.expectations.first { $0.subject == name }
      guard case .verdict(let allowed, _)? = expected?.content else {
        Issue.record("\(name) was not expected")
        continue
      }
      #expect(allowed.contains(.violated))
    }
  }

  @Test("The same lies break nothing where the guard is on", arguments: mutants)
  func honestPasses(mutant: LedgerMutant) throws {
    let scenario = try Self.scenario(
      "noc-mutants", case: mutant.name, removing: " mutant: \(mutant.name)")
    #expect(scenario.mutant == nil && !scenario.byzantine.isEmpty)
    for seed in UInt64(1)...4 {
      #expect(LiarTests.violated(try LiarTests.run(scenario, seed: seed)) == [])
    }
  }

  @Test("A replica that forgets its votes in a crash helps a liar to a fork; its log prevents it")
  func amnesia() throws {
    let forgetful = try Self.scenario("noc-crash-amnesia", case: "skipWAL")
    let repaired = try Self.scenario("noc-crash-amnesia", case: "repaired")
    var forks = 0
    for seed in UInt64(1)...6 {
      let violated = LiarTests.violated(try LiarTests.run(forgetful, seed: seed))
      if violated.contains("Agreement") { forks += 1 }
      #expect(LiarTests.violated(try LiarTests.run(repaired, seed: seed)) == [])
    }
    #expect(forks >= 2)
  }

  @Test(
    "Too many liars, or quorums that meet in one only, fork; as many as are borne do not",
    arguments: [
      ("n4-byzantine1", false), ("n7-byzantine2", false), ("n4-byzantine2", true),
      ("n3-byzantine1", true), ("n5-quorum3-byzantine1", true),
    ])
  func boundary(name: String, forks: Bool) throws {
    let scenario = try Self.scenario("noc-f-ge-third", case: name)
    for seed in UInt64(1)...2 {
      let violated = LiarTests.violated(try LiarTests.run(scenario, seed: seed))
      #expect(violated.contains("Agreement") == forks)
      #expect(forks || violated.isEmpty)
    }
  }
}
