import ModelChecking
import PaperModels
import TemporalLogic
import Testing

/// A small model beside the module that it is the twin of.
struct Twin: Sendable {
  /// The module's name.
  let module: String
  /// What is said of the model.
  let properties: [ModelProperty]
  /// The configurations on which both are compared, quickly and in the slow tests.
  let (quick, slow): ([String], [String])

  init(_ module: String, _ properties: [ModelProperty], quick: [String], slow: [String] = []) {
    (self.module, self.properties) = (module, properties)
    (self.quick, self.slow) = (quick, slow)
  }
}

extension ModelProperty {
  /// What the module says: of what can happen here, a witness there says that it never does.
  fileprivate var asInTheModule: ModelProperty {
    kind == .sometimes
      ? ModelProperty(name, .always, "!(\(formula))", about: about, tla: tla) : self
  }
}

/// What is found out about a model that TLC is asked about its module: the counts, the verdict, what is violated, and how
/// many states the shortest trace has.
func answer<Model: CompiledModel>(
  of model: Model, to configuration: SpecConfiguration
) throws -> SpecConfiguration.Answer {
  let said = try configuration.said.map { name in
    let tla = "\(configuration.module)!\(name)"
    return try #require(model.properties.first { $0.tla == tla }, "nothing is \(tla)").asInTheModule
  }
  var options = SearchOptions()
  options.identity = .fingerprint128
  options.usesSymmetry = configuration.isSymmetric
  options.refusesDeadlock = configuration.refusesDeadlock
  let states = try ModelChecker(model).explore(
    said.compactMap { $0.ofLetters(model.propositions) }, options)
  options.usesSymmetry = false
  let formulas = said.compactMap(\.ofRuns)
  let runs =
    formulas.isEmpty
    ? [] : try ModelChecker(model).judge(formulas, stuttering: .everywhere, options).properties
  let broken = runs.filter { $0.verdict == .violated }.map(\.name)
  let violated = said.filter {
    states[$0.name]?.verdict == .violated || broken.contains($0.name)
  }
  #expect(violated.count <= 1, "TLC tells one: \(violated.map(\.name))")
  var answer = SpecConfiguration.Answer()
  if let first = violated.first {
    answer.verdict = "violated"
    answer.violated = first.tla.map { String($0.drop { $0 != "!" }.dropFirst()) }
    answer.traceStates = states[first.name]?.path.map { $0.steps.count + 1 }
    // TLC shows no trace of an invariant that is false of the constants.
    if answer.traceStates == 1, configuration.answer.traceStates == nil { answer.traceStates = nil }
  } else if configuration.refusesDeadlock, let deadlock = states.deadlock {
    (answer.verdict, answer.traceStates) = ("deadlock", deadlock.steps.count + 1)
  } else {
    answer.verdict = "holds"
    (answer.distinct, answer.generated) = (states.counts.distinct, states.counts.generated)
    answer.depth = states.counts.depth
  }
  return answer
}

/// Compares what is found out about a model with all that the first line of a configuration tells.
func expectAgreement<Model: CompiledModel>(
  of model: Model, with configuration: SpecConfiguration,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  // There is nothing to agree with.
  if configuration.answer.verdict == "refused" { return }
  let found = try answer(of: model, to: configuration)
  #expect(found == configuration.answer, "\(configuration.file)", sourceLocation: sourceLocation)
  #expect(
    model.mayEnd != configuration.refusesDeadlock, "\(configuration.file): whether runs may end",
    sourceLocation: sourceLocation)
}

/// Compares the whole graph of a model with what TLC counts where it is asked about nothing.
func expectGraph<Model: CompiledModel>(
  of model: Model, distinct: Int, generated: Int, depth: Int,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var options = SearchOptions()
  (options.usesSymmetry, options.refusesDeadlock) = (false, false)
  let counts = try ModelChecker(model).explore([], options).counts
  let found = [counts.distinct, counts.generated, counts.depth]
  #expect(found == [distinct, generated, depth], sourceLocation: sourceLocation)
}
