/// Decides whether a formula holds on every fair run of a graph.
///
/// Fairness is the graph's, and never a part of the formula: it costs no state. Every counterexample is checked against
/// the formula itself before it is given out.
public struct GraphChecker: Sendable {
  private let formula: FormulaID
  private let store: FormulaStore
  /// Where runs may do nothing for a step.
  public let stuttering: Stuttering
  private let statesMax: Int
  /// Of the words on which the formula fails.
  private let automaton: Automaton

  /// Prepares for a formula.
  ///
  /// - Parameters:
  ///   - formula: The formula, past operators included.
  ///   - store: Where it is.
  ///   - stuttering: Where runs may do nothing for a step, or for ever.
  ///   - statesMax: How many pairs of a state of the graph and one of the automaton are visited at most.
  /// - Throws: ``GraphError/formulaTooLarge``.
  public init(
    _ formula: FormulaID, in store: FormulaStore, stuttering: Stuttering, statesMax: Int = .max
  ) throws(GraphError) {
    var opposites = store
    let opposite = opposites.make(.not, formula)
    guard let (automaton, _) = Automaton.translate(opposite, in: opposites) else {
      throw .formulaTooLarge
    }
    self.automaton = automaton
    (self.formula, self.store) = (formula, store)
    (self.stuttering, self.statesMax) = (stuttering, statesMax)
  }

  /// Judges a graph.
  ///
  /// The search ends with the first counterexample, so that a deadlock is found only if it comes before. Where no run
  /// is fair, every formula holds; whether one is, the formula `false` tells, which each fair run refutes.
  ///
  /// - Parameter graph: The graph.
  /// - Returns: What is known; always the same for the same graph, in the same order of steps.
  /// - Throws: A ``GraphError`` if the graph does not go with the formula, or has a deadlock.
  public func check<Graph: FairGraph>(_ graph: inout Graph) throws(GraphError) -> GraphJudgement {
    let (propositions, fairness) = (graph.propositions, graph.fairness)
    if propositions.count > 64 { throw .tooManyPropositions(count: propositions.count) }
    if fairness.count > 64 { throw .tooManyDemands(count: fairness.count) }
    for number in store.parts(of: formula).compactMap({ store.atomNumber($0) })
    where !propositions.contains(store.atoms[number]) {
      throw .unknownProposition(store.atoms[number])
    }
    if graph.initialStates.isEmpty { return GraphJudgement(.vacuous, SearchCounts()) }
    var search = ProductSearch(
      automaton, propositions: propositions, fairness: fairness, stuttering: stuttering,
      statesMax: statesMax)
    switch try search.run(on: &graph) {
    case .empty: return GraphJudgement(.holds, search.counts)
    case .limit: return GraphJudgement(.inconclusive, search.counts)
    case .found(let component):
      let walk = try search.walk(round: component, on: &graph).shortened()
      do {
        let lasso = try Lasso(
          checking: walk, against: formula, in: store, on: &graph, stuttering: stuttering)
        return GraphJudgement(.violated, search.counts, lasso)
      } catch {
        preconditionFailure("what was found refutes nothing: \(error)")
      }
    }
  }
}

/// What is known of a formula on a graph.
public struct GraphJudgement: Hashable, Sendable {
  /// `holds`, `violated`, `vacuous` if the graph has no initial state, or `inconclusive` if the limit was reached.
  public let verdict: Verdict
  /// The run that violates it, if that is the verdict.
  public let lasso: Lasso?
  /// What the search did.
  public let counts: SearchCounts

  init(_ verdict: Verdict, _ counts: SearchCounts, _ lasso: Lasso? = nil) {
    (self.verdict, self.counts, self.lasso) = (verdict, counts, lasso)
  }
}

/// What a search of a product did: the same wherever it runs.
public struct SearchCounts: Hashable, Sendable {
  /// The pairs of a state of the graph and one of the automaton that were visited.
  public var states = 0
  /// The edges between them that were followed.
  public var transitions = 0
  /// The strongly connected components that were completed.
  public var components = 0
  /// How often a component was searched again without some states, for strong fairness.
  public var decompositions = 0
  /// The edges that were followed in these searches.
  public var repeated = 0

  init() {}
}
