public import Determinism

/// Threads of the operating system, started for each piece of work and ended with it: some tens of microseconds each.
public struct ThreadPool: WorkerPool {
  /// How many threads work at the same time, the calling one among them.
  public let count: Int

  /// A pool of so many threads, at least 1.
  public init(count: Int = processorCount) {
    precondition(count >= 1, "\(count) threads")
    self.count = count
  }

  /// Calls the body with each number, each on a thread of its own, or on the calling one where the system refuses.
  public func run(_ body: @escaping @Sendable (Int) -> Void) {
    var threads: [Thread] = []
    var refused: [Int] = []
    for number in 1..<max(1, count) {
      if let thread = Thread({ body(number) }) {
        threads.append(thread)
      } else {
        refused.append(number)
      }
    }
    body(0)
    for number in refused { body(number) }
    for thread in threads { thread.join() }
  }
}
