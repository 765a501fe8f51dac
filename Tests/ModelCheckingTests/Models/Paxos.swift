import ModelChecking

/// Paxos with three acceptors, three ballots and two values, messages as a set.
///
/// - Source: Lamport, *Paxos made simple* (2001); the module `Paxos` of the TLA+ examples.
struct Paxos: TransitionSystem {
  static let (acceptors, ballots) = (3, 3)
  /// How many promises a ballot needs before it proposes; 2, unless it is a mutant.
  var promisesNeeded = 2

  // Word 0: of each acceptor the highest ballot it answered (2 bits), and ballot and value of its last vote (2 bits
  // each; 0 is none). Word 1: ballots begun (3 bits), their proposals (2 bits each, from bit 3), and votes (2 bits for
  // each acceptor and ballot, from bit 9). Words 2 and 3: promises, 5 bits for each acceptor and ballot: whether it was
  // made, and ballot and value of the last vote.
  var width: Int { 5 }
  var actions: [String] { ["begin", "propose", "promise", "vote"] }
  var propositions: [String] { ["agreed", "chosen"] }

  func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0, 0, 0, 0]) }

  private func promise(_ row: Span<UInt32>, _ acceptor: Int, _ ballot: Int) -> UInt32 {
    row[2 + acceptor] >> UInt32(5 * ballot) & 31
  }

  private func proposal(_ row: Span<UInt32>, _ ballot: Int) -> UInt32 {
    row[1] >> UInt32(3 + 2 * ballot) & 3
  }

  func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for ballot in 0..<Self.ballots {
      buffer.emit(0, copying: row) { $0[1] |= 1 << UInt32(ballot) }
      if proposal(row, ballot) == 0 {
        for value: UInt32 in 1...2 where mayPropose(row, ballot, value) {
          buffer.emit(1, copying: row) { $0[1] |= value << UInt32(3 + 2 * ballot) }
        }
      }
      for acceptor in 0..<Self.acceptors { appendAnswers(of: row, acceptor, ballot, &buffer) }
    }
  }

  private func appendAnswers(
    of row: Span<UInt32>, _ acceptor: Int, _ ballot: Int, _ buffer: inout SuccessorBuffer
  ) {
    let shift = UInt32(6 * acceptor)
    let own = row[0] >> shift & 63
    let number = UInt32(ballot + 1)
    if row[1] >> UInt32(ballot) & 1 == 1, own & 3 < number {
      buffer.emit(2, copying: row) {
        $0[0] = $0[0] & ~(3 << shift) | number << shift
        $0[2 + acceptor] |= (1 | (own >> 2) << 1) << UInt32(5 * ballot)
      }
    }
    let value = proposal(row, ballot)
    if value != 0, own & 3 <= number {
      buffer.emit(3, copying: row) {
        $0[0] = $0[0] & ~(63 << shift) | (number | number << 2 | value << 4) << shift
        let place = UInt32(9 + 2 * (3 * acceptor + ballot))
        $0[1] = $0[1] & ~(3 << place) | value << place
      }
    }
  }

  /// Whether some quorum has promised, and the latest vote among its promises, if there is one, is for the value.
  private func mayPropose(_ row: Span<UInt32>, _ ballot: Int, _ value: UInt32) -> Bool {
    for quorum in 0..<8 where quorum.nonzeroBitCount == promisesNeeded {
      let promises = (0..<Self.acceptors).filter { quorum >> $0 & 1 == 1 }
        .map { promise(row, $0, ballot) }
      guard promises.allSatisfy({ $0 & 1 == 1 }) else { continue }
      let latest = promises.map { $0 >> 1 & 3 }.max() ?? 0
      if latest == 0 || promises.contains(where: { $0 >> 1 & 3 == latest && $0 >> 3 == value }) {
        return true
      }
    }
    return false
  }

  func letter(of row: Span<UInt32>) -> UInt64 {
    var chosen: [Bool] = [false, false]
    for ballot in 0..<Self.ballots {
      for value in 1...2 {
        let votes = (0..<Self.acceptors).filter {
          row[1] >> UInt32(9 + 2 * (3 * $0 + ballot)) & 3 == UInt32(value)
        }
        if votes.count >= 2 { chosen[value - 1] = true }
      }
    }
    return (chosen[0] && chosen[1] ? 0 : 1) | (chosen[0] || chosen[1] ? 2 : 0)
  }

  static let properties: [LetterProperty] = [
    .always("agreed", LetterCondition(all: 1)), .sometimes("chosen", LetterCondition(all: 2)),
  ]
}
