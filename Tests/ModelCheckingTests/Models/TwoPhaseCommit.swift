import ModelChecking

/// Two-phase commit with a set of messages, which stay.
///
/// - Source: Gray and Lamport, *Consensus on transaction commit* (TODS 31, 2006), module `TwoPhase`.
struct TwoPhaseCommit: TransitionSystem {
  let managers: Int
  /// How many managers must have prepared before the coordinator commits; all, unless it is a mutant.
  var preparedNeeded: Int

  init(managers: Int, preparedNeeded: Int? = nil) {
    self.managers = managers
    self.preparedNeeded = preparedNeeded ?? managers
  }

  // Word 0: two bits for each manager (working, prepared, committed, aborted), from bit 20 on the coordinator's (init,
  // committed, aborted), from bit 22 whether `commit` and `abort` were sent. Word 1: who is known to have prepared, and
  // from bit 16 on who said so.
  var width: Int { 2 }

  var actions: [String] {
    ["commit", "abort"]
      + ["receivePrepared", "prepare", "chooseAbort", "receiveCommit", "receiveAbort"]
      .flatMap { name in (0..<managers).map { "\(name) \($0)" } }
  }

  var propositions: [String] { ["consistent", "allCommitted", "allAborted"] }

  func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0]) }

  func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let (states, messages) = (row[0], row[1])
    if states >> 20 & 3 == 0 {
      if (messages & 0xFFFF).nonzeroBitCount >= preparedNeeded {
        buffer.emit(0, copying: row) { $0[0] |= 1 << 20 | 1 << 22 }
      }
      buffer.emit(1, copying: row) { $0[0] |= 2 << 20 | 1 << 23 }
      for manager in 0..<UInt32(managers) where messages >> (16 + manager) & 1 == 1 {
        buffer.emit(2 + Int(manager), copying: row) { $0[1] |= 1 << manager }
      }
    }
    for manager in 0..<UInt32(managers) {
      let shift = 2 * manager
      let action = 2 + managers + Int(manager)
      if states >> shift & 3 == 0 {
        buffer.emit(action, copying: row) {
          $0[0] |= 1 << shift
          $0[1] |= 1 << (16 + manager)
        }
        buffer.emit(action + managers, copying: row) { $0[0] |= 3 << shift }
      }
      if states >> 22 & 1 == 1 {
        buffer.emit(action + 2 * managers, copying: row) {
          $0[0] = $0[0] & ~(3 << shift) | 2 << shift
        }
      }
      if states >> 23 & 1 == 1 {
        buffer.emit(action + 3 * managers, copying: row) { $0[0] |= 3 << shift }
      }
    }
  }

  func letter(of row: Span<UInt32>) -> UInt64 {
    let mask: UInt32 = 0x55555 & (1 << (2 * UInt32(managers)) - 1)
    let low = row[0] & mask
    let high = row[0] >> 1 & mask
    let (committed, aborted) = (high & ~low, high & low)
    return (committed == 0 || aborted == 0 ? 1 : 0) | (committed == mask ? 2 : 0)
      | (aborted == mask ? 4 : 0)
  }

  static let properties: [LetterProperty] = [
    .always("consistent", LetterCondition(all: 1)),
    .sometimes("all committed", LetterCondition(all: 2)),
    .sometimes("all aborted", LetterCondition(all: 4)),
  ]
}
