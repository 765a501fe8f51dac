/// What is known of a formula after a finite beginning of a run, in four values.
///
/// - Source: Bauer, Leucker and Schallhart, *Comparing LTL semantics for runtime verification* (J. Logic and
///   Computation 20, 2010): RV-LTL.
public enum RunVerdict: String, CaseIterable, Sendable {
  /// It holds on every continuation.
  case `true`
  /// It holds on none.
  case `false`
  /// It would hold if the run ended here.
  case presumablyTrue = "presumably_true"
  /// It would fail if the run ended here: something that has to come has not come yet.
  case presumablyFalse = "presumably_false"

  /// The verdict of a beginning.
  ///
  /// - Parameters:
  ///   - prefix: What is known whatever comes.
  ///   - holds: Whether the formula holds on the beginning as a finite word, with a strong next.
  public init(_ prefix: PrefixVerdict, holdsSoFar holds: Bool) {
    self =
      switch prefix {
      case .true: .true
      case .false: .false
      case .inconclusive: holds ? .presumablyTrue : .presumablyFalse
      }
  }

  /// Whether no continuation can change it.
  public var isFinal: Bool { self == .true || self == .false }
}
