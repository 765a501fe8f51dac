/// One figure that the scenario expects.
public struct FigureSummary: Equatable, Sendable {
  /// The figure, such as `visible.p50`.
  public var name: String
  /// Its unit: `us`, `count`, `perSecondMilli`, `bytes`.
  public var unit: String
  /// The value, rounded to a whole number; nil when the runs give none, which meets no expectation.
  public var value: UInt64?
  /// The values that are expected.
  public var limit: FigureLimit
  /// Whether the value is one of them.
  public var isMet: Bool

  /// A figure beside its expectation.
  public init(name: String, unit: String, value: UInt64?, limit: FigureLimit, isMet: Bool) {
    self.name = name
    self.unit = unit
    self.value = value
    self.limit = limit
    self.isMet = isMet
  }

  /// A figure of a case beside its expectation; the unit is the one to name when the case has no such figure.
  public init(name: String, unit: String, limit: FigureLimit, in report: CaseReport) {
    let figure = report.figure(name)
    self.init(
      name: name, unit: figure?.unit.rawValue ?? unit, value: figure?.value, limit: limit,
      isMet: figure?.meets(limit) ?? false)
  }
}
