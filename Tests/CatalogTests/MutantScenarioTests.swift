import Diagnostics
import FoundationEssentials
import NocturneLedger
import Scenarios
import TemporalLogic
import Testing
import Traces

@testable import Catalog

/// The shipped scenarios of mutants: a case for every mutant, which breaks what it says and nothing
/// else, and which holds with the mutant switched off.
@Suite("Scenarios of mutants")
struct MutantScenarioTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let file: String
    let scenario: ScenarioCase
    var testDescription: String { "\(file) \(scenario.name)" }
  }

  static let files = ["noc-mutants", "noc-mutants-views"]

  static let cases: [Case] = cases(mutant: nil)
  static let honest: [Case] = cases(mutant: "none")

  /// The cases of all files, with another mutant than theirs if one is given.
  static func cases(mutant: String?) -> [Case] {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return files.flatMap { name -> [Case] in
      let path = "/\(root)/scenarios/\(name).yaml"
      guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { return [] }
      let file = ScenarioFile.load(
        SourceText(name: path, bytes: Array(bytes)),
        overrides: mutant.map { [Override(key: "mutant", value: $0)] } ?? [],
        systems: [SystemEntry.nocturne.schema])
      return file.cases.map { Case(file: name, scenario: $0) }
    }
  }

  /// The verdicts that a case allows a property.
  static func allowed(_ property: String, in scenario: Scenario) -> [Verdict] {
    for expectation in scenario.expectations where expectation.subject == property {
      if case .verdict(let verdicts, _) = expectation.content { return verdicts }
    }
    return VerdictExpectation.unsaid.verdicts
  }

  static func isBreach(_ verdict: Verdict) -> Bool {
    verdict == .violated || verdict == .presumablyViolated
  }

  @Test("Every mutant has one case, which insists on the breach of its property")
  func coverage() {
    #expect(Self.cases.map(\.scenario.name).sorted() == LedgerMutant.allCases.map(\.name).sorted())
    for one in Self.cases {
      let scenario = one.scenario.scenario
      #expect(scenario.mutant == one.scenario.name)
      guard let mutant = LedgerMutant(named: one.scenario.name) else { continue }
      let allowed = Self.allowed(mutant.breaks, in: scenario)
      #expect(allowed.allSatisfy(Self.isBreach), "\(mutant.name): \(mutant.breaks)")
      // All properties are judged, and all are spoken of.
      let demanded = Ledger.properties.filter { $0.published == nil }
      #expect(scenario.properties == demanded.map(\.name))
      for property in scenario.properties {
        #expect(scenario.expectations.contains { $0.subject == property }, "\(property)")
      }
    }
  }

  @Test("A mutant breaks what its case says, and nothing else", arguments: cases)
  func breaks(one: Case) throws {
    let scenario = one.scenario.scenario
    for property in try LiarTests.run(scenario, seed: 1).properties {
      let verdict = property.judgement.verdict
      #expect(Self.allowed(property.name, in: scenario).contains(verdict), "\(property.name)")
    }
  }

  @Test("With the mutant switched off, nothing is broken in the same setting", arguments: honest)
  func holds(one: Case) throws {
    #expect(one.scenario.scenario.mutant == nil)
    for seed in UInt64(1)...2 {
      let broken = try LiarTests.run(one.scenario.scenario, seed: seed).properties
        .filter { Self.isBreach($0.judgement.verdict) }.map(\.name)
      #expect(broken == [], "seed \(seed)")
    }
  }
}
