public import Determinism

/// The second phase of a run: a core of correct replicas heals, everything else stays broken, and
/// progress is demanded.
public struct Liveness: Hashable, Sendable {
  /// Who heals.
  public internal(set) var core: NodeSet
  /// When.
  public internal(set) var after: Ticks
  /// How soon everything asked for must be done.
  public internal(set) var within: Ticks
}
