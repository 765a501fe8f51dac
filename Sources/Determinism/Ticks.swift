/// Virtual time in microseconds: an instant since the start of a run, or a duration.
///
/// Sums and products saturate, so that an absurd parameter means "never" and not a trap.
@frozen
public struct Ticks: Hashable, Comparable, Canonical, CustomStringConvertible {
  /// The number of microseconds.
  public let microseconds: UInt64

  /// So many microseconds.
  @inlinable
  public init(_ microseconds: UInt64) { self.microseconds = microseconds }

  /// No time at all; the start of a run.
  public static let zero = Ticks(0)
  /// Later than every instant that a run reaches.
  public static let never = Ticks(.max)

  /// So many milliseconds.
  @inlinable
  public static func milliseconds(_ count: UInt64) -> Self { Ticks(1_000) * count }

  /// So many seconds.
  @inlinable
  public static func seconds(_ count: UInt64) -> Self { Ticks(1_000_000) * count }

  /// Orders by time.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The later instant, or the longer duration, by `right`.
  @inlinable
  public static func + (left: Self, right: Self) -> Self {
    let (sum, overflow) = left.microseconds.addingReportingOverflow(right.microseconds)
    return Ticks(overflow ? .max : sum)
  }

  /// The time from `right` to `left`; zero when `right` is the later.
  @inlinable
  public static func - (left: Self, right: Self) -> Self {
    Ticks(left.microseconds > right.microseconds ? left.microseconds - right.microseconds : 0)
  }

  /// `count` times the duration.
  @inlinable
  public static func * (left: Self, count: UInt64) -> Self {
    let (product, overflow) = left.microseconds.multipliedReportingOverflow(by: count)
    return Ticks(overflow ? .max : product)
  }

  /// Appends the microseconds as `u64`.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { writer.put(microseconds) }

  /// Reads microseconds.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    microseconds = try reader.take()
  }

  /// The time in milliseconds with three decimals, such as `160.064 ms`.
  public var description: String {
    let fraction = String(microseconds % 1_000)
    return
      "\(microseconds / 1_000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction) ms"
  }
}
