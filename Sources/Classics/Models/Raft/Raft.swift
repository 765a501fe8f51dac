public import ModelChecking
import TemporalLogic

/// Raft: leader election and log replication, messages as a set, and members that do not change.
///
/// The twin of the module `Raft` in `specs/`. Messages that were sent stay, so that they are lost, repeated and late in
/// every way, until nobody can act on them any more: whoever is in a later term ignores them. A leader sends at once
/// whatever it may send, one entry in each message, as what is lost need not be received; that it finds out what a follower
/// lacks is therefore left out, and so are answers that say no. The commit index goes out by heartbeats, messages without an
/// entry. An entry is its term alone: with its index that tells it from all others, as a leader writes an index once.
///
/// A server that restarts is a follower, and keeps its term, its vote and its log; it keeps its commit index, too, so that
/// properties speak of all that was ever committed.
///
/// - Source: Ongaro and Ousterhout, *In search of an understandable consensus algorithm* (USENIX ATC 2014), whose figure 3
///   has the properties; Ongaro, *Consensus: bridging theory and practice* (2014), chapter 3.
public struct Raft: CompiledModel {
  /// The protocol, and what may be missing from it.
  public enum Variant: String, CaseIterable, Sendable {
    /// The protocol.
    case raft
    /// A leader commits what a majority has, of whatever term: section 5.4.2.
    case commitsOldTerms
    /// A restart forgets the vote.
    case volatileVote
    /// A vote does not look at the candidate's log: section 5.4.1.
    case noLogCheck
    /// A follower does not look at the entry before: section 5.3.
    case noConsistencyCheck
  }

  /// Where runs begin.
  public enum Start: String, CaseIterable, Sendable {
    /// Nobody has done anything.
    case nothing
    /// All have voted for server 1 in term 1, and it has written an entry: (a) in figure 8.
    case figure8
  }

  /// How many servers there are.
  public let servers: Int
  /// How often a server becomes a candidate, all of them together.
  public let timeouts: Int
  /// How many entries a log has at most.
  public let entries: Int
  /// The protocol, or what is missing from it.
  public let variant: Variant
  /// Where runs begin.
  public let start: Start
  /// The last term that can be reached.
  let terms: Int

  /// Some servers.
  ///
  /// - Parameters:
  ///   - servers: How many, from 2 to 5.
  ///   - timeouts: How often one of them becomes a candidate, from 1 to 6.
  ///   - entries: How many a log has at most, from 1 to 4.
  ///   - variant: The protocol, unless said.
  ///   - start: Where nothing has happened, unless said.
  public init(
    servers: Int = 3, timeouts: Int, entries: Int, variant: Variant = .raft,
    start: Start = .nothing
  ) {
    precondition((2...5).contains(servers), "\(servers) servers")
    precondition((1...6).contains(timeouts) && (1...4).contains(entries), "\(timeouts), \(entries)")
    (self.servers, self.timeouts, self.entries) = (servers, timeouts, entries)
    (self.variant, self.start) = (variant, start)
    terms = timeouts + (start == .figure8 ? 1 : 0)
  }

  /// What servers do; an action is one of these, of one server.
  enum Act: Int, CaseIterable {
    case timeout, becomeLeader, clientRequest, advanceCommitIndex, restart
    case handleRequestVote, handleAppendEntries, handleHeartbeat

    /// As the module calls it.
    var name: String { "\(self)".prefix(1).uppercased() + "\(self)".dropFirst() }
  }

  func action(_ act: Act, _ server: Int) -> Int { act.rawValue * servers + server }

  // Word 0: how many timeouts there were. Then of each server a word of its state, then of each one of the answers to it,
  // then of each and each term one of what it has sent to all.
  /// A word, two for each server, and one for each server and term.
  public var width: Int { 1 + servers * (2 + terms) }
  /// Those of the module, of each server.
  public var actions: [String] {
    Act.allCases.flatMap { act in (1...servers).map { "\(act.name) \($0)" } }
  }
  /// Every state may be the last one.
  public var mayEnd: Bool { true }

  /// Nothing was sent, or what figure 8 begins with.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    buffer.emit(0, copying: Array(repeating: 0, count: width).span) {
      guard start == .figure8 else { return }
      let log = RaftLog().appending(1)
      for server in 0..<servers {
        var own = RaftServer(0)
        (own.term, own.votedFor) = (1, 1)
        if server == 0 { (own.role, own.log) = (RaftServer.leader, log) }
        $0[place(of: server)] = own.word
      }
      var sent = RaftBroadcasts(0)
      sent.entries = log
      $0[place(ofBroadcastsBy: 0, in: 1)] = sent.word
    }
  }
}
