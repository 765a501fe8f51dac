public import ModelChecking
import TemporalLogic

extension RaftMembership {
  /// Those of ``Raft``, and whether a change of the members is committed.
  public var propositions: [String] {
    ["oneLeader", "logsMatch", "leadersComplete", "committedAgree", "changed"]
  }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "ElectionSafety", .always, "oneLeader", about: "a term has one leader at most",
        tla: "RaftMembership!ElectionSafety"),
      ModelProperty(
        "LogMatching", .always, "logsMatch",
        about: "logs that have an entry in common are the same up to it",
        tla: "RaftMembership!LogMatching"),
      ModelProperty(
        "LeaderCompleteness", .always, "leadersComplete",
        about: "what is committed in a term is in the logs of the leaders of later ones",
        tla: "RaftMembership!LeaderCompleteness"),
      ModelProperty(
        "StateMachineSafety", .always, "committedAgree",
        about: "no two servers commit different entries at an index",
        tla: "RaftMembership!StateMachineSafety"),
      ModelProperty(
        "Changed", .sometimes, "changed", about: "a change of the members can be committed",
        tla: "RaftMembership!NeverChanged"),
    ]
  }

  /// What holds of every two servers, and what there is.
  public func letter(of row: Span<UInt32>) -> UInt64 {
    var bits: UInt64 = 0b1111
    for first in 0..<Self.servers {
      let own = RaftMember(row[first])
      if own.members(at: own.commitIndex) != RaftMember.all { bits |= 1 << 4 }
      for second in 0..<Self.servers where second != first {
        bits &= ~broken(own, RaftMember(row[second]))
      }
    }
    return bits
  }

  private func broken(_ own: RaftMember, _ other: RaftMember) -> UInt64 {
    var bits: UInt64 = 0
    if own.leads {
      if other.leads, own.term == other.term { bits |= 1 }
      let index = other.commitIndex
      if own.term >= other.term, own.prefix(index) != other.prefix(index) { bits |= 4 }
    }
    for index in 1...entries where own.term(at: index) == other.term(at: index) {
      if own.term(at: index) != 0, own.prefix(index) != other.prefix(index) { bits |= 2 }
    }
    let index = min(own.commitIndex, other.commitIndex)
    if own.prefix(index) != other.prefix(index) { bits |= 8 }
    return bits
  }

  /// The servers' states.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    (0..<Self.servers).map { number in
      let own = RaftMember(row[number])
      let entries = (0..<own.count).map { place in
        "\(own.term(at: place + 1)): \(list(own.members(at: place + 1)))"
      }
      return ModelVariable(
        "server \(number + 1)",
        "\(own.leads ? "leader" : "follower") in term \(own.term), log <"
          + entries.joined(separator: ", ") + ">, commit index \(own.commitIndex)")
    }
  }

  private func list(_ members: UInt32) -> String {
    let numbers = (0..<Self.servers).filter { members >> UInt32($0) & 1 == 1 }
    return "{" + numbers.map { String($0 + 1) }.joined(separator: ", ") + "}"
  }
}
