/// The outcome of a scenario over its cases and seeds: what `report.txt` and `result.json` show.
public struct RunReport: Sendable {
  /// The scenario's name.
  public var scenario: String
  /// What the scenario shows, in its own words; empty if it says nothing.
  public var about = ""
  /// How `replay` finds it: the name, or the path that was given.
  public var reference: String
  /// The digest of the scenario file and of everything that overrode it.
  public var scenarioDigest: String
  /// The variant in words.
  public var variant: String
  /// The cryptographic mode.
  public var crypto: String
  /// The seeds that ran.
  public var seeds: SeedRange
  /// One report per case.
  public var cases: [CaseReport]
  /// The runs that are known to fail, where several seeds ran.
  public var canaries: [CanaryReport] = []
  /// Whether it ended early because enough seeds had failed.
  public var hasFailedFast = false
  /// Whether it was stopped before all seeds of all cases had run.
  public var isCut = false

  /// A report.
  public init(
    scenario: String, reference: String, scenarioDigest: String, variant: String, crypto: String,
    seeds: SeedRange, cases: [CaseReport]
  ) {
    self.scenario = scenario
    self.reference = reference
    self.scenarioDigest = scenarioDigest
    self.variant = variant
    self.crypto = crypto
    self.seeds = seeds
    self.cases = cases
  }

  /// Whether every expectation of every case was met, and every canary caught.
  public var isMet: Bool {
    cases.allSatisfy(\.isMet) && canaries.allSatisfy(\.isCaught)
  }
  /// Whether some property was left undecided by a limit, or some runs were never made.
  public var isInconclusive: Bool { isCut || cases.contains { $0.isInconclusive } }

  /// What decides the exit code.
  public var outcome: Outcome {
    if cases.contains(where: \.hasFailed) || !canaries.allSatisfy(\.isCaught) { return .unmet }
    return isInconclusive ? .inconclusive : .met
  }

  /// What came of the expectations.
  public enum Outcome: Sendable {
    /// Every expectation was met.
    case met
    /// Some expectation was decided otherwise than expected.
    case unmet
    /// Nothing speaks against the expectations, but something was left undecided.
    case inconclusive
  }

  /// The seeds of a campaign.
  public struct SeedRange: Equatable, Sendable {
    /// The first seed.
    public var from: UInt64
    /// The last seed.
    public var to: UInt64
    /// How many ran.
    public var count: UInt64
    /// How many were run a second time in another process.
    public var verified: UInt64 = 0
    /// How many of those came out differently.
    public var mismatches: UInt64 = 0

    /// A range of seeds.
    public init(from: UInt64, to: UInt64, count: UInt64) {
      self.from = from
      self.to = to
      self.count = count
    }
  }
}
