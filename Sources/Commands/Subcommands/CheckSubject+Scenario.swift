import Catalog
import Cryptography
import Diagnostics
import ModelChecking
import Scenarios
import TemporalLogic
import Traces

extension CheckSubject {
  /// A scenario, with what its `check:` says.
  init(
    scenario name: String, _ arguments: ParsedArguments, _ console: any Console,
    _ systems: [SystemEntry]
  ) throws(CheckRefusal) {
    guard ScenarioLocator.find(name) != nil else { throw Self.unknown(name) }
    let (input, one) = try Self.load(name, arguments, systems)
    console.writeError(input.warnings.rendered)
    guard var check = one.scenario.check else {
      preconditionFailure("the scenario was read with an exploration")
    }
    let scenario = one.scenario
    if arguments.has(.around) { check = check.covering(try Self.script(name, scenario)) }
    variant = scenario.variant.base.rawValue
    properties = try Self.properties(scenario, check, input, arguments)
    states = Int(clamping: check.limits.states)
    bytes = check.limits.memory
    // Counts are of all states.
    stopsAtViolation = !check.expectations.contains {
      if case .figure = $0.content { true } else { false }
    }
    var words = [input.reference]
    if !input.isSingle { words += ["--case", one.name] }
    if let bounds = arguments.text(.bounds) { words += ["--bounds", bounds] }
    words += arguments.settings.flatMap { ["--set", "\($0.key)=\($0.value)"] }
    if let variant = arguments.text(.variant) { words += ["--variant", variant] }
    if arguments.has(.around) { words.append("--around") }
    self.words = words
    reductions = arguments.text(.reduce) == "por" ? ["por"] : []
    if let reduce = arguments.text(.reduce), reduce != "none", reduce != "por" {
      throw CheckRefusal(
        .usage, ["check", name, "--reduce", reduce], at: 3, CheckFinding.noReduction,
        "a cluster is explored without '\(reduce)'",
        hint: "it allows: none, por")
    }
    digest = input.digest.hex
    let names = properties
    let explored = check
    walk = { () throws(CheckRefusal) in
      do throws(CheckFailure) {
        return try input.system.walk(scenario, explored, names)
      } catch {
        throw Self.refusal(name, error, arguments)
      }
    }
    run = { request throws(CheckRefusal) in
      do throws(CheckFailure) {
        return try input.system.explore(scenario, explored, request)
      } catch {
        throw Self.refusal(name, error, arguments)
      }
    }
    let checked = CheckedScenario(input: input, one: one, systems: systems)
    save = { checked.text($0, $1, command: $2, isShortest: $3) }
    expect = { record in Self.expect(explored, &record) }
  }

  /// The run around which is searched.
  private static func script(
    _ name: String, _ scenario: Scenario
  ) throws(CheckRefusal) -> Schedule {
    if let schedule = scenario.schedule { return schedule }
    throw CheckRefusal(
      .usage, ["check", name, "--around"], at: 2, CheckFinding.notAround,
      "'\(name)' has no schedule to look around",
      hint: "'check --save', 'shrink', or a 'schedule:' of one's own gives one")
  }

  /// The scenario with the other values that fields have in exploration; one that says nothing of exploration has all
  /// of it as usual.
  private static func load(
    _ name: String, _ arguments: ParsedArguments, _ systems: [SystemEntry]
  ) throws(CheckRefusal) -> (RunInput, ScenarioCase) {
    let bounds = try bounds(name, arguments)
    do throws(RunFailure) {
      let first = try RunInput(name, at: 0, arguments, systems)
      let check = try first.onlyCase("check").scenario.check
      let more =
        (check == nil ? [Setting(key: "check", value: "{}")] : [])
        + (check?.with.map { Setting(key: $0.name, value: $0.value) } ?? []) + bounds
      let input =
        more.isEmpty ? first : try RunInput(name, at: 0, arguments, systems, with: more)
      return (input, try input.onlyCase("check"))
    } catch {
      throw refusal(error)
    }
  }

