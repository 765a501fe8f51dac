/// What a scenario expects of a case.
public struct CaseExpectations: Sendable {
  /// By property; what is not listed is ``VerdictExpectation/unsaid``.
  public var properties: [(name: String, expectation: VerdictExpectation)] = []
  /// By figure, with the unit in which the limit is given.
  public var figures: [(name: String, unit: String, limit: FigureLimit)] = []

  /// Nothing said.
  public init() {}

  /// What is expected of a property.
  public func property(_ name: String) -> VerdictExpectation {
    properties.first { $0.name == name }?.expectation ?? .unsaid
  }
}
