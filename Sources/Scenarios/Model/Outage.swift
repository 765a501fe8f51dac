public import Determinism

/// Nodes that crash or stand still, for a time.
public struct Outage: Hashable, Sendable {
  /// Who.
  public internal(set) var nodes: NodeSet
  /// From when.
  public internal(set) var from: Ticks
  /// Until when.
  public internal(set) var until: Ticks
  /// How long after each the next one like it begins; never for a single one.
  public internal(set) var every = Ticks.never
}
