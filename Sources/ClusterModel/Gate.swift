import Synchronization

/// A lock by itself: as a part of a generic class it makes the optimiser of Swift 6.3.1 fail.
final class Gate: Sendable {
  private let lock = Mutex(())

  /// Does something while nobody else is here.
  func locked<Result>(_ body: () -> Result) -> Result { lock.withLock { _ in body() } }
}
