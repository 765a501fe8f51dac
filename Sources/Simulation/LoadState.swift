public import Determinism

/// A client's requests that are still to come.
@usableFromInline
struct LoadState<Timer: Sendable> {
  @usableFromInline
  var plan: LoadPlan<Timer>
  @usableFromInline
  var stream: RandomStream
  /// The number of requests that were put into the queue.
  @usableFromInline
  var made: UInt64 = 0
  /// What the division of the last Poisson gap has left over.
  @usableFromInline
  var remainder: UInt64 = 0

  @usableFromInline
  init(plan: LoadPlan<Timer>, stream: RandomStream) {
    self.plan = plan
    self.stream = stream
  }

  /// The time from the request made last to the next one, in microseconds.
  ///
  /// - Precondition: The rate is not zero.
  @usableFromInline
  mutating func gap() -> UInt64 {
    switch plan.arrivals {
    case .steady(let count, let span):
      return Self.instant(made, count, span) - Self.instant(made - 1, count, span)
    case .poisson(let count, let span):
      // Times with the span as their mean, divided by the count, so that the rate is exact.
      let mean = min(span.microseconds, Sampler.longest)
      guard let sampler = try? Sampler.exponential(mean: mean) else {
        preconditionFailure("a bounded mean makes a sampler")
      }
      let drawn = sampler.draw(from: &stream) + remainder
      remainder = drawn % count
      return drawn / count
    case .bursts(let size, let count, let span):
      guard made % size == 0 else { return 0 }
      return Self.instant(made / size, count, span) - Self.instant(made / size - 1, count, span)
    }
  }

  /// The instant of the request with a number, from 0, when `count` come in a span: in whole
  /// microseconds, without drift.
  private static func instant(_ number: UInt64, _ count: UInt64, _ span: Ticks) -> UInt64 {
    let (high, low) = (number % count).multipliedFullWidth(by: span.microseconds)
    let part = count.dividingFullWidth((high, low)).quotient
    return (span * (number / count) + Ticks(part)).microseconds
  }
}
