import Classics

extension Models {
  /// Raft, and how its members change.
  static let raftModels = [raft, raftMembership]

  static let raft = ModelEntry(
    "raft", about: "Raft of three servers; messages that were sent stay", network: "set",
    bounds: [
      ModelBound("timeouts", 3...5, usual: 3, about: "times that a server becomes a candidate"),
      ModelBound("entries", 2...4, usual: 2, about: "entries of a log"),
    ],
    variants: [
      ModelVariant("raft", about: "the protocol"),
      ModelVariant(
        "commits-old-terms",
        about: "from figure 8 (a) on, a leader commits what a majority has, of whatever term",
        violates: ["LeaderCompleteness", "StateMachineSafety"]),
      ModelVariant(
        "volatile-vote", about: "a restart forgets the vote",
        violates: ["ElectionSafety", "LogMatching", "LeaderCompleteness", "StateMachineSafety"]),
      ModelVariant(
        "no-log-check", about: "a vote does not look at the candidate's log",
        violates: ["LeaderCompleteness", "StateMachineSafety"]),
      ModelVariant(
        "no-consistency-check", about: "a follower does not look at the entry before",
        violates: ["LogMatching", "LeaderCompleteness", "StateMachineSafety"]),
    ]
  ) { variant, bounds in
    let kind: Raft.Variant =
      switch variant {
      case "commits-old-terms": .commitsOldTerms
      case "volatile-vote": .volatileVote
      case "no-log-check": .noLogCheck
      case "no-consistency-check": .noConsistencyCheck
      default: .raft
      }
    return Raft(
      timeouts: bounds[0], entries: bounds[1], variant: kind,
      start: kind == .commitsOldTerms ? .figure8 : .nothing)
  }

  static let raftMembership = ModelEntry(
    "raft-membership", about: "Raft of four servers, whose members change one at a time",
    bounds: [
      ModelBound("terms", 3...4, usual: 3, about: "terms, one after the other"),
      ModelBound("entries", 2...3, usual: 2, about: "entries of a log"),
    ],
    variants: [
      ModelVariant("repaired", about: "a leader first commits an entry of its own term"),
      ModelVariant(
        "published", about: "a leader begins a change once the one before is committed",
        violates: ["ElectionSafety", "LogMatching", "LeaderCompleteness", "StateMachineSafety"]),
    ]
  ) { variant, bounds in
    RaftMembership(
      terms: bounds[0], entries: bounds[1],
      variant: variant == "published" ? .published : .repaired)
  }
}
