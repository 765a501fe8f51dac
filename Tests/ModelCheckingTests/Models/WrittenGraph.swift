import ModelChecking

/// A system whose states are the numbers from 0 on, written down; state 0 is initial, and one action leads everywhere.
struct WrittenGraph: TransitionSystem {
  var successors: [[Int]]
  /// In which states `p` holds.
  var marked: [Int]

  var width: Int { 1 }
  var actions: [String] { ["step"] }
  var propositions: [String] { ["p"] }

  func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0]) }

  func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for state in successors[Int(row[0])] { buffer.emit(0, [UInt32(state)]) }
  }

  func letter(of row: Span<UInt32>) -> UInt64 { marked.contains(Int(row[0])) ? 1 : 0 }
}
