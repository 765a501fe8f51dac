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
  /// What the seed has drawn of the scenario.
  public var drawn: [DrawnValue]

  /// What the system has worked out of the scenario where the file is silent.
  public var computed: [DrawnValue]

  /// A seed in short.
  public init(_ record: RunRecord, isMet: Bool) {
    seed = record.seed
    traceDigest = record.traceDigest
    shapeDigest = record.shapeDigest
    events = record.events
    virtualUs = record.virtualUs
    self.isMet = isMet
    drawn = record.drawn
    computed = record.computed
  }
}
