/// The memory of a run, counted alike in every build and on every machine: the run's own tables, and the canonical
/// bytes of messages under way, of records in stores and of the nodes' states.
///
/// The process takes more, by what its allocator and the form of values in memory need.
public struct MemoryRecord: Equatable, Sendable {
  /// The most bytes at a time, without ``history``; looked at every few thousand events and at the end.
  public var peak: UInt64 = 0
  /// The most bytes in each quarter of the scenario's duration, likewise.
  public var quarters: [UInt64] = [0, 0, 0, 0]
  /// What monitors, and the marks of the digest, keep of all that happened, at the end.
  public var history: UInt64 = 0

  /// Nothing held.
  public init() {}

  /// Takes notice of what is held at a time.
  ///
  /// - Parameters:
  ///   - bytes: How many.
  ///   - quarter: The quarter of the duration, from 0.
  public mutating func note(_ bytes: UInt64, quarter: Int) {
    peak = max(peak, bytes)
    quarters[quarter] = max(quarters[quarter], bytes)
  }

  /// Takes in another run: of each the greatest.
  mutating func merge(_ other: Self) {
    peak = max(peak, other.peak)
    for (index, bytes) in other.quarters.enumerated() {
      quarters[index] = max(quarters[index], bytes)
    }
    history = max(history, other.history)
  }
}
