import Catalog
import Cryptography
import Scenarios
import Traces

// From what a scenario says to what a report is made of.

extension CaseFold {
  /// An empty fold of a case, with what the scenario expects.
  init(_ one: ScenarioCase, _ system: SystemEntry, keepsEverySeed: Bool) {
    var expectations = CaseExpectations()
    for expectation in one.scenario.expectations {
      switch expectation.content {
      case .verdict(let verdicts, let steps):
        expectations.properties.append(
          (
            expectation.subject,
            VerdictExpectation(verdicts, steps: steps.map(FigureLimit.init))
          ))
      case .figure(let unit, let bound):
        expectations.figures.append((expectation.subject, unit.rawValue, FigureLimit(bound)))
      }
    }
    self.init(
      name: one.name, parameters: one.parameters.map { ($0.name, $0.value) },
      expectations: expectations)
    loadModel = one.scenario.clients.load.model.rawValue
    self.keepsEverySeed = keepsEverySeed
    messageTypes = system.schema.messages
  }
}

extension FigureLimit {
  /// The bound of a scenario; validation has refused negative ones.
  init(_ bound: FigureBound) {
    switch bound {
    case .equal(let value, let tolerance):
      self = .equal(UInt64(clamping: value), tolerance: UInt64(clamping: tolerance))
    case .atLeast(let value): self = .atLeast(UInt64(clamping: value))
    case .atMost(let value): self = .atMost(UInt64(clamping: value))
    case .above(let value): self = .above(UInt64(clamping: value))
    case .below(let value): self = .below(UInt64(clamping: value))
    }
  }
}

extension RunReport {
  /// The report of a scenario's cases.
  init(_ input: RunInput, _ seeds: Commands.SeedRange, count: UInt64, _ cases: [CaseReport]) {
    let scenario = input.cases[0].scenario
    self.init(
      scenario: scenario.name, reference: input.reference, scenarioDigest: input.digest.hex,
      variant: scenario.variant.text, crypto: input.mode(of: scenario).rawValue,
      seeds: .init(from: seeds.first, to: seeds.last, count: count), cases: cases)
    about = scenario.about
  }
}

extension VariantChoice {
  /// The variant as reports and result paths have it: `repaired`, or `repaired,xavier=published`.
  var text: String {
    ([base.rawValue] + operators.map { "\($0.name)=\($0.value.rawValue)" }).joined(separator: ",")
  }
}

extension ExitCode {
  /// How a scenario ended.
  init(_ outcome: RunReport.Outcome) {
    switch outcome {
    case .met: self = .met
    case .unmet: self = .unmet
    case .inconclusive: self = .inconclusive
    }
  }

  /// How a case ended.
  init(_ outcome: CaseReport) {
    self = outcome.hasFailed ? .unmet : outcome.isInconclusive ? .inconclusive : .met
  }
}
