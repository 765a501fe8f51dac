public import ModelChecking
import TemporalLogic

extension Raft {
  /// Whether there is one leader a term, logs match, leaders have all that is committed, and nobody contradicts what is
  /// committed; then whether there is a leader, something is committed, and so are entries of two terms.
  public var propositions: [String] {
    [
      "oneLeader", "logsMatch", "leadersComplete", "committedAgree", "elected", "committed",
      "committedAcrossTerms",
    ]
  }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "ElectionSafety", .always, "oneLeader", about: "a term has one leader at most",
        tla: "Raft!ElectionSafety"),
      ModelProperty(
        "LogMatching", .always, "logsMatch",
        about: "logs that have an entry in common are the same up to it", tla: "Raft!LogMatching"),
      ModelProperty(
        "LeaderCompleteness", .always, "leadersComplete",
        about: "what is committed in a term is in the logs of the leaders of later ones",
        tla: "Raft!LeaderCompleteness"),
      ModelProperty(
        "StateMachineSafety", .always, "committedAgree",
        about: "no two servers commit different entries at an index",
        tla: "Raft!StateMachineSafety"),
      ModelProperty(
        "Elected", .sometimes, "elected", about: "a leader can be elected",
        tla: "Raft!NeverElected"),
      ModelProperty(
        "Committed", .sometimes, "committed", about: "an entry can be committed",
        tla: "Raft!NeverCommitted"),
      ModelProperty(
        "CommittedAcrossTerms", .sometimes, "committedAcrossTerms",
        about: "entries of two terms can be committed, one after the other",
        tla: "Raft!NeverCommittedAcrossTerms"),
    ]
  }

  /// What holds of every two servers, and what there is.
  public func letter(of row: Span<UInt32>) -> UInt64 {
    var bits: UInt64 = 0b1111
    for first in 0..<servers {
      let own = server(row, first)
      if own.role == RaftServer.leader { bits |= 1 << 4 }
      if own.commitIndex > 0 { bits |= 1 << 5 }
      if own.commitIndex > 1, own.log[1] != own.log[own.commitIndex] { bits |= 1 << 6 }
      for second in 0..<servers where second != first {
        bits &= ~broken(own, server(row, second))
      }
    }
    return bits
  }

  private func broken(_ own: RaftServer, _ other: RaftServer) -> UInt64 {
    var bits: UInt64 = 0
    if own.role == RaftServer.leader {
      if other.role == RaftServer.leader, own.term == other.term { bits |= 1 }
      let index = other.commitIndex
      if own.term >= other.term, own.log.prefix(index) != other.log.prefix(index) { bits |= 4 }
    }
    for index in 1...entries where own.log[index] != 0 && own.log[index] == other.log[index] {
      if own.log.prefix(index) != other.log.prefix(index) { bits |= 2 }
    }
    let index = min(own.commitIndex, other.commitIndex)
    if own.log.prefix(index) != other.log.prefix(index) { bits |= 8 }
    return bits
  }

  /// The servers' states, the answers to each, and what each has sent to all.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    (0..<servers).flatMap { number in
      let own = server(row, number)
      let role = ["follower", "candidate", "leader"][Int(own.role)]
      let vote = own.votedFor == 0 ? "no vote" : "vote for \(own.votedFor)"
      return [
        ModelVariable(
          "server \(number + 1)",
          "\(role) in term \(own.term), \(vote), log \(text(own.log)), commit index "
            + "\(own.commitIndex)"),
        ModelVariable("replies to \(number + 1)", text(replies(row, to: number))),
        ModelVariable("sent by \(number + 1)", sent(row, by: number)),
      ]
    }
  }

  private func text(_ log: RaftLog) -> String {
    "<" + (0..<log.count).map { String(log[$0 + 1]) }.joined(separator: ", ") + ">"
  }

  private func text(_ replies: RaftReplies) -> String {
    let votes = replies.votes == 0 ? [] : ["votes of \(list(replies.votes))"]
    let entries = (1...entries).filter { replies.acknowledged($0) != 0 }
      .map { "entry \($0) at \(list(replies.acknowledged($0)))" }
    return votes.isEmpty && entries.isEmpty
      ? "nothing" : (votes + entries).joined(separator: ", ")
  }

  private func list(_ servers: UInt32) -> String {
    let numbers = (0..<self.servers).filter { servers >> UInt32($0) & 1 == 1 }
    return "{" + numbers.map { String($0 + 1) }.joined(separator: ", ") + "}"
  }

  private func sent(_ row: Span<UInt32>, by server: Int) -> String {
    let parts = (1...terms).compactMap { term -> String? in
      let sent = RaftBroadcasts(row[place(ofBroadcastsBy: server, in: UInt32(term))])
      if sent.word == 0 { return nil }
      var parts: [String] = []
      if sent.hasRequest { parts.append("RequestVote(\(sent.lastTerm), \(sent.lastIndex))") }
      if sent.entries.count > 0 { parts.append("AppendEntries \(text(sent.entries))") }
      parts += (1...entries).filter { sent.hasHeartbeat($0) }.map { "Heartbeat \($0)" }
      return "in term \(term) " + parts.joined(separator: ", ")
    }
    return parts.isEmpty ? "nothing" : parts.joined(separator: "; ")
  }
}
