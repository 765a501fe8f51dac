import Synchronization
import Testing

@testable import Commands

@Suite("Thread pool")
struct ThreadPoolTests {
  @Test("Every part is done once, by the time that the pool returns", arguments: [1, 2, 5])
  func parts(count: Int) {
    let done = Mutex([Int](repeating: 0, count: count))
    let pool = ThreadPool(count: count)
    for _ in 0..<20 { pool.run { number in done.withLock { $0[number] += 1 } } }
    #expect(done.withLock { $0 } == Array(repeating: 20, count: count))
  }
}
