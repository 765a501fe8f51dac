import TemporalLogic

extension Verdict {
  /// How much a verdict outweighs others when those of many runs become one.
  ///
  /// `vacuous` is least: a property that one run exercised is not vacuous.
  var severity: Int {
    switch self {
    case .vacuous: 0
    case .holds: 1
    case .presumablyHolds: 2
    case .inconclusive: 3
    case .presumablyViolated: 4
    case .violated: 5
    }
  }
}
