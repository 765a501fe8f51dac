import CPlatform
import Synchronization

/// Computes `body(0), body(1), …` on `jobs` threads and gives the results in index order.
///
/// Indices are handed out in order and a started one is always finished, so when `shouldStop`
/// becomes true the result is a prefix: fewer than `count` values means that the work was stopped.
/// The values do not depend on `jobs`. With one job nothing leaves the calling thread.
///
/// - Parameters:
///   - count: How many values there are.
///   - jobs: How many threads work at most, from 1.
///   - shouldStop: Asked before each index, from any of the threads.
///   - body: Called once per index, from any of the threads.
public func parallelMap<Value: Sendable>(
  count: Int, jobs: Int, shouldStop: @escaping @Sendable () -> Bool = { Interrupt.isRequested },
  _ body: @escaping @Sendable (Int) -> Value
) -> [Value] {
  precondition(count >= 0 && jobs >= 1, "count \(count), jobs \(jobs)")
  let work = SharedWork(count: count, shouldStop: shouldStop, body: body)
  let threads = (1..<max(1, min(jobs, count))).compactMap { _ in Thread { work.run() } }
  work.run()  // This thread is the first worker; if the system refuses the others, the only one.
  for thread in threads { thread.join() }
  return work.values()
}

/// How many threads this process may usefully have, at least 1.
public var processorCount: Int { Int(nocturne_processors()) }

/// The indices still to do and the values done.
private final class SharedWork<Value: Sendable>: Sendable {
  private let count: Int
  private let shouldStop: @Sendable () -> Bool
  private let body: @Sendable (Int) -> Value
  private let next = Atomic<Int>(0)
  private let done = Mutex<[(index: Int, value: Value)]>([])

  init(
    count: Int, shouldStop: @escaping @Sendable () -> Bool,
    body: @escaping @Sendable (Int) -> Value
  ) {
    self.count = count
    self.shouldStop = shouldStop
    self.body = body
  }

  func run() {
    var mine: [(index: Int, value: Value)] = []
    while !shouldStop() {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { break }
      mine.append((index, body(index)))
    }
    let finished = mine
    done.withLock { $0 += finished }
  }

  func values() -> [Value] {
    done.withLock { $0.sorted { $0.index < $1.index }.map(\.value) }
  }
}
