/// Workers that do parts of one piece of work at the same time.
///
/// Whoever uses them writes each part's result to a place of its own, so that the whole does not depend on how many
/// there are, nor on which is first. The threads behind them belong to the shell; no engine starts one.
public protocol WorkerPool: Sendable {
  /// How many parts are worked on at the same time, at least 1.
  var count: Int { get }

  /// Calls the body once with each number from 0 up to, not including, ``count``, and returns when all have returned.
  func run(_ body: @escaping @Sendable (Int) -> Void)
}

/// The calling thread alone.
public struct SingleWorker: WorkerPool {
  /// One.
  public let count = 1

  /// A pool of the calling thread.
  public init() {}

  /// Calls the body with 0.
  public func run(_ body: @escaping @Sendable (Int) -> Void) { body(0) }
}
