/// What a run says of itself in short, for comparison with another.
public struct RunMarks: Equatable, Sendable {
  /// Events between two marks of a run.
  public static var interval: UInt64 { TraceRecorder.markInterval }

  /// Its running digest after every ``interval`` events.
  public var marks: [UInt64]
  /// Its number of events.
  public var events: UInt64

  /// The marks of a run.
  public init(marks: [UInt64], events: UInt64) {
    self.marks = marks
    self.events = events
  }
}

/// A run that can be made again and again, for instance in a process of its own each time.
public struct RunProbe<Entry: Equatable & Sendable, Failure: Error> {
  /// Makes the run and gives its marks.
  public var marks: () throws(Failure) -> RunMarks
  /// Makes the run and gives the entries of a range of events, counted from 1.
  public var entries: (Range<UInt64>) throws(Failure) -> [Entry]

  /// A run that can be made again.
  public init(
    marks: @escaping () throws(Failure) -> RunMarks,
    entries: @escaping (Range<UInt64>) throws(Failure) -> [Entry]
  ) {
    self.marks = marks
    self.entries = entries
  }
}
