/// Where two runs that should be one part for the first time; events are shown in any form that can be
/// compared, such as trace entries or lines of text.
public struct Divergence<Entry: Equatable & Sendable>: Equatable, Sendable {
  /// The number of the first event that differs, counted from 1; a run that has ended has no such event.
  public var event: UInt64
  /// The first run around it: some events before, the event itself, and some after.
  public var first: [Entry]
  /// The second run around it.
  public var second: [Entry]

  /// A divergence.
  public init(event: UInt64, first: [Entry], second: [Entry]) {
    self.event = event
    self.first = first
    self.second = second
  }

  /// What a comparison of two runs finds.
  public enum Finding: Equatable, Sendable {
    /// All marks, and all events after the last one, are the same.
    case none
    /// The first event that differs.
    case event(Divergence)
    /// The marks, or the numbers of events, differ within these events, but the events shown by runs of
    /// their own do not: what differs comes and goes, or no event shows it.
    case window(Range<UInt64>)
  }
}

extension Divergence {
  /// Finds the first event in which two runs differ.
  ///
  /// Marks are running digests: once they differ they differ for ever, so that the first difference is
  /// found by bisection, and only the events between two marks are compared one by one.
  ///
  /// - Parameters:
  ///   - first: A run.
  ///   - second: What should be the same run.
  ///   - context: How many events to show on each side of the one that differs.
  /// - Throws: What a run throws.
  public static func find<Failure: Error>(
    _ first: RunProbe<Entry, Failure>, _ second: RunProbe<Entry, Failure>, context: UInt64 = 8
  ) throws(Failure) -> Finding {
    let (left, right) = (try first.marks(), try second.marks())
    let window = suspects(left, right)
    // Without a difference in the marks, the events after the last one may still hide one.
    if window.isEmpty { return .none }
    let shown =
      window.lowerBound - min(context, window.lowerBound - 1)..<window.upperBound + context
    let (one, other) = (try first.entries(shown), try second.entries(shown))
    let common = zip(one, other).prefix { $0 == $1 }.count
    if common == one.count, common == other.count {
      return left == right ? .none : .window(window)
    }
    let event = shown.lowerBound + UInt64(common)
    let around = max(0, common - Int(context))..<common + 1 + Int(context)
    return .event(
      Divergence(
        event: event, first: Array(one[around.clamped(to: one.indices)]),
        second: Array(other[around.clamped(to: other.indices)])))
  }

  /// The events among which the first difference must be, if there is one.
  private static func suspects(_ left: RunMarks, _ right: RunMarks) -> Range<UInt64> {
    let common = min(left.marks.count, right.marks.count)
    // The least mark that differs, or the number of marks in common.
    var (low, high) = (0, common)
    while low < high {
      let middle = (low + high) / 2
      if left.marks[middle] == right.marks[middle] {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let start = UInt64(low) * RunMarks.interval + 1
    let end = low < common ? start + RunMarks.interval : max(left.events, right.events) + 1
    return start..<max(start, end)
  }
}
