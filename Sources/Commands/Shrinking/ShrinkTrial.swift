import Catalog
import Cryptography
import Diagnostics
import Scenarios
import Simulation
import TemporalLogic
import Traces

/// Runs candidates and counts them.
struct ShrinkTrial {
  /// The systems there are.
  let systems: [SystemEntry]
  /// The seed of the runs.
  var seed: UInt64
  /// How signatures are made; nil for what the scenario says.
  let crypto: CryptoMode?
  /// The property that has to be violated.
  let property: String
  /// Whether it has to be violated, or presumably so: at the end of a run that goes on by itself.
  let verdict: Verdict
  /// How many candidates may be run.
  let budget: Int
  /// Is told of each candidate.
  let advance: () -> Void
  /// How many candidates were run.
  var count = 0

  /// Violations later than this are not looked for.
  private static let latest: UInt64 = 500_000

  init(
    systems: [SystemEntry], seed: UInt64, crypto: CryptoMode?, property: String,
    verdict: Verdict = .violated, budget: Int, advance: @escaping () -> Void
  ) {
    self.systems = systems
    self.seed = seed
    self.crypto = crypto
    self.property = property
    self.verdict = verdict
    self.budget = budget
    self.advance = advance
  }

  /// Whether another candidate may be run.
  var mayGoOn: Bool { count < budget && !Interrupt.isRequested }

  /// Runs a case as it is; nil unless it violates the property.
  mutating func run(_ scenario: ScenarioCase) -> FailingRun? {
    let drawn = try? scenario.drawn(by: seed, listsSettings: true)
    guard var document = drawn?.document else { return nil }
    // These decide nothing of a run, and may name what the document no longer has.
    for field in ["expect", "check", "canary", "draw"] { document.remove(field) }
    return run(document, nil)
  }

  /// Runs a candidate; nil unless it violates the property.
  ///
  /// - Parameters:
  ///   - document: What the scenario says.
  ///   - steps: The inputs in order, of which those that do not wait are passed over; nil for a run by time.
  mutating func run(_ document: ScenarioDocument, _ steps: [ScriptStep]?) -> FailingRun? {
    guard let scenario = Self.read(document, systems) else {
      count += 1
      return nil
    }
    return run(document, scenario, steps)
  }

  /// The case of a document; nil if it is not valid.
  static func read(_ document: ScenarioDocument, _ systems: [SystemEntry]) -> ScenarioCase? {
    let file = ScenarioFile.load(
      SourceText(name: "candidate", text: document.yaml), systems: systems.map(\.schema))
    return file.cases.count == 1 ? file.cases[0] : nil
  }

  /// Runs a candidate whose case was read before.
  mutating func run(
    _ document: ScenarioDocument, _ scenario: ScenarioCase, _ steps: [ScriptStep]?
  ) -> FailingRun? {
    let heals = steps?.contains { $0.action == .heal } ?? false
    let needsHealing =
      verdict == .presumablyViolated || scenario.scenario.liveness.map { $0.after == nil } ?? false
    // Whatever is open when steps simply end is nobody's fault.
    if needsHealing, steps != nil, !heals { return nil }
    count += 1
    advance()
    guard let outcome = outcome(scenario, steps, seed: seed, keepsEvents: false),
      let judgement = outcome.record.properties.first?.judgement, judgement.verdict == verdict,
      let violation = judgement.violation ?? Self.open(judgement, outcome.record),
      violation.step < Self.latest
    else { return nil }
    var run = FailingRun(
      document: document, scenario: scenario, seed: seed, steps: steps, outcome: outcome,
      verdict: verdict, violation: violation)
    if steps != nil { run.steps = run.entries.map(\.step) }
    return run
  }

  /// What is open at the end of a run.
  private static func open(_ judgement: Judgement, _ record: RunRecord) -> Violation? {
    let end = Moment(step: record.events, microseconds: record.virtualUs, node: 0)
    return judgement.obligation.map { Violation(at: end, $0) }
  }

  /// The events of a run.
  func events(of run: FailingRun) -> [TraceEntry] {
    outcome(run.scenario, run.steps, seed: run.seed, keepsEvents: true)?.captured ?? []
  }

  private func outcome(
    _ scenario: ScenarioCase, _ steps: [ScriptStep]?, seed: UInt64, keepsEvents: Bool
  ) -> RunOutcome? {
    guard let system = systems.first(where: { $0.schema.name == scenario.scenario.system }) else {
      return nil
    }
    var request = RunRequest(
      seed: seed, crypto: crypto ?? scenario.scenario.crypto, captured: 1..<Self.latest)
    request.kept = keepsEvents ? nil : []
    request.isJournalled = true
    request.property = property
    request.schedule = steps.map { steps in
      var schedule = Simulation.Schedule(steps)
      schedule.isLenient = true
      schedule.goesOn = schedule.heals
      return schedule
    }
    return try? system.run(scenario.scenario, request)
  }
}
