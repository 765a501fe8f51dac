public import TemporalLogic

/// A run that refutes a formula: steps that are taken once, and steps that are repeated for ever. It was found on the
/// graph of a system's states, checked there without an automaton, and replayed on the system.
public struct FairRun: Hashable, Sendable {
  /// A step of the run.
  public struct Step: Hashable, Sendable {
    /// The number of the action; nil where nothing is done for a step.
    public let action: Int?
    /// The propositions of its letter, as bits: what it pulses, and what holds in the state that it leads to.
    public let letter: UInt64
    /// The state that it leads to.
    public let row: [UInt32]
  }

  /// Why the run is fair to an action.
  public struct Reason: Hashable, Sendable {
    /// How it meets a demand.
    public enum Kind: Hashable, Sendable {
      /// It takes the action in each round, by a step of the cycle, counted from 0.
      case taken(step: Int)
      /// The action cannot be taken in a state of the cycle, the one that a step leaves, counted from 0.
      case disabled(step: Int)
      /// The action cannot be taken in any state of the cycle.
      case neverEnabled
    }

    /// The demand.
    public let demand: Fairness
    /// How it is met.
    public let kind: Kind
  }

  /// The state that it begins in.
  public let initial: [UInt32]
  /// The steps before the cycle; there may be none.
  public let stem: [Step]
  /// The steps that are repeated; they lead back to where they begin.
  public let cycle: [Step]
  /// Why it is fair, demand by demand.
  public let fairness: [Reason]
}

extension FairRun {
  /// Replays what was found on a graph.
  ///
  /// - Throws: ``ExplorationError/notRepeatable`` if the system does not do the same again.
  init<System: TransitionSystem>(
    replaying walk: Walk, of graph: StateGraph, on system: System
  ) throws(ExplorationError) {
    var (system, graph) = (system, graph)
    guard let first = walk.stem.first else { throw .notRepeatable }
    guard let start = graph.ordinal(of: first.step, from: 0) else { throw .notRepeatable }
    var ordinals: [Int] = []
    let taken = walk.stem.dropFirst() + walk.cycle
    for step in taken where !step.isStutter {
      guard let ordinal = graph.ordinal(of: step.step, from: step.source) else {
        throw .notRepeatable
      }
      ordinals.append(ordinal)
    }
    let path = try StatePath(replaying: ordinals, from: start, on: &system)
    var steps: [Step] = []
    var (row, next) = (path.initial, 0)
    for step in taken {
      var (action, pulses): (Int?, UInt64) = (nil, 0)
      if !step.isStutter {
        (row, pulses) = (path.steps[next].row, path.steps[next].pulses & system.pulses)
        action = path.steps[next].action
        next += 1
      }
      let letter = system.letter(of: row.span) | pulses
      if letter != step.step.letter { throw .notRepeatable }
      steps.append(Step(action: action, letter: letter, row: row))
    }
    initial = path.initial
    stem = Array(steps.prefix(walk.stem.count - 1))
    cycle = Array(steps.dropFirst(walk.stem.count - 1))
    if cycle.last?.row != stem.last?.row ?? initial { throw .notRepeatable }
    fairness = graph.fairness.indices.map { Self.reason($0, walk.cycle, &graph) }
  }

  private static func reason(
    _ number: Int, _ cycle: [Walk.Step], _ graph: inout StateGraph
  ) -> Reason {
    let bit: UInt64 = 1 << UInt64(number)
    let demand = graph.fairness[number]
    if let step = cycle.firstIndex(where: { $0.step.taken & bit != 0 }) {
      return Reason(demand: demand, kind: .taken(step: step))
    }
    let disabled = cycle.indices.filter { graph.enabled(in: cycle[$0].source) & bit == 0 }
    if disabled.count == cycle.count { return Reason(demand: demand, kind: .neverEnabled) }
    precondition(!disabled.isEmpty && demand.strength == .weak, "an unfair run was found")
    return Reason(demand: demand, kind: .disabled(step: disabled[0]))
  }
}
