import ClusterModel
import Determinism
import ModelChecking
import TemporalLogic
import Traces

/// One check of one model: its searches, and what they found as a record.
struct ModelRun<Model: CompiledModel> {
  private let model: Model
  private let request: ModelRequest
  /// The paths that violate properties of states, by the properties' names.
  private(set) var paths: [(property: String, path: StatePath)] = []

  init(_ model: Model, _ request: ModelRequest) { (self.model, self.request) = (model, request) }

  /// Checks what is asked for.
  ///
  /// - Parameters:
  ///   - name: The model's name.
  ///   - network: What becomes of messages.
  ///   - bounds: How large it is.
  /// - Throws: What the engine refuses.
  mutating func record(
    _ name: String, network: String?, _ bounds: [(name: String, value: Int)]
  ) throws(ExplorationError) -> CheckRecord {
    let chosen = model.properties.filter { request.properties.contains($0.name) }
    let ofLetters = chosen.compactMap { $0.ofLetters(model.propositions) }
    let ofRuns = chosen.compactMap(\.ofRuns)
    // Formulas with time alone need no search of their own for states.
    let needsStates =
      ofRuns.isEmpty || !ofLetters.isEmpty
      || request.properties.contains(ModelProperty.noDeadlock.name)
    if !needsStates, request.options.checkpoints != nil { throw .checkpoint(.formulas) }
    if !needsStates, request.options.spill != nil {
      throw .spill(.unavailable("only formulas with time are asked about"))
    }
    let states = needsStates ? try explore(ofLetters) : nil
    let runs = ofRuns.isEmpty ? nil : try judge(ofRuns)
    guard let counts = states?.counts ?? runs?.counts else {
      preconditionFailure("a check without a search")
    }
    let limit = states?.limit ?? runs?.limit
    var record = CheckRecord(
      model: name, variant: request.variant, search: request.search.rawValue,
      workers: states == nil || request.search != .bfs ? 1 : request.options.workers.count,
      isComplete: (states?.isComplete ?? true) && limit == nil && !isWalk,
      limit: limit?.rawValue, counts: CheckRecord.Counts(counts),
      collisionProbability: states?.collisionProbability ?? runs?.collisionProbability ?? "0")
    record.network = model.networkName ?? network
    if model is ClusterSystem { record.engine = .cluster }
    record.bounds = bounds
    if states != nil {
      if request.options.reducesOrders { record.reductions.append("por") }
      if request.options.usesSymmetry { record.reductions.append("symmetry") }
    } else if runs?.isReduced == true {
      record.reductions = ["por"]
    }
    record.properties = properties(states, runs)
    // What holds because nothing happens that it speaks of, holds of nothing.
    if let system = model as? ClusterSystem {
      for index in record.properties.indices
      where record.properties[index].verdict == .holds
        && system.isExercised(record.properties[index].name) == false
      {
        record.properties[index].verdict = .vacuous
      }
    }
    paths = (states?.properties ?? []).compactMap { result in
      result.verdict == .violated ? result.path.map { (result.name, $0) } : nil
    }
    return record
  }

  var isWalk: Bool { request.search == .random }

  func explore(_ properties: [LetterProperty]) throws(ExplorationError) -> Exploration {
    let checker = ModelChecker(model)
    var options = request.options
    options.refusesDeadlock = !model.mayEnd
    switch request.search {
    case .bfs:
      if request.resumes, let store = options.checkpoints?.store {
        return try checker.resume(from: store, properties, options)
      }
      return try checker.explore(properties, options)
    case .dfs: return try checker.exploreDepthFirst(properties, options)
    case .iddfs: return try checker.exploreDeepening(properties, options)
    case .random: return try checker.walk(request.walks, properties, options)
    }
  }

  /// Walks decide nothing about runs that never end; every other search decides it on the graph of all states.
  func judge(_ properties: [TemporalProperty]) throws(ExplorationError) -> TemporalJudgement? {
    if isWalk { return nil }
    var options = request.options
    // To formulas with time, symmetric states are different ones.
    options.usesSymmetry = false
    return try ModelChecker(model).judge(properties, stuttering: .everywhere, options)
  }

  /// What is known of each property that was asked about, in the order of the model.
  func properties(_ states: Exploration?, _ runs: TemporalJudgement?) -> [CheckRecord.Property] {
    let all = model.properties + (model.mayEnd ? [] : [.noDeadlock])
    return all.filter { request.properties.contains($0.name) }.map { property in
      var (verdict, example) = (Verdict.inconclusive, nil as CheckRecord.Example?)
      if property == .noDeadlock, let states {
        example = states.deadlock.map { self.example($0) }
        verdict =
          example != nil ? .violated : states.isComplete ? .holds : .inconclusive
      } else if let result = states?[property.name] {
        (verdict, example) = (result.verdict, result.path.map { self.example($0) })
      } else if let result = runs?[property.name] {
        (verdict, example) = (result.verdict, result.run.map { self.example($0) })
      }
      return CheckRecord.Property(
        name: property.name, about: property.about, tla: property.tla, verdict: verdict,
        expected: nil, example: example)
    }
  }

  // MARK: Examples

  private func variables(_ row: [UInt32]) -> [CheckRecord.Example.Variable] {
    model.variables(of: row.span).map { CheckRecord.Example.Variable($0.name, $0.value) }
  }

  private func steps(
    from initial: [UInt32], _ steps: [(action: Int?, row: [UInt32])]
  ) -> [CheckRecord.Example.Step] {
    var model = model
    var row = initial
    return steps.map { step in
      let changes = model.changes(from: row.span, to: step.row.span).map {
        CheckRecord.Example.Variable($0.name, $0.value)
      }
      let action = step.action.map {
        model.text(ofAction: $0, from: row.span, to: step.row.span)
      }
      row = step.row
      return CheckRecord.Example.Step(action: action, changes: changes)
    }
  }

  private func example(_ path: StatePath) -> CheckRecord.Example {
    CheckRecord.Example(
      initial: variables(path.initial),
      steps: steps(from: path.initial, path.steps.map { ($0.action, $0.row) }))
  }

  private func example(_ run: FairRun) -> CheckRecord.Example {
    let all = run.stem + run.cycle
    var example = CheckRecord.Example(
      initial: variables(run.initial),
      steps: steps(from: run.initial, all.map { ($0.action, $0.row) }))
    example.stem = run.stem.count
    example.fairness = run.fairness.map { reason in
      let met: CheckRecord.Fairness.Reason =
        switch reason.kind {
        case .taken(let step): .taken(step: run.stem.count + step + 1)
        case .disabled(let step): .disabled(step: run.stem.count + step + 1)
        case .neverEnabled: .neverEnabled
        }
      return CheckRecord.Fairness(demand: reason.demand.name, reason: met)
    }
    return example
  }
}

extension CheckRecord.Counts {
  /// The counts of a search.
  init(_ counts: ExplorationCounts) {
    self.init()
    (distinct, generated, depth) = (counts.distinct, counts.generated, counts.depth)
    (initial, deadlocks) = (counts.initial, counts.deadlocks)
    actions = counts.actions.map {
      CheckRecord.Action(name: $0.name, taken: $0.taken, distinct: $0.distinct)
    }
    tableBytes = counts.tableBytes + counts.linkBytes
    frontierBytes = counts.frontierBytes
    spilledBytes = counts.spilledBytes
  }
}
