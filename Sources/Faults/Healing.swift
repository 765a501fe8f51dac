public import Determinism

/// The second phase of a run, in which progress is demanded and not only safety.
///
/// At ``at`` the core heals: its nodes that are down boot, its pauses end, its stores and clocks work,
/// and the links among it and its company keep a bound whatever the plan says. No planned fault touches
/// these nodes from then on.
/// Everything else stays broken for ever: who is down or paused stays so, and no cut opens any more.
public struct Healing: Equatable, Sendable {
  /// The members that must make progress: correct ones, enough to decide.
  public var core: NodeSet
  /// Who else heals: the correct clients.
  public var company: NodeSet
  /// When, unless a schedule has a step for it.
  public var at: Ticks
  /// How soon then everything asked for must be done.
  public var within: Ticks
  /// The longest delay of the links that heal.
  public var bound: Ticks

  /// A second phase.
  public init(core: NodeSet, company: NodeSet, at time: Ticks, within: Ticks, bound: Ticks) {
    self.core = core
    self.company = company
    self.at = time
    self.within = within
    self.bound = bound
  }

  /// All that heal.
  public var nodes: NodeSet { core.union(company) }
  /// What their links keep from the instant at which they heal.
  public func synchrony(from time: Ticks) -> Synchrony {
    Synchrony(from: time, bound: bound, among: nodes)
  }
}
