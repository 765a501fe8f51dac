/// What is known of a property, in the same words everywhere.
public enum Verdict: String, CaseIterable, Sendable {
  /// No continuation can break it: on a graph it was decided, on a run it can no longer be violated,
  /// or it is a safety property that the whole run kept.
  case holds
  /// A finite prefix, or a lasso, refutes it.
  case violated
  /// The run kept it and ended with nothing open that would have to come.
  case presumablyHolds = "presumably-holds"
  /// The run ended while an obligation was open.
  case presumablyViolated = "presumably-violated"
  /// It held only because what it speaks of never happened.
  case vacuous
  /// A limit was reached first; never success.
  case inconclusive
}

/// A judgement of one property over one run, with what explains it.
public struct Judgement: Equatable, Sendable {
  /// What is known at the end of the run.
  public var verdict: Verdict
  /// Where the property was first violated, if it was.
  public var violation: Violation?
  /// The oldest open obligation in words, if one was open at the end.
  public var obligation: String?

  /// A judgement.
  public init(_ verdict: Verdict, violation: Violation? = nil, obligation: String? = nil) {
    self.verdict = verdict
    self.violation = violation
    self.obligation = obligation
  }
}

/// The first place at which a run breaks a property.
public struct Violation: Equatable, Sendable {
  /// The step of the run, counted from 1.
  public var step: UInt64
  /// The virtual time of the step in microseconds.
  public var microseconds: UInt64
  /// What was observed that may not be, in words.
  public var explanation: String
  /// Earlier steps that contradict it, such as the first of two decisions.
  public var against: [UInt64]

  /// A violation at a step.
  ///
  /// - Parameters:
  ///   - moment: The step.
  ///   - explanation: What was observed that may not be, in words.
  ///   - earlier: The steps that it contradicts; 0 stands for none.
  public init(at moment: Moment, _ explanation: String, against earlier: UInt64...) {
    step = moment.step
    microseconds = moment.microseconds
    self.explanation = explanation
    against = earlier.filter { $0 > 0 && $0 != moment.step }
  }
}
