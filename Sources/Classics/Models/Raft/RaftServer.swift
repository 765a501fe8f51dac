/// The state of a server of Raft in a word.
struct RaftServer {
  static var follower: UInt32 { 0 }
  static var candidate: UInt32 { 1 }
  static var leader: UInt32 { 2 }

  private(set) var word: UInt32

  init(_ word: UInt32) { self.word = word }

  var term: UInt32 {
    get { word & 7 }
    set { word = word & ~7 | newValue }
  }
  var role: UInt32 {
    get { word >> 3 & 3 }
    set { word = word & ~(3 << 3) | newValue << 3 }
  }
  /// The server it has voted for in its term, from 1; 0 is none.
  var votedFor: UInt32 {
    get { word >> 5 & 7 }
    set { word = word & ~(7 << 5) | newValue << 5 }
  }
  var commitIndex: Int {
    get { Int(word >> 8 & 7) }
    set { word = word & ~(7 << 8) | UInt32(newValue) << 8 }
  }
  var log: RaftLog {
    get { RaftLog(word >> 11) }
    set { word = word & (1 << 11 - 1) | newValue.word << 11 }
  }

  /// It as a follower in a term, its own or a later one.
  func following(in term: UInt32) -> RaftServer {
    var next = self
    if term > self.term { next.votedFor = 0 }
    (next.term, next.role) = (term, Self.follower)
    return next
  }
}

/// What a server of Raft has sent to all others in one term, in a word.
struct RaftBroadcasts {
  private(set) var word: UInt32

  init(_ word: UInt32) { self.word = word }

  /// The request for votes of a candidate that has a log.
  init(requestOf log: RaftLog) { word = 1 | log.lastTerm << 1 | UInt32(log.count) << 4 }

  var hasRequest: Bool { word & 1 == 1 }
  /// Of the request, the term and the index of the candidate's last entry.
  var lastTerm: UInt32 { word >> 1 & 7 }
  var lastIndex: Int { Int(word >> 4 & 7) }

  /// The entries that were sent one by one, each with the term of the one before; all of the leader's log.
  var entries: RaftLog {
    get { RaftLog(word >> 7) }
    set { word = word & ~((1 << RaftLog.bits - 1) << 7) | newValue.word << 7 }
  }

  /// Whether a heartbeat has told that the entries up to an index are committed.
  func hasHeartbeat(_ index: Int) -> Bool { word >> UInt32(18 + index) & 1 == 1 }

  mutating func addHeartbeat(_ index: Int) { word |= 1 << UInt32(18 + index) }
}

/// The answers to a candidate or a leader of Raft in its term, in a word.
struct RaftReplies {
  private(set) var word: UInt32

  init(_ word: UInt32) { self.word = word }

  /// The servers that have voted for it, as bits.
  var votes: UInt32 { word & 31 }

  mutating func addVote(_ server: Int) { word |= 1 << UInt32(server) }

  /// The servers that have acknowledged the entry of an index, as bits.
  func acknowledged(_ index: Int) -> UInt32 { word >> UInt32(5 * index) & 31 }

  mutating func acknowledge(_ index: Int, by server: Int) {
    word |= 1 << UInt32(5 * index + server)
  }

  /// Those that one in a role still acts on.
  func heard(as role: UInt32) -> RaftReplies {
    switch role {
    case RaftServer.candidate: RaftReplies(votes)
    case RaftServer.leader: RaftReplies(word & ~31)
    default: RaftReplies(0)
    }
  }
}
