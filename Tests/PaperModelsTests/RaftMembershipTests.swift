import Classics
import ModelChecking
import Testing

@Suite("Raft's change of members is as its module")
struct RaftMembershipTests {
  static let twin = Twin(
    "RaftMembership", RaftMembership(terms: 3, entries: 2, variant: .repaired).properties,
    quick: [
      "MCRaftMembership_published_ElectionSafety.cfg",
      "MCRaftMembership_published_LeaderCompleteness.cfg",
      "MCRaftMembership_witness_NeverChanged.cfg",
    ],
    slow: [
      "MCRaftMembership_published_LogMatching.cfg",
      "MCRaftMembership_published_StateMachineSafety.cfg", "MCRaftMembership_repaired.cfg",
    ])

  fileprivate static func compare(_ file: String) throws {
    let configuration = try SpecConfiguration(file)
    #expect(try configuration.number("Servers") == 4)
    let model = try RaftMembership(
      terms: configuration.number("MaxTerm"), entries: configuration.number("MaxEntries"),
      variant: #require(RaftMembership.Variant(rawValue: configuration.text("Variant"))))
    try expectAgreement(of: model, with: configuration)
  }

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws { try Self.compare(file) }

  @Test("It keeps its promises", arguments: RaftMembership.Variant.allCases)
  func audit(variant: RaftMembership.Variant) {
    let model = RaftMembership(terms: 3, entries: 3, variant: variant)
    #expect(SystemAudit(model, limit: 2_000).broken == [])
  }
}

@Suite("Raft's change of members is as its module, slow")
struct RaftMembershipTestsSlow {
  @Test("TLC finds the same", arguments: RaftMembershipTests.twin.slow)
  func agreement(file: String) throws { try RaftMembershipTests.compare(file) }
}
