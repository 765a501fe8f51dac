public import Determinism

/// A clock that is not exact.
public struct ClockRule: Hashable, Sendable {
  /// What the rule is called.
  public internal(set) var name: String
  /// Whose clocks.
  public internal(set) var nodes: NodeSet
  /// By how much they are ahead, in microseconds; below 0 they are behind.
  public internal(set) var skewMicroseconds: Int64
  /// How much too fast they run, in parts per billion.
  public internal(set) var driftPartsPerBillion: Int64
  /// From when.
  public internal(set) var from: Ticks
}
