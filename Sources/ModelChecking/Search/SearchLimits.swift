/// How far a search goes before it says that it does not know.
public struct SearchLimits: Sendable {
  /// What ended a search that had more to explore.
  public enum Reason: String, Sendable {
    /// As many states were found as allowed.
    case states
    /// The search took as much memory as allowed.
    case memory
    /// It was asked to stop.
    case time
    /// As many steps from an initial state were looked at as allowed.
    case depth
  }

  /// The most distinct states; a search may find some thousands more before it looks.
  public var states: Int
  /// The most bytes of memory of tables, links and waiting states.
  public var bytes: Int
  /// The most states of a path, counted as TLC does: an initial state has depth 1.
  public var depth: Int
  /// Asked now and then whether to stop; what it says may depend on the clock, and then so does where the search ends.
  public var shouldStop: @Sendable () -> Bool
  /// Told now and then how many distinct states were found so far, for whoever watches.
  public var tell: @Sendable (_ distinct: Int) -> Void = { _ in }

  /// Limits.
  public init(
    states: Int = .max, bytes: Int = .max, depth: Int = .max,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    (self.states, self.bytes, self.depth) = (states, bytes, depth)
    self.shouldStop = shouldStop
  }
}
