/// A run of a graph that is fair and on which a formula does not hold. There is none that was not checked, step by step
/// and without an automaton.
public struct Lasso: Hashable, Sendable {
  /// Its steps.
  public let walk: Walk
  /// Its letters.
  public let word: Word

  /// Checks a walk: that it is one of the graph, that it is fair, and that the formula fails on it.
  ///
  /// - Parameters:
  ///   - walk: The walk.
  ///   - formula: The formula, past operators included.
  ///   - store: Where it is.
  ///   - graph: The graph.
  ///   - stuttering: Where it may be stayed.
  /// - Throws: The first thing that is wrong with it.
  public init<Graph: FairGraph>(
    checking walk: Walk, against formula: FormulaID, in store: FormulaStore,
    on graph: inout Graph, stuttering: Stuttering
  ) throws(LassoFlaw) {
    try Self.checkSteps(of: walk, on: &graph, stuttering)
    try Self.checkFairness(of: walk.cycle, on: &graph)
    (self.walk, word) = (walk, walk.word(graph.propositions))
    if WordEvaluator(formula, in: store, on: word).holds { throw .formulaHolds }
  }

  private static func checkSteps<Graph: FairGraph>(
    of walk: Walk, on graph: inout Graph, _ stuttering: Stuttering
  ) throws(LassoFlaw) {
    guard let back = walk.cycle.first, let last = walk.cycle.last else { throw .noCycle }
    let first = walk.stem.first ?? back
    if !graph.initialStates.contains(first.source) { throw .notInitial(state: first.source) }
    var place = first.source
    var steps: [GraphStep] = []
    for (position, taken) in (walk.stem + walk.cycle).enumerated() {
      if taken.source != place { throw .gap(position: position) }
      steps.removeAll(keepingCapacity: true)
      graph.appendSteps(of: place, to: &steps)
      if taken.isStutter {
        let isAllowed = stuttering == .everywhere || stuttering == .whereStuck && steps.isEmpty
        steps.removeAll(keepingCapacity: true)
        if isAllowed, let letter = graph.stutter(in: place) {
          steps.append(GraphStep(to: place, letter: letter))
        }
      }
      if !steps.contains(taken.step) { throw .noSuchStep(position: position) }
      place = taken.step.target
    }
    if last.step.target != back.source { throw .gap(position: walk.stem.count + walk.cycle.count) }
  }

  private static func checkFairness<Graph: FairGraph>(
    of cycle: [Walk.Step], on graph: inout Graph
  ) throws(LassoFlaw) {
    let enabled = cycle.map { graph.enabled(in: $0.source) }
    for (number, demand) in graph.fairness.enumerated() {
      let bit: UInt64 = 1 << UInt64(number)
      if cycle.contains(where: { $0.step.taken & bit != 0 }) { continue }
      let isEnough =
        switch demand.strength {
        case .weak: enabled.contains { $0 & bit == 0 }
        case .strong: enabled.allSatisfy { $0 & bit == 0 }
        }
      if !isEnough { throw .unfair(demand) }
    }
  }
}

/// Why a walk refutes nothing. Positions count from 0, through the stem and then the cycle.
public enum LassoFlaw: Error, Hashable, Sendable {
  /// Nothing is repeated.
  case noCycle
  /// It begins elsewhere than runs do.
  case notInitial(state: Int)
  /// A step begins elsewhere than the one before ends; of the position after the last step, the cycle does not close.
  case gap(position: Int)
  /// The graph does not have the step.
  case noSuchStep(position: Int)
  /// It does not give an action its due.
  case unfair(Fairness)
  /// The formula holds on it.
  case formulaHolds
}
