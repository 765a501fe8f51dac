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

/// Compares what is found out about a model with what TLC found out about the module, everything that the first line of
/// the configuration tells: the counts, the verdict, what is violated, and how many states the shortest trace has.
func expectAgreement<Model: CompiledModel>(
  of model: Model, with configuration: SpecConfiguration,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  // There is nothing to agree with.
  if configuration.answer.verdict == "refused" { return }
  let said = try configuration.said.map { name in
    let tla = "\(configuration.module)!\(name)"
    return try #require(
      model.properties.first { $0.tla == tla }, "nothing is \(tla)", sourceLocation: sourceLocation
    ).asInTheModule
  }
  #expect(
    model.mayEnd != configuration.refusesDeadlock, "whether runs may end",
    sourceLocation: sourceLocation)
  var options = SearchOptions()
  options.identity = .fingerprint128
  options.usesSymmetry = configuration.isSymmetric
  options.refusesDeadlock = configuration.refusesDeadlock
  let states = try ModelChecker(model).explore(
    said.compactMap { $0.ofLetters(model.propositions) }, options)
  options.usesSymmetry = false
  let formulas = said.compactMap(\.ofRuns)
  // A formula that is violated has counts of its own, which nobody compares.
  let runs =
    formulas.isEmpty
    ? [] : try ModelChecker(model).judge(formulas, stuttering: .everywhere, options).properties
  let violated = said.filter {
    states[$0.name]?.verdict == .violated
      || runs.contains { [name = $0.name] in $0.name == name && $0.verdict == .violated }
  }
  var found = SpecConfiguration.Answer()
  found.verdict =
    if !violated.isEmpty {
      "violated"
    } else if configuration.refusesDeadlock, states.deadlock != nil {
      "deadlock"
    } else {
      "holds"
    }
  found.violated = violated.first?.tla.map { String($0.drop { $0 != "!" }.dropFirst()) }
  if violated.isEmpty {
    found.distinct = states.counts.distinct
    (found.generated, found.depth) = (states.counts.generated, states.counts.depth)
  } else if configuration.answer.traceStates != nil {
    // An invariant that is false of the constants has no trace for TLC.
    found.traceStates = violated.first.flatMap { states[$0.name]?.path }.map { $0.steps.count + 1 }
  }
  #expect(violated.count <= 1, "\(violated.map(\.name))", sourceLocation: sourceLocation)
  #expect(
    found == configuration.answer, "\(configuration.file)", sourceLocation: sourceLocation)
}
