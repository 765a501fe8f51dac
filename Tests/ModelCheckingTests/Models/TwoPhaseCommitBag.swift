import ModelChecking

/// Two-phase commit with a bag of messages: each goes to one addressee, which takes it out. A coordinator that has
/// decided still takes what it is told, and does nothing with it.
struct TwoPhaseCommitBag: TransitionSystem {
  let managers: Int

  // Word 0: two bits for each manager, from bit 20 on the coordinator's, as in `TwoPhaseCommit`. Word 1: who is known to
  // have prepared, and from bit 16 on whose message of it waits. Word 2: for whom `commit` waits, and from bit 16 on `abort`.
  var width: Int { 3 }
  var actions: [String] {
    ["commit", "abort"]
      + ["receivePrepared", "prepare", "chooseAbort", "receiveCommit", "receiveAbort"]
      .flatMap { name in (0..<managers).map { "\(name) \($0)" } }
  }
  var propositions: [String] { TwoPhaseCommit(managers: managers).propositions }

  func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0, 0]) }

  func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let all: UInt32 = 1 << UInt32(managers) - 1
    let isOpen = row[0] >> 20 & 3 == 0
    if isOpen {
      if row[1] & 0xFFFF == all {
        buffer.emit(0, copying: row) {
          $0[0] |= 1 << 20
          $0[2] |= all
        }
      }
      buffer.emit(1, copying: row) {
        $0[0] |= 2 << 20
        $0[2] |= all << 16
      }
    }
    for manager in 0..<UInt32(managers) {
      let shift = 2 * manager
      let action = 2 + Int(manager)
      if row[1] >> (16 + manager) & 1 == 1 {
        buffer.emit(action, copying: row) {
          $0[1] &= ~(1 << (16 + manager))
          if isOpen { $0[1] |= 1 << manager }
        }
      }
      if row[0] >> shift & 3 == 0 {
        buffer.emit(action + managers, copying: row) {
          $0[0] |= 1 << shift
          $0[1] |= 1 << (16 + manager)
        }
        buffer.emit(action + 2 * managers, copying: row) { $0[0] |= 3 << shift }
      }
      if row[2] >> manager & 1 == 1 {
        buffer.emit(action + 3 * managers, copying: row) {
          $0[0] = $0[0] & ~(3 << shift) | 2 << shift
          $0[2] &= ~(1 << manager)
        }
      }
      if row[2] >> (16 + manager) & 1 == 1 {
        buffer.emit(action + 4 * managers, copying: row) {
          $0[0] |= 3 << shift
          $0[2] &= ~(1 << (16 + manager))
        }
      }
    }
  }

  func letter(of row: Span<UInt32>) -> UInt64 {
    TwoPhaseCommit(managers: managers).letter(of: row)
  }
}
