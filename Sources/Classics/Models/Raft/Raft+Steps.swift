public import ModelChecking

extension Raft {
  func place(of server: Int) -> Int { 1 + server }
  func place(ofRepliesTo server: Int) -> Int { 1 + servers + server }
  func place(ofBroadcastsBy server: Int, in term: UInt32) -> Int {
    1 + 2 * servers + server * terms + Int(term) - 1
  }

  func server(_ row: Span<UInt32>, _ server: Int) -> RaftServer { RaftServer(row[1 + server]) }
  func replies(_ row: Span<UInt32>, to server: Int) -> RaftReplies {
    RaftReplies(row[1 + servers + server])
  }

  /// What servers do by themselves, and by the messages there are.
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for server in 0..<servers {
      appendElection(of: row, server, &buffer)
      appendLeading(of: row, server, &buffer)
      appendRestart(of: row, server, &buffer)
      for term in 1...UInt32(terms) {
        let sent = RaftBroadcasts(row[place(ofBroadcastsBy: server, in: term)])
        if sent.word == 0 { continue }
        for other in 0..<servers
        where other != server && self.server(row, other).term <= term {
          let delivery = Delivery(sender: server, term: term, sent: sent, receiver: other)
          appendVote(of: row, delivery, &buffer)
          appendEntries(of: row, delivery, &buffer)
          appendHeartbeats(of: row, delivery, &buffer)
        }
      }
    }
  }

  /// Tells a step, and drops the messages that nobody can act on after it.
  func emit(
    _ act: Act, _ server: Int, _ row: Span<UInt32>, _ buffer: inout SuccessorBuffer,
    _ change: (inout MutableSpan<UInt32>) -> Void
  ) {
    buffer.emit(action(act, server), copying: row) { draft in
      change(&draft)
      for server in 0..<servers {
        let role = RaftServer(draft[place(of: server)]).role
        let place = place(ofRepliesTo: server)
        draft[place] = RaftReplies(draft[place]).heard(as: role).word
        var least = UInt32(terms) + 1
        for other in 0..<servers where other != server {
          least = min(least, RaftServer(draft[self.place(of: other)]).term)
        }
        for term in 1..<max(least, 1) {
          draft[self.place(ofBroadcastsBy: server, in: term)] = 0
        }
      }
    }
  }

  // MARK: What a server does by itself

  private func isQuorum(_ servers: UInt32) -> Bool { 2 * servers.nonzeroBitCount > self.servers }

  private func appendElection(
    of row: Span<UInt32>, _ server: Int, _ buffer: inout SuccessorBuffer
  ) {
    let own = self.server(row, server)
    if own.role != RaftServer.leader, row[0] < timeouts {
      emit(.timeout, server, row, &buffer) {
        var next = own.following(in: own.term + 1)
        (next.role, next.votedFor) = (RaftServer.candidate, UInt32(server + 1))
        $0[0] += 1
        $0[place(of: server)] = next.word
        $0[place(ofRepliesTo: server)] = 0
        $0[place(ofBroadcastsBy: server, in: next.term)] = RaftBroadcasts(requestOf: own.log).word
      }
    }
    if own.role == RaftServer.candidate,
      isQuorum(replies(row, to: server).votes | 1 << UInt32(server))
    {
      emit(.becomeLeader, server, row, &buffer) {
        var next = own
        next.role = RaftServer.leader
        $0[place(of: server)] = next.word
        send(own.log, by: server, in: own.term, &$0)
      }
    }
  }

  private func send(
    _ log: RaftLog, by server: Int, in term: UInt32, _ draft: inout MutableSpan<UInt32>
  ) {
    let place = place(ofBroadcastsBy: server, in: term)
    var sent = RaftBroadcasts(draft[place])
    sent.entries = log
    draft[place] = sent.word
  }

  private func appendLeading(
    of row: Span<UInt32>, _ server: Int, _ buffer: inout SuccessorBuffer
  ) {
    let own = self.server(row, server)
    guard own.role == RaftServer.leader else { return }
    if own.log.count < entries {
      emit(.clientRequest, server, row, &buffer) {
        var next = own
        next.log = own.log.appending(own.term)
        $0[place(of: server)] = next.word
        send(next.log, by: server, in: own.term, &$0)
      }
    }
    guard own.commitIndex < own.log.count else { return }
    let replies = replies(row, to: server)
    for index in own.commitIndex + 1...own.log.count {
      guard own.log[index] == own.term || variant == .commitsOldTerms else { continue }
      var have: UInt32 = 1 << UInt32(server)
      for later in index...own.log.count { have |= replies.acknowledged(later) }
      guard isQuorum(have) else { continue }
      emit(.advanceCommitIndex, server, row, &buffer) {
        var next = own
        next.commitIndex = index
        $0[place(of: server)] = next.word
        let place = place(ofBroadcastsBy: server, in: own.term)
        var sent = RaftBroadcasts($0[place])
        sent.addHeartbeat(index)
        $0[place] = sent.word
      }
    }
  }

  private func appendRestart(
    of row: Span<UInt32>, _ server: Int, _ buffer: inout SuccessorBuffer
  ) {
    let own = self.server(row, server)
    var next = own
    next.role = RaftServer.follower
    if variant == .volatileVote { next.votedFor = 0 }
    if next.word == own.word { return }
    emit(.restart, server, row, &buffer) { $0[place(of: server)] = next.word }
  }
}
