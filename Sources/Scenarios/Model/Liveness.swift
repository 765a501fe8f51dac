public import Determinism

/// The second phase of a run: a core of correct replicas heals, everything else stays broken, and
/// progress is demanded.
public struct Liveness: Hashable, Sendable {
  /// The replicas that heal: those that the file names, liars aside, and as many further correct ones
  /// as a quorum needs, the first ones first.
  public internal(set) var core: NodeSet
  /// When; nil if a step of the schedule says so.
  public internal(set) var after: Ticks?
  /// How soon everything asked for must be done.
  public internal(set) var within: Ticks
  /// Whether the file leaves that to the system.
  public internal(set) var isWorkedOut: Bool

  /// How soon, as a file would say it.
  public var withinText: String { durationText(within) }
}
