import Determinism
import TemporalLogic

/// A graph that is written down.
struct SmallGraph: FairGraph {
  var propositions = ["a", "b", "c"]
  var fairness: [Fairness] = []
  var initialStates = [0]
  /// The steps of each state.
  var steps: [[GraphStep]]
  /// The demands whose action is enabled in each state.
  var enabled: [UInt64]
  /// The letter of doing nothing in each state.
  var stutters: [UInt64?]

  /// A graph in which a state enables what its steps take, and may be stayed in without a letter.
  init(_ steps: [[GraphStep]], fairness: [Fairness] = []) {
    (self.steps, self.fairness) = (steps, fairness)
    enabled = steps.map { $0.reduce(0) { $0 | $1.taken } }
    stutters = steps.map { _ in 0 }
  }

  mutating func appendSteps(of state: Int, to steps: inout [GraphStep]) {
    steps += self.steps[state]
  }

  mutating func enabled(in state: Int) -> UInt64 { enabled[state] }
  mutating func stutter(in state: Int) -> UInt64? { stutters[state] }
}

extension SmallGraph {
  /// A graph of at most 8 states and 3 demands, all of it drawn.
  static func random(_ random: inout RandomFormulas) -> SmallGraph {
    let count = 1 + random.below(8)
    let demands = random.below(4)
    func bits(_ count: Int, oneIn odds: Int, _ random: inout RandomFormulas) -> UInt64 {
      (0..<count).reduce(0) { $0 | (random.below(odds) == 0 ? 1 << UInt64($1) : 0) }
    }
    let steps = (0..<count).map { _ in
      (0..<random.below(4)).map { _ in
        GraphStep(
          to: random.below(count), letter: bits(3, oneIn: 2, &random),
          taken: bits(demands, oneIn: 3, &random))
      }
    }
    var graph = SmallGraph(
      steps,
      fairness: (0..<demands).map { Fairness("\($0)", random.below(3) == 0 ? .weak : .strong) })
    for state in 0..<count {
      graph.enabled[state] |= bits(demands, oneIn: 4, &random)
      graph.stutters[state] = random.below(5) == 0 ? nil : bits(3, oneIn: 2, &random)
    }
    if random.below(3) == 0 { graph.initialStates.append(random.below(count)) }
    return graph
  }

  /// The steps that may be taken in each state, that of doing nothing among them.
  func allSteps(_ stuttering: Stuttering) -> [[(step: GraphStep, isStutter: Bool)]] {
    steps.indices.map { state in
      var all = steps[state].map { ($0, false) }
      if stuttering == .everywhere || stuttering == .whereStuck && all.isEmpty,
        let letter = stutters[state]
      {
        all.append((GraphStep(to: state, letter: letter), true))
      }
      return all
    }
  }

  /// Whether the search may come to a state that no step leaves.
  func hasDeadlock(_ stuttering: Stuttering) -> Bool {
    allSteps(stuttering).contains { $0.isEmpty }
  }
}
