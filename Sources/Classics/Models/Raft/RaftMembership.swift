public import ModelChecking
import TemporalLogic

/// Raft whose members change one at a time, without messages: an election is a step, and so is what a leader sends to
/// one server.
///
/// Each entry of a log has a term and the configuration from it on; a server acts on the last one in its log, committed or
/// not. As published, a leader may begin a change once the one before it is committed. A leader of a later term that has
/// committed nothing of its own then changes the same configuration in another way, and majorities of the two need not meet.
/// Repaired, a leader first commits an entry of its own term.
///
/// The twin of the module `RaftMembership` in `specs/`. Votes and acknowledgements are seen as soon as they are given, only a
/// leader knows what is committed, and who leads may time out, as if it had restarted.
///
/// - Source: Ongaro, *Consensus: bridging theory and practice* (2014), section 4.1, and *Bug in single-server membership
///   changes* (raft-dev, 2015), for the flaw and the repair; Schultz, Dardik and Tripakis, *Design and analysis of a logless
///   dynamic reconfiguration protocol* (OPODIS 2021), for elections and replication in a step.
public struct RaftMembership: CompiledModel {
  /// When a leader may begin a change.
  public enum Variant: String, CaseIterable, Sendable {
    /// Once the change before it is committed.
    case published
    /// Once the change before it is committed, and so is an entry of its own term.
    case repaired
  }

  /// How many servers there are, all of them members at first; three need a change more to go wrong.
  static let servers = 4
  /// The last term.
  public let terms: Int
  /// How many entries a log has at most.
  public let entries: Int
  /// When a leader may begin a change.
  public let variant: Variant

  /// Four servers.
  ///
  /// - Parameters:
  ///   - terms: The last term, from 1 to 5.
  ///   - entries: How many a log has at most, from 1 to 3.
  ///   - variant: When a leader may begin a change.
  public init(terms: Int, entries: Int, variant: Variant) {
    precondition((1...5).contains(terms) && (1...3).contains(entries), "\(terms), \(entries)")
    (self.terms, self.entries, self.variant) = (terms, entries, variant)
  }

  enum Act {
    static let names = [
      "BecomeLeader", "ClientRequest", "ChangeMembers", "AppendEntry", "AdvanceCommitIndex",
    ]
    static let (becomeLeader, clientRequest, changeMembers) = (0, 1, 2)
    static let (appendEntry, advanceCommitIndex) = (3, 4)
  }

  /// A word for each server.
  public var width: Int { Self.servers }
  /// Those of the module, of each server.
  public var actions: [String] {
    Act.names.flatMap { name in (1...Self.servers).map { "\(name) \($0)" } }
  }
  /// Every state may be the last one.
  public var mayEnd: Bool { true }

  /// Nobody leads, and nothing is written.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    buffer.emit(0, Array(repeating: 0, count: width))
  }

  /// What servers do.
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for server in 0..<Self.servers {
      appendElections(of: row, server, &buffer)
      let own = RaftMember(row[server])
      if own.leads {
        appendWrites(own, of: row, server, &buffer)
        appendReplication(own, of: row, server, &buffer)
        appendCommitment(own, of: row, server, &buffer)
      }
    }
  }

  private func emit(
    _ act: Int, _ server: Int, _ row: Span<UInt32>, _ buffer: inout SuccessorBuffer,
    _ change: (inout MutableSpan<UInt32>) -> Void
  ) {
    buffer.emit(act * Self.servers + server, copying: row, change)
  }

  private func isQuorum(_ voters: UInt32, of members: UInt32) -> Bool {
    2 * (voters & members).nonzeroBitCount > members.nonzeroBitCount
  }

  /// It is voted for by a majority of its configuration, in a term that is new to all of them.
  private func appendElections(
    of row: Span<UInt32>, _ server: Int, _ buffer: inout SuccessorBuffer
  ) {
    let own = RaftMember(row[server])
    guard own.term < terms else { return }
    for term in own.term + 1...UInt32(terms) {
      let willing = (0..<Self.servers).reduce(0 as UInt32) { bits, other in
        let voter = RaftMember(row[other])
        return voter.term < term && own.isUpToDate(for: voter) ? bits | 1 << UInt32(other) : bits
      }
      for voters in 1...RaftMember.all
      where voters & ~(willing & own.members) == 0 && isQuorum(voters, of: own.members) {
        emit(Act.becomeLeader, server, row, &buffer) {
          for other in 0..<Self.servers
          where (voters | 1 << UInt32(server)) >> UInt32(other) & 1 == 1 {
            var next = RaftMember(row[other])
            (next.term, next.leads) = (term, other == server)
            $0[other] = next.word
          }
        }
      }
    }
  }

  /// It writes what a client asks for, or that one member joins or leaves.
  private func appendWrites(
    _ own: RaftMember, of row: Span<UInt32>, _ server: Int, _ buffer: inout SuccessorBuffer
  ) {
    guard own.count < entries else { return }
    emit(Act.clientRequest, server, row, &buffer) {
      $0[server] = own.writing(own.members).word
    }
    let isCommitted = own.members(at: own.commitIndex) == own.members
    let hasOwn = own.commitIndex > 0 && own.term(at: own.commitIndex) == own.term
    guard isCommitted, hasOwn || variant == .published else { return }
    for other in 0..<UInt32(Self.servers) where own.members ^ 1 << other != 0 {
      emit(Act.changeMembers, server, row, &buffer) {
        $0[server] = own.writing(own.members ^ 1 << other).word
      }
    }
  }

  /// It sends to another member the first entry of its log that is not there.
  private func appendReplication(
    _ own: RaftMember, of row: Span<UInt32>, _ server: Int, _ buffer: inout SuccessorBuffer
  ) {
    for other in 0..<Self.servers where other != server && own.members >> UInt32(other) & 1 == 1 {
      let follower = RaftMember(row[other])
      guard follower.term < own.term || follower.term == own.term && !follower.leads else {
        continue
      }
      var next = follower
      (next.term, next.leads) = (own.term, false)
      let first = (1...entries).first { follower.entry($0) != own.entry($0) }
      if let first, first <= own.count {
        next.log = follower.prefix(first - 1) | own.prefix(first) & ~own.prefix(first - 1)
      }
      if next.word != follower.word {
        emit(Act.appendEntry, other, row, &buffer) { $0[other] = next.word }
      }
    }
  }

  /// It commits an entry of its own term that a majority of its configuration has, in its term.
  private func appendCommitment(
    _ own: RaftMember, of row: Span<UInt32>, _ server: Int, _ buffer: inout SuccessorBuffer
  ) {
    guard own.commitIndex < own.count else { return }
    for index in own.commitIndex + 1...own.count where own.term(at: index) == own.term {
      let have = (0..<Self.servers).reduce(0 as UInt32) { bits, other in
        let member = RaftMember(row[other])
        return member.term == own.term && member.prefix(index) == own.prefix(index)
          ? bits | 1 << UInt32(other) : bits
      }
      guard isQuorum(have, of: own.members) else { continue }
      emit(Act.advanceCommitIndex, server, row, &buffer) {
        var next = own
        next.commitIndex = index
        $0[server] = next.word
      }
    }
  }
}
