public import Determinism

/// A clock that is not exact, from some instant on.
///
/// At every instant a node's clock goes by the fault with the latest start among those that name the
/// node; of two with one start the later in the plan counts. Skew changes in a step; drift
/// changes only how fast the clock goes from then on.
public struct ClockFault: Hashable, Sendable {
  /// Whose clocks.
  public var nodes: NodeSet
  /// By how much they are ahead, in microseconds; below 0 they are behind.
  public var skew: Int64
  /// How much too fast they run, in parts per billion; below 0, too slowly.
  public var drift: Int64
  /// From when.
  public var from: Ticks

  /// A clock that is not exact.
  public init(_ nodes: NodeSet, skew: Int64 = 0, drift: Int64 = 0, from: Ticks = .zero) {
    self.nodes = nodes
    self.skew = skew
    self.drift = drift
    self.from = from
  }
}
