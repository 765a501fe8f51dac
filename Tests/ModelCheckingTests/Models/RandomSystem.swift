import Determinism
import ModelChecking
import TemporalLogic

/// A system of some states, all of it drawn.
struct RandomSystem: TransitionSystem {
  struct Step {
    var action: Int
    var target: Int
    var pulses: UInt64
  }

  var initial: [Int]
  var steps: [[Step]]
  var letters: [UInt64]
  /// The states that are not to be explored.
  var outside: [Bool]
  var fairness: [ActionFairness] = []
  var hasConstraint: Bool
  var pulses: UInt64 { 0b1000 }

  var width: Int { 3 }
  var actions: [String] { ["red", "green", "blue", "grey"] }
  var propositions: [String] { ["a", "b", "c", "d"] }

  init(seed: UInt64, states: Int = 40, branching: Int = 4, hasConstraint: Bool = false) {
    var random = RandomStream(seed: seed, name: "system", index: 0)
    func below(_ bound: Int) -> Int { Int(random.below(UInt64(bound))) }
    let count = 1 + below(states)
    self.hasConstraint = hasConstraint
    initial = (0..<(1 + below(3))).map { _ in below(count) }
    steps = (0..<count).map { state in
      // Steps mostly lead a little further, so that depths differ.
      (0..<below(branching + 1)).map { _ in
        let target = below(3) == 0 ? below(count) : (state + 1 + below(3)) % count
        return Step(action: below(4), target: target, pulses: below(6) == 0 ? 0b1000 : 0)
      }
    }
    letters = (0..<count).map { _ in
      (0..<3).reduce(0) { $0 | (below(8) == 0 ? 1 << UInt64($1) : 0) }
    }
    outside = (0..<count).map { _ in hasConstraint && below(8) == 0 }
  }

  /// Demands of fairness for some actions.
  mutating func demandFairness(_ random: inout RandomStream) {
    fairness = (0..<Int(random.below(4))).map { number in
      let strength: Fairness.Strength = random.below(2) == 0 ? .weak : .strong
      return ActionFairness(
        Fairness("\(strength) \(number)", strength),
        actions: (0..<4).filter { _ in random.below(3) == 0 })
    }
  }

  /// Makes the upper half of the states one that no step leaves, so that steps lead out of cycles.
  mutating func keepUpperHalf() {
    let half = steps.count / 2
    for state in half..<steps.count {
      for index in steps[state].indices where steps[state][index].target < half {
        steps[state][index].target += half
      }
    }
  }

  static func row(_ state: Int) -> [UInt32] { [UInt32(state), 7, UInt32(state) &* 0x9E37_79B9] }

  func appendInitialStates(to buffer: inout SuccessorBuffer) {
    for state in initial { buffer.emit(0, Self.row(state)) }
  }

  func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for step in steps[Int(row[0])] {
      buffer.emit(step.action, Self.row(step.target), pulses: step.pulses)
    }
  }

  func letter(of row: Span<UInt32>) -> UInt64 { letters[Int(row[0])] }

  func isWithin(_ row: Span<UInt32>, from parent: Span<UInt32>) -> Bool { !outside[Int(row[0])] }
}
