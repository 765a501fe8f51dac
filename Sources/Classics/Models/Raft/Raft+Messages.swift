import ModelChecking

extension Raft {
  /// What a server has sent to all in a term, and one that has not gone beyond that term.
  struct Delivery {
    let sender: Int
    let term: UInt32
    let sent: RaftBroadcasts
    let receiver: Int
  }

  func appendVote(
    of row: Span<UInt32>, _ delivery: Delivery, _ buffer: inout SuccessorBuffer
  ) {
    let (own, sent) = (server(row, delivery.receiver), delivery.sent)
    let isNewer = delivery.term > own.term
    let isUpToDate =
      sent.lastTerm > own.log.lastTerm
      || sent.lastTerm == own.log.lastTerm && sent.lastIndex >= own.log.count
    let grants = (isNewer || own.votedFor == 0) && (isUpToDate || variant == .noLogCheck)
    guard sent.hasRequest, isNewer || grants else { return }
    emit(.handleRequestVote, delivery.receiver, row, &buffer) {
      var next = isNewer ? own.following(in: delivery.term) : own
      if grants { next.votedFor = UInt32(delivery.sender + 1) }
      $0[place(of: delivery.receiver)] = next.word
      if grants, server(row, delivery.sender).term == delivery.term {
        let place = place(ofRepliesTo: delivery.sender)
        var replies = RaftReplies($0[place])
        replies.addVote(delivery.receiver)
        $0[place] = replies.word
      }
    }
  }

  func appendEntries(
    of row: Span<UInt32>, _ delivery: Delivery, _ buffer: inout SuccessorBuffer
  ) {
    let (own, entries) = (server(row, delivery.receiver), delivery.sent.entries)
    let isNewer = delivery.term > own.term
    guard entries.count > 0, isNewer || own.role != RaftServer.leader else { return }
    let sender = server(row, delivery.sender)
    let isHeard = sender.term == delivery.term && sender.role == RaftServer.leader
    let replies = replies(row, to: delivery.sender)
    for index in 1...entries.count {
      let matches =
        variant == .noConsistencyCheck || own.log[index - 1] == entries[index - 1]
      let log = matches ? own.log.writing(entries[index], at: index) : own.log
      let isNews =
        matches && isHeard
        && replies.acknowledged(index) >> UInt32(delivery.receiver) & 1 == 0
      guard isNewer || own.role == RaftServer.candidate || log != own.log || isNews else {
        continue
      }
      emit(.handleAppendEntries, delivery.receiver, row, &buffer) {
        var next = own.following(in: delivery.term)
        next.log = log
        $0[place(of: delivery.receiver)] = next.word
        if isNews {
          var replies = replies
          replies.acknowledge(index, by: delivery.receiver)
          $0[place(ofRepliesTo: delivery.sender)] = replies.word
        }
      }
    }
  }

  func appendHeartbeats(
    of row: Span<UInt32>, _ delivery: Delivery, _ buffer: inout SuccessorBuffer
  ) {
    let (own, sent) = (server(row, delivery.receiver), delivery.sent)
    let isNewer = delivery.term > own.term
    guard isNewer || own.role != RaftServer.leader else { return }
    for index in 1...entries where sent.hasHeartbeat(index) {
      let matches =
        index <= own.log.count
        && (own.log[index] == sent.entries[index] || variant == .noConsistencyCheck)
      let commitIndex = matches ? max(own.commitIndex, index) : own.commitIndex
      guard
        isNewer || own.role == RaftServer.candidate || commitIndex != own.commitIndex
      else { continue }
      emit(.handleHeartbeat, delivery.receiver, row, &buffer) {
        var next = own.following(in: delivery.term)
        next.commitIndex = commitIndex
        $0[place(of: delivery.receiver)] = next.word
      }
    }
  }
}
