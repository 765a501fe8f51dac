/// The bytes that a monitor keeps of a run, counted alike on every machine: its tables' rows, used or not.
public struct MonitorMemory: Equatable, Sendable {
  /// Of what may still matter soon: it does not grow with the length of a run whose nodes forget too.
  public var window: Int
  /// Of everything that ever happened, which some properties need: it grows with the run.
  public var history: Int

  /// So many bytes.
  public init(window: Int = 0, history: Int = 0) {
    self.window = window
    self.history = history
  }

  /// The bytes of two together.
  static func + (left: Self, right: Self) -> Self {
    Self(window: left.window + right.window, history: left.history + right.history)
  }
}
