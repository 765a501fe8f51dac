import Determinism
import TemporalLogic

/// All states of a system and the steps between them, in little memory: of a step the number of the state that it leads
/// to, what it pulses if the system has pulses, and the demands that it meets if there are any.
///
/// The letter at a position of a run is that with which its state is come to. A ``FairGraph`` has it on the step, so
/// state 0 stands before all runs, and leads to the initial ones; the first state found is 1.
struct StateGraph: FairGraph, Sendable {
  let propositions: [String]
  let fairness: [Fairness]
  let initialStates = [0]
  /// The letter of each state, and the demands whose action can be taken there.
  private(set) var letters: [UInt64] = [0]
  private(set) var enabled: [UInt64] = [0]
  /// Where the steps of each state begin, and where the last ones end.
  private(set) var starts: [Int] = [0]
  private(set) var targets: [UInt32] = []
  /// Of each step; empty where none has any.
  private(set) var pulses: [UInt64] = []
  private(set) var taken: [UInt64] = []
  /// Of each step its place among those that the system tells; empty where all of them are kept.
  private(set) var ordinals: [UInt32] = []
  private let hasPulses: Bool
  private let isReduced: Bool

  init<System: TransitionSystem>(of system: System, isReduced: Bool) {
    propositions = system.propositions
    fairness = system.fairness.map(\.demand)
    hasPulses = system.pulses != 0
    self.isReduced = isReduced
  }

  /// The states found, without the one before all.
  var count: Int { letters.count - 1 }

  /// The bytes of the arrays.
  var bytes: Int {
    letters.count * 16 + starts.count * 8
      + targets.count * 4 + (pulses.count + taken.count) * 8 + ordinals.count * 4
  }

  /// Adds a state, without its steps.
  mutating func addState(letter: UInt64) {
    letters.append(letter)
    enabled.append(0)
  }

  /// Adds a step of the state whose steps are being added.
  mutating func addStep(to target: Int, pulses: UInt64, taken: UInt64, ordinal: Int) {
    targets.append(UInt32(target))
    if hasPulses { self.pulses.append(pulses) }
    if !fairness.isEmpty { self.taken.append(taken) }
    if isReduced { ordinals.append(UInt32(ordinal)) }
  }

  /// Ends the steps of a state.
  ///
  /// - Parameters:
  ///   - state: Its number, one more than that of the state before.
  ///   - enabled: The demands whose action can be taken there.
  mutating func endSteps(of state: Int, enabled: UInt64) {
    precondition(starts.count == state + 1, "steps of state \(state)")
    starts.append(targets.count)
    self.enabled[state] = enabled
  }

  // MARK: As a graph

  func step(_ index: Int) -> GraphStep {
    let target = Int(targets[index])
    return GraphStep(
      to: target, letter: letters[target] | (hasPulses ? pulses[index] : 0),
      taken: fairness.isEmpty ? 0 : taken[index])
  }

  mutating func appendSteps(of state: Int, to steps: inout [GraphStep]) {
    for index in starts[state]..<starts[state + 1] { steps.append(step(index)) }
  }

  mutating func enabled(in state: Int) -> UInt64 { enabled[state] }

  mutating func stutter(in state: Int) -> UInt64? { state == 0 ? nil : letters[state] }

  /// The place, among the steps that the system tells, of one that a walk takes.
  func ordinal(of step: GraphStep, from state: Int) -> Int? {
    for index in starts[state]..<starts[state + 1] where self.step(index) == step {
      return isReduced ? Int(ordinals[index]) : index - starts[state]
    }
    return nil
  }
}
