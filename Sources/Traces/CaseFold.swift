import Determinism
import TemporalLogic

/// Turns the records of many seeds into the report of their case.
///
/// Seeds may come in any order, and in parts that are merged: the report is the same. So workers and
/// machines can share a campaign.
///
/// ```swift
/// var fold = CaseFold(name: "n=4", parameters: [("n", "4")], expectations: expectations)
/// for seed in seeds { fold.add(run(seed)) }
/// let report = fold.report { seed in "nocturne replay quorums --seed \(seed) --case n=4" }
/// ```
public struct CaseFold: Sendable {
  /// The case's name; empty when the scenario has one case.
  public let name: String
  /// The parameters that make the case, as they were written.
  public let parameters: [(name: String, value: String)]
  /// What the scenario expects of the case.
  public let expectations: CaseExpectations
  /// How requests come: `open` or `closed`.
  public var loadModel = "open"
  /// Whether the report lists every seed, and not only those that fail.
  public var keepsEverySeed = false
  /// The order in which the report lists message types; others follow by name.
  public var messageTypes: [String] = []
  /// The order in which the report lists kinds of faults; others follow by name.
  public var faultKinds: [String] = []

  private var totals: CaseTotals?
  private var seeds: [SeedSummary] = []
  /// The seeds that would meet the expectations if what they leave vacuous were not.
  private var vacuous: [UInt64] = []

  /// A fold without runs.
  public init(
    name: String, parameters: [(name: String, value: String)], expectations: CaseExpectations
  ) {
    self.name = name
    self.parameters = parameters
    self.expectations = expectations
  }

  /// How many runs were added.
  public var runs: Int { seeds.count }

  /// Adds one run.
  ///
  /// - Precondition: All runs are of one system, and of different seeds.
  /// - Returns: Whether the run counts against its case, as one of several: a property that must hold
  ///   may be vacuous in some runs, though not in all.
  @discardableResult
  public mutating func add(_ record: RunRecord) -> Bool {
    let unmet = record.properties.filter {
      !expectations.property($0.name).isMet(by: $0.judgement)
    }
    let isVacuous = unmet.allSatisfy { property in
      let verdicts = expectations.property(property.name).verdicts
      return property.judgement.verdict == .vacuous
        && (verdicts.contains(.holds) || verdicts.contains(.presumablyHolds))
    }
    seeds.append(SeedSummary(record, isMet: unmet.isEmpty))
    if !unmet.isEmpty, isVacuous { vacuous.append(record.seed) }
    merge(CaseTotals(record))
    return !isVacuous
  }

  /// Adds the runs of another fold of the same case.
  public mutating func merge(_ other: CaseFold) {
    precondition(name == other.name, "folds of different cases do not add up")
    seeds += other.seeds
    vacuous += other.vacuous
    if let totals = other.totals { merge(totals) }
  }

  private mutating func merge(_ other: CaseTotals) {
    if totals == nil { totals = other } else { totals?.merge(other) }
  }

  /// The report of the runs so far.
  ///
  /// - Parameter replay: The command that runs a seed of the case again.
  public func report(replay: (_ seed: UInt64) -> String) -> CaseReport {
    let seeds = judgedSeeds
    for (one, next) in zip(seeds, seeds.dropFirst()) {
      precondition(one.seed < next.seed, "seed \(one.seed) was added twice")
    }
    var report = CaseReport(name: name, parameters: parameters)
    report.loadModel = loadModel
    report.runs = UInt64(seeds.count)
    if let totals { fill(&report, totals) }
    report.properties = summaries(first: seeds.first?.seed, replay)
    report.figures = expectations.figures.map {
      FigureSummary(name: $0.name, unit: $0.unit, limit: $0.limit, in: report)
    }
    if seeds.count == 1 { report.drawn = seeds[0].drawn }
    if let first = seeds.first, seeds.allSatisfy({ $0.computed == first.computed }) {
      report.computed = first.computed
    }
    report.each = keepsEverySeed ? seeds : seeds.filter { !$0.isMet }
    report.digest = Self.digest(of: seeds)
    report.distinctDigests = Self.distinct(seeds)
    if let seed = notableSeed(report) ?? seeds.first?.seed { report.replay = replay(seed) }
    return report
  }

