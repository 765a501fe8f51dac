public import ModelChecking

/// Paxos with three acceptors, three ballots and two values, messages as a set.
///
/// - Source: Lamport, *Paxos made simple* (2001); the module `Paxos` of the TLA+ examples.
@frozen
public struct Paxos: CompiledModel {
  @usableFromInline static var acceptors: Int { 3 }
  /// How many ballots there are, 3 at most.
  public let ballots: Int
  /// How many promises a ballot needs before it proposes; 2, unless it is a mutant.
  public let promisesNeeded: Int

  /// Paxos with so many ballots.
  ///
  /// - Parameters:
  ///   - ballots: From 1 to 3.
  ///   - promisesNeeded: How many promises a ballot needs; a majority unless said.
  public init(ballots: Int = 3, promisesNeeded: Int = 2) {
    precondition((1...3).contains(ballots), "\(ballots) ballots")
    (self.ballots, self.promisesNeeded) = (ballots, promisesNeeded)
  }

  // Word 0: of each acceptor the highest ballot it answered (2 bits), and ballot and value of its last vote (2 bits
  // each; 0 is none). Word 1: ballots begun (3 bits), their proposals (2 bits each, from bit 3), and votes (2 bits for
  // each acceptor and ballot, from bit 9). Words 2 and 3: promises, 5 bits for each acceptor and ballot: whether it was
  // made, and ballot and value of the last vote.
  /// Five words.
  @inlinable public var width: Int { 5 }
  /// To begin a ballot, to propose in it, and to answer the one and the other.
  public var actions: [String] { ["begin", "propose", "promise", "vote"] }
  /// Whether one value at most is chosen, and whether one is.
  public var propositions: [String] { ["agreed", "chosen"] }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty("Agreement", .always, "agreed", about: "no two values are chosen"),
      ModelProperty("Chosen", .sometimes, "chosen", about: "a value can be chosen"),
    ]
  }

  /// Nothing was sent.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    buffer.emit(0, [0, 0, 0, 0, 0])
  }

  @inlinable
  func promise(_ row: Span<UInt32>, _ acceptor: Int, _ ballot: Int) -> UInt32 {
    row[2 + acceptor] >> UInt32(5 * ballot) & 31
  }

  @inlinable
  func proposal(_ row: Span<UInt32>, _ ballot: Int) -> UInt32 {
    row[1] >> UInt32(3 + 2 * ballot) & 3
  }

  /// What can be begun, proposed and answered.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for ballot in 0..<ballots {
      buffer.emit(0, copying: row) { $0[1] |= 1 << UInt32(ballot) }
      if proposal(row, ballot) == 0 {
        for value: UInt32 in 1...2 where mayPropose(row, ballot, value) {
          buffer.emit(1, copying: row) { $0[1] |= value << UInt32(3 + 2 * ballot) }
        }
      }
      for acceptor in 0..<Self.acceptors { appendAnswers(of: row, acceptor, ballot, &buffer) }
    }
  }

  @inlinable
  func appendAnswers(
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
  @inlinable
  func mayPropose(_ row: Span<UInt32>, _ ballot: Int, _ value: UInt32) -> Bool {
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

  /// What is chosen.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    var chosen: [Bool] = [false, false]
    for ballot in 0..<ballots {
      for value in 1...2 {
        let votes = (0..<Self.acceptors).filter {
          row[1] >> UInt32(9 + 2 * (3 * $0 + ballot)) & 3 == UInt32(value)
        }
        if votes.count >= 2 { chosen[value - 1] = true }
      }
    }
    return (chosen[0] && chosen[1] ? 0 : 1) | (chosen[0] || chosen[1] ? 2 : 0)
  }

  /// The acceptors' states, and what was sent in each ballot.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let acceptors = (0..<Self.acceptors).map { acceptor in
      let own = row[0] >> UInt32(6 * acceptor)
      let vote = own >> 2 & 3 == 0 ? "" : ", voted \(own >> 4 & 3) in \(own >> 2 & 3)"
      return ModelVariable("acceptor \(acceptor)", "answered \(own & 3)\(vote)")
    }
    let sent = (0..<ballots).map { ballot in
      var parts = row[1] >> UInt32(ballot) & 1 == 1 ? ["begun"] : []
      let value = proposal(row, ballot)
      if value != 0 { parts.append("proposes \(value)") }
      for acceptor in 0..<Self.acceptors {
        let promise = promise(row, acceptor, ballot)
        if promise & 1 == 1 {
          let last = promise >> 1 & 3
          parts.append(
            "promise of \(acceptor)" + (last == 0 ? "" : " after \(promise >> 3) in \(last)"))
        }
        if row[1] >> UInt32(9 + 2 * (3 * acceptor + ballot)) & 3 != 0 {
          parts.append("vote of \(acceptor)")
        }
      }
      return ModelVariable(
        "ballot \(ballot + 1)", parts.isEmpty ? "nothing" : parts.joined(separator: ", "))
    }
    return acceptors + sent
  }
}