  /// The fields that `--bounds` sets.
  private static func bounds(
    _ name: String, _ arguments: ParsedArguments
  ) throws(CheckRefusal) -> [Setting] {
    guard let text = arguments.text(.bounds) else { return [] }
    let direct = ["commands", "timers"]
    let budgets = ["drop", "duplicate", "crash", "restart", "store"]
    return try text.split(separator: ",", omittingEmptySubsequences: false).map {
      part throws(CheckRefusal) in
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, let count = Int(sides[1]), count >= 0,
        (direct + budgets).contains(sides[0])
      else {
        throw CheckRefusal(
          .usage, ["check", name, "--bounds", text], at: 3, CheckFinding.badBound,
          "'\(part)' is not a bound of a scenario",
          hint: "bounds: \((direct + budgets).joined(separator: ", ")), each a count")
      }
      let path = direct.contains(sides[0]) ? "check.\(sides[0])" : "check.budgets.\(sides[0])"
      return Setting(key: path, value: sides[1])
    }
  }

  /// What is asked for; unless said, all that no end of a run decides, and what is expected.
  private static func properties(
    _ scenario: Scenario, _ check: Check, _ input: RunInput, _ arguments: ParsedArguments
  ) throws(CheckRefusal) -> [String] {
    let asked = arguments.texts(.property)
    for name in asked where !scenario.properties.contains(name) {
      throw CheckRefusal(
        .usage, ["check", input.reference, "--property", name], at: 3, RunFinding.unknownProperty,
        "'\(input.reference)' judges no property '\(name)'",
        hint: DidYouMean.hint(for: name, among: scenario.properties, kind: "properties"))
    }
    if !asked.isEmpty { return asked }
    let expected = check.expectations.map(\.subject)
    return scenario.properties.filter { name in
      let (isFormula, isOfTheEnd) = input.system.explorable(scenario, name)
      return isFormula && (!isOfTheEnd || expected.contains(name))
    }
  }

  /// Writes down what is expected of properties, and compares what is expected of counts, unless steps were left out.
  private static func expect(_ check: Check, _ record: inout CheckRecord) -> Bool {
    var isMet = true
    for expectation in check.expectations {
      switch expectation.content {
      case .verdict(let verdicts, let steps):
        guard
          let index = record.properties.firstIndex(where: { $0.name == expectation.subject })
        else { continue }
        let verdict = record.properties[index].verdict
        record.properties[index].expected = verdicts.contains(verdict) ? verdict : verdicts.first
        if let steps, let example = record.properties[index].example {
          isMet = isMet && steps.isMet(by: Int64(example.steps.count))
        }
      case .figure(_, let bound):
        if !record.reductions.isEmpty { continue }
        let counts = record.counts
        let value =
          switch expectation.subject {
          case "distinct": counts.distinct
          case "generated": counts.generated
          case "depth": counts.depth
          default: counts.deadlocks
          }
        isMet = isMet && record.isComplete && bound.isMet(by: Int64(value))
      }
    }
    return isMet
  }

  // MARK: Refusals

  private static func unknown(_ name: String) -> CheckRefusal {
    let names = Models.all.map(\.name) + ScenarioLocator.names
    return CheckRefusal(
      .usage, ["check", name], at: 1, CheckFinding.unknownSubject,
      "there is no model and no scenario '\(name)'",
      hint: DidYouMean.hint(for: name, among: names, kind: "models and scenarios"))
  }

  private static func refusal(_ failure: RunFailure) -> CheckRefusal {
    switch failure {
    case .findings(let findings): CheckRefusal(exit: .badInput, findings: findings)
    case .usage(let findings): CheckRefusal(exit: .usage, findings: findings)
    case .step, .file, .child: CheckRefusal(exit: .badInput, findings: [])
    }
  }

  private static func refusal(
    _ name: String, _ failure: CheckFailure, _ arguments: ParsedArguments
  ) -> CheckRefusal {
    switch failure {
    case .engine(let error): return CheckRefusal(name, error, arguments)
    case .obstacle(let obstacle):
      return CheckRefusal(
        .badInput, ["check", name], at: 1, CheckFinding.notExplored,
        "'\(name)' cannot be explored: \(obstacle.text)",
        hint: "it is about '\(obstacle.field)'")
    }
  }
}
