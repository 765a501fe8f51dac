public import TemporalLogic

/// What a scenario expects of a property.
public struct VerdictExpectation: Equatable, Sendable {
  /// The verdicts that meet it, at least one.
  public let verdicts: [Verdict]
  /// Whether the scenario says so itself.
  public let isSaid: Bool
  /// The step at which a violation may come; nil for any.
  public let steps: FigureLimit?

  /// An expectation that the scenario states.
  ///
  /// - Precondition: At least one verdict.
  public init(_ verdicts: [Verdict], steps: FigureLimit? = nil) {
    precondition(!verdicts.isEmpty, "an expectation that nothing meets")
    self.verdicts = verdicts
    self.steps = steps
    isSaid = true
  }

  private init() {
    verdicts = [.holds, .presumablyHolds, .vacuous]
    steps = nil
    isSaid = false
  }

  /// What is expected where the scenario says nothing: that nothing speaks against the property.
  public static let unsaid = VerdictExpectation()

  /// Whether a judgement is as expected.
  public func isMet(by judgement: Judgement) -> Bool {
    guard verdicts.contains(judgement.verdict) else { return false }
    guard let steps, let violation = judgement.violation else { return true }
    return steps.isMet(by: violation.step)
  }

  /// The verdicts as documents write them: `holds`, or `holds|vacuous` for one of several.
  ///
  /// An unsaid expectation is `holds`.
  public var text: String {
    isSaid ? verdicts.map(\.rawValue).joined(separator: "|") : Verdict.holds.rawValue
  }
}
