import ModelChecking
import TemporalLogic

/// Peterson's mutual exclusion of two processes.
///
/// - Source: Peterson, *Myths about the mutual exclusion problem* (IPL 12, 1981).
struct Peterson: TransitionSystem {
  /// The mutant does not wait for its turn.
  var isImpatient = false
  /// Whether a process that is not in its remainder goes on if it can.
  var isFair = true

  // Word 0 and 1: where each process is (0 remainder, 1 wants, 2 waits, 3 critical); word 2: whose turn it is.
  var width: Int { 3 }
  var actions: [String] { ["want 0", "go 0", "want 1", "go 1"] }
  var propositions: [String] { ["wants0", "wants1", "critical0", "critical1"] }
  var fairness: [ActionFairness] {
    isFair
      ? [
        ActionFairness(.weak("WF go 0"), actions: [1]),
        ActionFairness(.weak("WF go 1"), actions: [3]),
      ]
      : []
  }

  func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0, 0]) }

  func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for process in 0..<2 {
      let other = 1 - process
      switch row[process] {
      case 0: buffer.emit(2 * process, copying: row) { $0[process] = 1 }
      case 1:
        buffer.emit(2 * process + 1, copying: row) {
          $0[process] = 2
          $0[2] = UInt32(other)
        }
      case 2 where row[other] == 0 || row[2] == UInt32(process) || isImpatient:
        buffer.emit(2 * process + 1, copying: row) { $0[process] = 3 }
      case 3: buffer.emit(2 * process + 1, copying: row) { $0[process] = 0 }
      default: break
      }
    }
  }

  func letter(of row: Span<UInt32>) -> UInt64 {
    (0..<2).reduce(0) {
      $0 | (row[$1] == 1 || row[$1] == 2 ? 1 << UInt64($1) : 0)
        | (row[$1] == 3 ? 4 << UInt64($1) : 0)
    }
  }
}
