public import Determinism

/// How one store of a node treats what is written to it.
public struct StoreProfile: Equatable, Sendable {
  /// The time from the write to the moment when it is durable and acknowledged.
  ///
  /// Writes are pipelined and acknowledged in order: one never before an earlier one.
  public var delay: Sampler

  /// A store with a delay.
  public init(delay: Sampler = .instant) { self.delay = delay }
}
