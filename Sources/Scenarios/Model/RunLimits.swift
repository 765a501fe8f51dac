public import Determinism

/// What cuts a run short; reaching one makes it inconclusive.
public struct RunLimits: Hashable, Sendable {
  /// Deliveries, timers and the like.
  public internal(set) var events: UInt64
  /// Bytes of memory.
  public internal(set) var memory: UInt64
  /// Virtual time.
  public internal(set) var virtualTime: Ticks
}
