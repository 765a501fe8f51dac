import TemporalLogic

/// The outcome of one case over all seeds.
public struct CaseReport: Sendable {
  /// The case's name, such as `n=4,byzantine=2`; empty when the scenario has one case.
  public var name: String
  /// The parameters that make the case, as they were written.
  public var parameters: [(name: String, value: String)]
  /// How many runs it sums up, one per seed.
  public var runs: UInt64 = 0
  /// How the runs ended, in the order of ``RunRecord/Ending``; ways that did not occur are left out.
  public var endings: [EndingCount] = []
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
  /// Events over all seeds.
  public var events: UInt64 = 0
  /// The longest queue of waiting inputs that any node had in any run.
  public var longestQueue: UInt64 = 0
  /// The memory of runs, of each figure the greatest of all runs.
  public var memory = MemoryRecord()
  /// Faults over all seeds.
  public var faults: [FaultRecord] = []
  /// Messages over all seeds.
  public var messages = MessageRecord()
  /// Cryptographic work over all seeds.
  public var crypto = CryptoRecord()
  /// What the seed of a single run has drawn of the scenario.
  public var drawn: [DrawnValue] = []
  /// What the system has worked out of the scenario where the file is silent, if it is the same for all
  /// seeds.
  public var computed: [DrawnValue] = []
  /// Failing seeds; all seeds on request.
  public var each: [SeedSummary] = []
  /// How many different trace digests the seeds gave.
  public var distinctDigests: UInt64 = 0
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

  /// The limit that cut runs short, as scenario files call it: the first in the order of
  /// ``RunRecord/Ending``; nil if none did.
  public var limit: String? { endings.lazy.compactMap(\.ending.limit).first }

  /// Whether some expectation was decided otherwise than expected.
  ///
  /// A figure of runs that a limit has cut short decides nothing: it might have been met yet.
  public var hasFailed: Bool {
    properties.contains { !$0.isExpected && $0.verdict != .inconclusive }
      || limit == nil && figures.contains { !$0.isMet }
  }

  /// Whether a limit has left something undecided although that is not expected: a property, a
  /// figure, or all there was, if nothing was expected.
  public var isInconclusive: Bool {
    if properties.contains(where: { $0.verdict == .inconclusive && !$0.isExpected }) { return true }
    guard limit != nil else { return false }
    return figures.contains { !$0.isMet } || properties.isEmpty && figures.isEmpty
  }

  /// Completed requests per thousand seconds of virtual time.
  public var perSecondMilli: UInt64 {
    guard virtualUs > 0 else { return 0 }
    let product = load.completed.multipliedFullWidth(by: 1_000_000_000)
    return product.high >= virtualUs
      ? .max : virtualUs.dividingFullWidth((product.high, product.low)).quotient
  }

  /// How many runs ended in one way.
  public struct EndingCount: Equatable, Sendable {
    /// The way.
    public var ending: RunRecord.Ending
    /// How many runs.
    public var runs: UInt64

    /// A count of runs.
    public init(ending: RunRecord.Ending, runs: UInt64) {
      self.ending = ending
      self.runs = runs
    }
  }
}
