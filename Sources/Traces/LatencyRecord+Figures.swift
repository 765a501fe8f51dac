public import Determinism

extension LatencyRecord {
  /// A percentile with fewer samples above it is a matter of luck and not shown.
  public static let samplesNeeded: UInt64 = 10

  /// The percentiles that reports show, with their names in documents and in tables.
  public static let percentiles: [(name: String, title: String, percentile: Percentile)] = [
    ("p50", "p50", .p50), ("p90", "p90", .p90), ("p95", "p95", .p95), ("p99", "p99", .p99),
    ("p999", "p99.9", .p999), ("p9999", "p99.99", .p9999),
  ]

  /// The percentile in microseconds, or nil when fewer than ``samplesNeeded`` samples lie above it.
  public func reportable(_ percentile: Percentile) -> UInt64? {
    histogram.samplesAbove(percentile) >= Self.samplesNeeded
      ? histogram.value(at: percentile) : nil
  }

  /// The mean, rounded to the nearest microsecond.
  public var mean: UInt64? {
    guard let (whole, remainder) = histogram.mean else { return nil }
    return remainder >= histogram.count - remainder ? whole + 1 : whole
  }

  static let figureNames = ["count", "min", "mean"] + percentiles.map(\.name) + ["max"]

  func figure(_ name: String) -> FigureValue? {
    switch name {
    case "count": return FigureValue(.count, histogram.count)
    case "min": return time(histogram.min)
    case "mean": return time(mean)
    case "max": return time(histogram.max)
    default:
      guard let entry = Self.percentiles.first(where: { $0.name == name }) else { return nil }
      // Equal samples have every percentile, however few they are.
      return time(
        histogram.min == histogram.max ? histogram.min : reportable(entry.percentile))
    }
  }

  private func time(_ value: UInt64?) -> FigureValue? {
    value.map { FigureValue(.microseconds, $0) }
  }
}
