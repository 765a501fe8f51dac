import ModelChecking
import TemporalLogic

/// Philosophers who take the fork on their left, then the one on their right, and put both back after they ate. The
/// last one may be left-handed, so that nobody waits for ever; otherwise all of them may hold one fork each, and are stuck.
struct Philosophers: TransitionSystem {
  let seats: Int
  var isLastLeftHanded = true
  var fairness: [ActionFairness] = []

  /// Word 0: two bits for each seat (thinking, one fork, eating); word 1: which forks are taken.
  var width: Int { 2 }
  var actions: [String] {
    (0..<seats).flatMap { seat in ["first", "second", "release"].map { "\($0) \(seat)" } }
  }
  var propositions: [String] { ["eating"] + (0..<seats).map { "eating\($0)" } }

  init(seats: Int) { self.seats = seats }

  /// Each philosopher goes on if she can.
  func fair(_ strength: Fairness.Strength) -> Philosophers {
    var fair = self
    fair.fairness = (0..<seats).map {
      ActionFairness(
        Fairness("\(strength == .weak ? "WF" : "SF") \($0)", strength),
        actions: [3 * $0, 3 * $0 + 1, 3 * $0 + 2])
    }
    return fair
  }

  func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0]) }

  func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for seat in 0..<UInt32(seats) {
      let next = (seat + 1) % UInt32(seats)
      let isLeftHanded = isLastLeftHanded && next == 0
      let (first, second) = isLeftHanded ? (next, seat) : (seat, next)
      let shift = 2 * seat
      let action = 3 * Int(seat)
      switch row[0] >> shift & 3 {
      case 0 where row[1] >> first & 1 == 0:
        buffer.emit(action, copying: row) {
          $0[0] += 1 << shift
          $0[1] |= 1 << first
        }
      case 1 where row[1] >> second & 1 == 0:
        buffer.emit(action + 1, copying: row) {
          $0[0] += 1 << shift
          $0[1] |= 1 << second
        }
      case 2:
        buffer.emit(action + 2, copying: row) {
          $0[0] -= 2 << shift
          $0[1] &= ~(1 << first | 1 << second)
        }
      default: break
      }
    }
  }

  func letter(of row: Span<UInt32>) -> UInt64 {
    var letter: UInt64 = 0
    for seat in 0..<UInt64(seats) where row[0] >> UInt32(2 * seat) & 3 == 2 {
      letter |= 1 | 1 << (seat + 1)
    }
    return letter
  }
}
