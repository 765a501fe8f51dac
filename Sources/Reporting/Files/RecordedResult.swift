/// What the `result.json` of a folder says of its runs, as far as a replay compares with it.
public struct RecordedResult: Sendable {
  /// One run of which the file keeps the digest.
  public struct Seed: Equatable, Sendable {
    /// The seed.
    public var seed: UInt64
    /// The digest of its events.
    public var traceDigest: String
    /// Whether it met every expectation by itself.
    public var isMet: Bool
  }

  /// The digest of the scenario with its overrides.
  public var scenarioDigest: String
  /// The first seed.
  public var from: UInt64
  /// The last seed.
  public var to: UInt64
  /// The digest of the case: of its one seed, or of the whole campaign.
  public var digest: String
  /// The seeds that failed, or all where the run was asked for each.
  public var each: [Seed]

  /// Reads the file that a ``ResultFolder`` holds; nil for any other text.
  public init?(_ bytes: [UInt8]) {
    guard let document = JSONReader.value(of: bytes),
      let scenarioDigest = document["scenarioDigest"]?.string,
      let from = document["seeds"]?["from"]?.number, let to = document["seeds"]?["to"]?.number,
      let one = document["cases"]?.elements?.first, let digest = one["digest"]?.string,
      let each = one["each"]?.elements
    else { return nil }
    self.scenarioDigest = scenarioDigest
    self.from = from
    self.to = to
    self.digest = digest
    self.each = each.compactMap { entry in
      guard let seed = entry["seed"]?.number, let digest = entry["traceDigest"]?.string,
        let isMet = entry["met"]?.bool
      else { return nil }
      return Seed(seed: seed, traceDigest: digest, isMet: isMet)
    }
  }

  /// The first seed that failed, if one did.
  public var firstFailing: UInt64? { each.first { !$0.isMet }?.seed }

  /// The digest of a run, if the file keeps it.
  public func traceDigest(of seed: UInt64) -> String? {
    if from == to { return seed == from ? digest : nil }
    return each.first { $0.seed == seed }?.traceDigest
  }
}
