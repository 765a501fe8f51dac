public import TemporalLogic

/// What a scenario says will come out.
public struct ScenarioExpectation: Hashable, Sendable {
  /// What is expected of the subject.
  public enum Content: Hashable, Sendable {
    /// One of these verdicts; of a violation, after so many steps.
    case verdict([Verdict], steps: FigureBound?)
    /// A value of a figure.
    case figure(FigureUnit, FigureBound)
  }

  /// The property or figure.
  public internal(set) var subject: String
  /// What is expected.
  public internal(set) var content: Content

  /// An expectation.
  public init(subject: String, content: Content) {
    self.subject = subject
    self.content = content
  }
}

/// What a figure counts.
public enum FigureUnit: String, CaseIterable, Sendable {
  /// Microseconds.
  case microseconds = "us"
  /// Things.
  case count
  /// Thousandths a second.
  case perSecondMilli
  /// Bytes.
  case bytes
}
