public import Determinism

/// Nodes that lie, for a time.
public struct Liars: Hashable, Sendable {
  /// Who.
  public internal(set) var nodes: NodeSet
  /// How; they compose.
  public internal(set) var behaviours: [Behaviour]
  /// From when.
  public internal(set) var from: Ticks
  /// Until when.
  public internal(set) var until: Ticks

  /// A way to lie with its options.
  public struct Behaviour: Hashable, Sendable {
    /// Its name.
    public internal(set) var kind: String
    /// Its options, in the order of the system's schema.
    public internal(set) var options: Parameters
  }
}
