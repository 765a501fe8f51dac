/// Whether a campaign has seen a run fail that is known to.
public struct CanaryReport: Equatable, Sendable {
  /// The case.
  public var caseName: String
  /// What the run sets, such as `mutant=skipWAL`.
  public var words: String
  /// The first of its seeds that failed as it should; nil when none did.
  public var seed: UInt64?
  /// The property by which it failed.
  public var property: String?
  /// The command that shows it again.
  public var replay: String

  /// What came of a run that is known to fail.
  public init(
    caseName: String, words: String, seed: UInt64?, property: String?, replay: String
  ) {
    self.caseName = caseName
    self.words = words
    self.seed = seed
    self.property = property
    self.replay = replay
  }

  /// Whether it was seen to fail.
  public var isCaught: Bool { seed != nil }
}
