public import TemporalLogic

/// The outcome of a scenario over its cases and seeds: what `report.txt` and `result.json` show.
public struct RunReport: Sendable {
  /// The scenario's name.
  public var scenario: String
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

  /// Whether every expectation of every case was met.
  public var isMet: Bool { cases.allSatisfy(\.isMet) }
  /// Whether some property was left undecided by a limit.
  public var isInconclusive: Bool {
    cases.contains { $0.properties.contains { $0.verdict == .inconclusive && !$0.isExpected } }
  }

  /// The seeds of a campaign.
  public struct SeedRange: Sendable {
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

/// The outcome of one case over all seeds.
public struct CaseReport: Sendable {
  /// The case's name, such as `n=4,byzantine=2`; empty when the scenario has one case.
  public var name: String
  /// The parameters that make the case, as they were written.
  public var parameters: [(name: String, value: String)]
  /// The judgements over all seeds.
  public var properties: [PropertySummary] = []
  /// Figures with an expectation.
  public var figures: [FigureSummary] = []
  /// Latencies over all seeds.
  public var latencies: [LatencyRecord] = []
  /// How requests came: `open` or `closed`.
  public var loadModel = "open"
  /// Load over all seeds.
  public var load = LoadRecord()
  /// Virtual time over all seeds in microseconds, for rates.
  public var virtualUs: UInt64 = 0
  /// Faults over all seeds.
  public var faults: [FaultRecord] = []
  /// Messages over all seeds.
  public var messages = MessageRecord()
  /// Cryptographic work over all seeds.
  public var crypto = CryptoRecord()
  /// Failing seeds; all seeds on request.
  public var each: [SeedSummary] = []
  /// The digest of the case: of its one seed, or over the digests of all seeds in order.
  public var digest = ""
  /// The command that runs the case's first notable seed again.
  public var replay = ""

  /// A case without results yet.
  public init(name: String, parameters: [(name: String, value: String)]) {
    self.name = name
    self.parameters = parameters
  }

  /// Whether every expectation was met.
  public var isMet: Bool { properties.allSatisfy(\.isExpected) && figures.allSatisfy(\.isMet) }

  /// Completed requests per thousand seconds of virtual time.
  public var perSecondMilli: UInt64 {
    guard virtualUs > 0 else { return 0 }
    let product = load.completed.multipliedFullWidth(by: 1_000_000_000)
    return product.high >= virtualUs
      ? .max : virtualUs.dividingFullWidth((product.high, product.low)).quotient
  }
}

/// One property over the seeds of a case.
public struct PropertySummary: Sendable {
  /// The property's name.
  public var name: String
  /// The TLA+ operator that corresponds to it.
  public var tla: String?
  /// The worst verdict over the seeds.
  public var verdict: Verdict
  /// What the scenario expects.
  public var expected: Verdict
  /// Whether the scenario says so itself; an unsaid expectation is `holds`, and `vacuous` meets it.
  public var isSaid: Bool
  /// How many seeds violate it.
  public var violations: UInt64 = 0
  /// The first seed with the reported verdict, if that is not `holds`.
  public var firstSeed: UInt64?
  /// The judgement of that seed.
  public var judgement: Judgement
  /// The command that shows it again.
  public var replay: String?

  /// The state before the first seed.
  public init(
    name: String, tla: String?, verdict: Verdict, expected: Verdict, isSaid: Bool,
    judgement: Judgement
  ) {
    self.name = name
    self.tla = tla
    self.verdict = verdict
    self.expected = expected
    self.isSaid = isSaid
    self.judgement = judgement
  }

  /// Whether the verdict is what the scenario expects.
  public var isExpected: Bool {
    if verdict == expected { return true }
    if isSaid { return false }
    switch verdict {
    case .holds, .presumablyHolds, .vacuous: return true
    case .violated, .presumablyViolated, .inconclusive: return false
    }
  }
}

/// One figure that the scenario expects.
public struct FigureSummary: Equatable, Sendable {
  /// The figure, such as `visible.p50`.
  public var name: String
  /// Its unit: `us`, `count`, `milli`, ….
  public var unit: String
  /// The value; nil when the run gives none, which meets no expectation.
  public var value: UInt64?
  /// The expected value.
  public var expected: UInt64
  /// How far the value may lie below and above.
  public var tolerance: UInt64
  /// Whether it does.
  public var isMet: Bool

  /// A figure beside its expectation.
  public init(
    name: String, unit: String, value: UInt64?, expected: UInt64, tolerance: UInt64, isMet: Bool
  ) {
    self.name = name
    self.unit = unit
    self.value = value
    self.expected = expected
    self.tolerance = tolerance
    self.isMet = isMet
  }
}

/// One seed in short.
public struct SeedSummary: Equatable, Sendable {
  /// The seed.
  public var seed: UInt64
  /// Its trace digest.
  public var traceDigest: String
  /// Its shape digest.
  public var shapeDigest: String
  /// Its events.
  public var events: UInt64
  /// Its virtual time in microseconds.
  public var virtualUs: UInt64
  /// Whether the seed by itself meets the expectations on properties.
  public var isMet: Bool

  /// A seed in short.
  public init(_ record: RunRecord, isMet: Bool) {
    seed = record.seed
    traceDigest = record.traceDigest
    shapeDigest = record.shapeDigest
    events = record.events
    virtualUs = record.virtualUs
    self.isMet = isMet
  }
}
