public import TemporalLogic

extension ModelChecker {
  /// Decides formulas on all runs of the system that are fair as it demands.
  ///
  /// All states are found first, and told apart by 128-bit fingerprints; the graph of their steps is kept. Each formula
  /// is then decided on it by itself.
  ///
  /// - Parameters:
  ///   - properties: The formulas.
  ///   - stuttering: Where runs may do nothing for a step: `everywhere` as in TLA+; where no step leaves a
  ///     state, a run must be able to stay.
  ///   - options: How to go about it. Of the limits, that of states holds for the product of states and automaton too.
  ///     Steps are left out only if no formula could tell, and nothing is demanded of runs; see
  ///     ``TemporalJudgement/isReduced``. One worker does it.
  /// - Throws: ``ExplorationError/unsound(_:)`` if the system has symmetry, unless the options say not to use it, or a
  ///   constraint: a run that it cuts off is none, and one that ends where it cuts is not stuck.
  ///   ``ExplorationError/graph(_:)`` if a formula is too large, or speaks of what the system does not tell, or a state is
  ///   stuck where runs may not stay.
  public func judge(
    _ properties: [TemporalProperty], stuttering: Stuttering,
    _ options: SearchOptions = SearchOptions()
  ) throws(ExplorationError) -> TemporalJudgement {
    try validate([], options)
    if system.hasSymmetry && options.usesSymmetry {
      throw .unsound("symmetric states are not one state to a formula with time")
    }
    if system.hasConstraint {
      throw .unsound("a constraint cuts off runs that a formula with time speaks of")
    }
    let reduction = options.reducesOrders ? stubbornSets(for: properties) : nil
    var builder = GraphBuilder(system, options.limits, reduction: reduction)
    var graph = try builder.build()
    var results: [TemporalResult] = []
    for property in properties {
      if builder.limit != nil {
        results.append(
          TemporalResult(name: property.name, verdict: .inconclusive, run: nil, search: nil))
      } else {
        results.append(try judge(property, stuttering, options, &graph))
      }
    }
    return TemporalJudgement(
      counts: builder.counts, limit: builder.limit, isReduced: reduction != nil,
      properties: results)
  }

  private func judge(
    _ property: TemporalProperty, _ stuttering: Stuttering, _ options: SearchOptions,
    _ graph: inout StateGraph
  ) throws(ExplorationError) -> TemporalResult {
    if graph.count == 0 {
      return TemporalResult(name: property.name, verdict: .vacuous, run: nil, search: nil)
    }
    let judgement: GraphJudgement
    do {
      let checker = try GraphChecker(
        property.formula, in: property.store, stuttering: stuttering,
        statesMax: options.limits.states)
      judgement = try checker.check(&graph)
    } catch {
      throw .graph(error)
    }
    var run: FairRun?
    if let lasso = judgement.lasso {
      run = try FairRun(replaying: lasso.walk, of: graph, on: system)
    }
    return TemporalResult(
      name: property.name, verdict: judgement.verdict, run: run, search: judgement.counts)
  }

  /// What may be left out, unless a formula could tell: one that speaks of the next step or of pulses, or where fairness
  /// speaks of steps.
  private func stubbornSets(for properties: [TemporalProperty]) -> StubbornSets? {
    guard let independence = system.independence, system.fairness.isEmpty else { return nil }
    var reads: UInt64 = 0
    for property in properties {
      if property.speaksOfSteps { return nil }
      reads |= property.reads(system.propositions)
    }
    if reads & system.pulses != 0 { return nil }
    return StubbornSets(independence, reads: reads)
  }
}
