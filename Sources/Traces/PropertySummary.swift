public import TemporalLogic

/// One property over the seeds of a case.
public struct PropertySummary: Equatable, Sendable {
  /// The property's name.
  public var name: String
  /// The TLA+ operator that corresponds to it.
  public var tla: String?
  /// The worst verdict over the seeds.
  public var verdict: Verdict
  /// What the scenario expects.
  public var expectation: VerdictExpectation
  /// How many seeds violate it.
  public var violations: UInt64 = 0
  /// The first seed with the reported verdict, if that is not `holds`.
  public var firstSeed: UInt64?
  /// The judgement of that seed.
  public var judgement: Judgement
  /// Why it is violated, where that was looked into.
  public var past: CausalPast?
  /// The command that shows it again.
  public var replay: String?

  /// The state before the first seed.
  public init(
    name: String, tla: String?, expectation: VerdictExpectation, judgement: Judgement
  ) {
    self.name = name
    self.tla = tla
    verdict = judgement.verdict
    self.expectation = expectation
    self.judgement = judgement
  }

  /// Whether the verdict is what the scenario expects.
  public var isExpected: Bool { expectation.isMet(by: judgement) }
}
