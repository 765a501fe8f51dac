import Catalog
import Determinism
import ModelChecking
import TemporalLogic
import Testing
import Traces

@Suite("Models of the catalog")
struct ModelListTests {
  private static func request(
    _ entry: ModelEntry, _ variant: ModelVariant, _ bounds: [Int]
  ) -> ModelRequest {
    ModelRequest(
      variant: variant.name, bounds: bounds, properties: entry.properties.map(\.name),
      walks: RandomWalks(seed: .standard, walks: 200, steps: 60))
  }

  /// Models whose variants take seconds in debug.
  fileprivate static let large = [
    "teleport", "xavier-argmax", "xavier-pbft", "mtor-gossip", "raft", "raft-membership",
  ]

  @Test(
    "Each variant violates what it says, and nothing else",
    arguments: Models.all.map(\.name).filter { !large.contains($0) })
  func expectations(name: String) throws { try Self.compare(name) }

  fileprivate static func compare(_ name: String) throws {
    let entry = try #require(Models.all.first { $0.name == name })
    for variant in entry.variants {
      let request = request(entry, variant, entry.bounds.map(\.range.lowerBound))
      let record = try entry.run(request)
      #expect(record.isComplete && record.limit == nil)
      let violated = record.properties.filter { $0.verdict == .violated }
      #expect(violated.map(\.name).sorted() == variant.violates.sorted(), "\(variant.name)")
      let shown = entry.properties.filter { $0.kind != .sometimes }.map(\.name)
      #expect(
        violated.allSatisfy { ($0.example != nil) == shown.contains($0.name) }, "\(variant.name)")
      #expect(
        record.properties.count { $0.verdict == .holds } + violated.count == record.properties.count
      )
    }
  }

  @Test("Each property is broken by some variant, or shows that something can happen")
  func doubted() {
    for entry in Models.all {
      let broken = entry.variants.flatMap(\.violates)
      for property in entry.properties where property.kind != .sometimes {
        let canStick = broken.contains("NoDeadlock") || property.name != "NoDeadlock"
        #expect(broken.contains(property.name) || !canStick, "\(entry.name): \(property.name)")
      }
    }
  }

  @Test("Names, and what variants violate, are known and differ")
  func names() {
    #expect(Set(Models.all.map(\.name)).count == Models.all.count)
    for entry in Models.all {
      #expect(Set(entry.variants.map(\.name)).count == entry.variants.count)
      let known = entry.properties.map(\.name)
      #expect(Set(known).count == known.count)
      for variant in entry.variants {
        #expect(variant.violates.allSatisfy(known.contains), "\(entry.name) \(variant.name)")
      }
      #expect(entry.bounds.allSatisfy { $0.range.contains($0.usual) })
    }
  }

  @Test("All searches but walks agree", arguments: ["peterson", "alternating-bit"])
  func searches(name: String) throws {
    let entry = try #require(Models.all.first { $0.name == name })
    for variant in entry.variants {
      var request = Self.request(entry, variant, entry.bounds.map(\.range.lowerBound))
      let broad = try entry.run(request)
      for search in [ModelRequest.Search.dfs, .iddfs] {
        request.search = search
        let other = try entry.run(request)
        for (mine, theirs) in zip(broad.properties, other.properties) {
          // What was found ends the limit from growing; the rest is then open.
          let isOpen = search == .iddfs && theirs.verdict == .inconclusive
          #expect(mine.verdict == theirs.verdict || isOpen, "\(variant.name) \(mine.name)")
        }
      }
      request.search = .random
      let walked = try entry.run(request)
      #expect(!walked.isComplete)
      for (mine, theirs) in zip(broad.properties, walked.properties) {
        #expect(theirs.verdict == .inconclusive || theirs.verdict == mine.verdict)
      }
    }
  }

  /// Read from the way that the records are made of: what changed, where the loop is, and why it is fair.
  @Test("A run that starves a philosopher is told step by step")
  func lasso() throws {
    let entry = try #require(Models.all.first { $0.name == "philosophers" })
    var request = Self.request(entry, entry.variants[0], [3])
    request.properties = ["EverybodyEats"]
    let record = try entry.run(request)
    let example = try #require(record.properties[0].example)
    #expect(record.properties.count == 1 && record.workers == 1)
    #expect(
      example.stem == 1
        && example.steps.map(\.action) == ["first 0", "first 1", "second 1", "release 1"])
    #expect(
      example.steps[3].changes
        == [.init("philosopher 1", "thinks"), .init("forks taken", "{0}")])
    #expect(
      example.fairness.map(\.reason) == [.disabled(step: 3), .taken(step: 2), .neverEnabled])
  }
}

/// Run in release.
@Suite("Large models of the catalog, slow")
struct ModelListTestsSlow {
  @Test(
    "Each variant violates what it says, and nothing else", arguments: ModelListTests.large)
  func expectations(name: String) throws { try ModelListTests.compare(name) }
}
