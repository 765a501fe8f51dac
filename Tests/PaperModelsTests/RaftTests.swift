import Classics
import ModelChecking
import Testing

@Suite("Raft is as its module")
struct RaftTests {
  static let twin = Twin(
    "Raft", Raft(timeouts: 2, entries: 2).properties,
    quick: [
      "MCRaft_noConsistencyCheck_LeaderCompleteness.cfg",
      "MCRaft_noConsistencyCheck_LogMatching.cfg",
      "MCRaft_noConsistencyCheck_StateMachineSafety.cfg",
      "MCRaft_noLogCheck_LeaderCompleteness.cfg", "MCRaft_noLogCheck_StateMachineSafety.cfg",
      "MCRaft_volatileVote_ElectionSafety.cfg", "MCRaft_volatileVote_LeaderCompleteness.cfg",
      "MCRaft_witness_NeverCommitted.cfg", "MCRaft_witness_NeverCommittedAcrossTerms.cfg",
      "MCRaft_witness_NeverElected.cfg",
    ],
    slow: [
      "MCRaft_commitsOldTerms_LeaderCompleteness.cfg",
      "MCRaft_commitsOldTerms_StateMachineSafety.cfg", "MCRaft_raft.cfg",
      "MCRaft_raft_3timeouts.cfg", "MCRaft_raft_figure8.cfg",
    ])

  fileprivate static func compare(_ file: String) throws {
    let configuration = try SpecConfiguration(file)
    let model = try Raft(
      servers: configuration.number("Servers"), timeouts: configuration.number("MaxTimeouts"),
      entries: configuration.number("MaxEntries"),
      variant: #require(Raft.Variant(rawValue: configuration.text("Variant"))),
      start: #require(Raft.Start(rawValue: configuration.text("Start"))))
    try expectAgreement(of: model, with: configuration)
  }

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws { try Self.compare(file) }

  @Test("It keeps its promises", arguments: Raft.Variant.allCases)
  func audit(variant: Raft.Variant) {
    for start in Raft.Start.allCases {
      let model = Raft(timeouts: 2, entries: 2, variant: variant, start: start)
      #expect(SystemAudit(model, limit: 2_000).broken == [])
    }
  }
}

@Suite("Raft is as its module, slow")
struct RaftTestsSlow {
  @Test("TLC finds the same", arguments: RaftTests.twin.slow)
  func agreement(file: String) throws { try RaftTests.compare(file) }
}