  /// The seeds in order; of several, those count as met that are vacuous at worst.
  private var judgedSeeds: [SeedSummary] {
    var seeds = seeds.sorted { $0.seed < $1.seed }
    guard seeds.count > 1 else { return seeds }
    let lenient = vacuous.sorted()
    var next = 0
    for index in seeds.indices where next < lenient.count && seeds[index].seed == lenient[next] {
      seeds[index].isMet = true
      next += 1
    }
    return seeds
  }

  private func fill(_ report: inout CaseReport, _ totals: CaseTotals) {
    report.endings = RunRecord.Ending.allCases.compactMap { ending in
      totals.endings.first { $0.ending == ending }
    }
    report.latencies = totals.latencies
    report.load = totals.load
    report.virtualUs = totals.virtualUs
    report.events = totals.events
    report.longestQueue = totals.longestQueue
    report.memory = totals.memory
    report.faults = Self.ordered(totals.faults, by: faultKinds, \.kind)
    report.messages = totals.messages
    report.messages.byType = Self.ordered(totals.messages.byType, by: messageTypes, \.label)
    report.crypto = totals.crypto
  }

  /// The properties of the runs; then those that are expected and that no run judged, undecided.
  private func summaries(
    first: UInt64?, _ replay: (_ seed: UInt64) -> String
  ) -> [PropertySummary] {
    let tallies = totals?.properties ?? []
    let judged = tallies.map { tally in
      var summary = PropertySummary(
        name: tally.name, tla: tally.tla, expectation: expectations.property(tally.name),
        judgement: tally.judgement)
      summary.violations = tally.violations
      summary.firstSeed = tally.judgement.verdict == .holds ? nil : tally.seed
      summary.replay = (summary.firstSeed ?? first).map(replay)
      return summary
    }
    let unjudged = expectations.properties.filter { said in
      !tallies.contains { $0.name == said.name }
    }
    return judged
      + unjudged.map {
        PropertySummary(
          name: $0.name, tla: nil, expectation: $0.expectation,
          judgement: Judgement(.inconclusive))
      }
  }

  /// The seed worth looking at first: the lowest of what was not expected, or else of what does not hold.
  private func notableSeed(_ report: CaseReport) -> UInt64? {
    let unexpected = report.properties.filter { !$0.isExpected }
    let broken = report.properties.filter {
      switch $0.verdict {
      case .violated, .presumablyViolated, .inconclusive: true
      case .holds, .presumablyHolds, .vacuous: false
      }
    }
    return unexpected.compactMap(\.firstSeed).min() ?? broken.compactMap(\.firstSeed).min()
  }

  /// The trace digest of the one seed; of several, the SHA-256 of their trace digests in the order of seeds,
  /// each in hexadecimal and followed by a newline, so that anyone can recompute it.
  private static func digest(of seeds: [SeedSummary]) -> String {
    if seeds.count < 2 { return seeds.first?.traceDigest ?? "" }
    var hash = SHA256()
    for seed in seeds {
      hash.update(seed.traceDigest.utf8)
      hash.update(CollectionOfOne(UInt8(ascii: "\n")))
    }
    return hash.digest().map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private static func distinct(_ seeds: [SeedSummary]) -> UInt64 {
    let digests = seeds.map(\.traceDigest).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let repeats = zip(digests, digests.dropFirst()).count { $0 == $1 }
    return UInt64(digests.count - repeats)
  }

  /// The elements in the order of a list of names, then those that are not in it by name.
  private static func ordered<Element>(
    _ elements: [Element], by names: [String], _ name: (Element) -> String
  ) -> [Element] {
    let listed = names.compactMap { listed in elements.first { name($0) == listed } }
    let others = elements.filter { !names.contains(name($0)) }
      .sorted { name($0).utf8.lexicographicallyPrecedes(name($1).utf8) }
    return listed + others
  }
}
