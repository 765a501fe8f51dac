public import Determinism

/// The instant from which the network keeps a bound: the global stabilisation time of partial
/// synchrony.
///
/// It binds the links between correct nodes, liars on neither end. A message that departs before
/// ``from`` meets everything that its link and the plan have in store for it: what is lost stays
/// lost, and a protocol has to say it again. But what is still under way then arrives no later than
/// ``bound`` after it. A message that departs at ``from`` or later is neither lost, doubled, altered
/// nor held back, cuts do not stop it, and it arrives within ``bound`` of its departure; its delay
/// is drawn as ever, and the bound caps it. A node that is down, paused or busy takes nothing even so.
///
/// - Source: Dwork, Lynch and Stockmeyer, *Consensus in the Presence of Partial Synchrony* (JACM
///   1988), §2.3.
public struct Synchrony: Equatable, Sendable {
  /// The instant, GST.
  public var from: Ticks
  /// The longest delay from then on, Δ.
  public var bound: Ticks
  /// The nodes between which it holds, as far as they are correct; nil for all.
  public var nodes: NodeSet?

  /// A bound from an instant on.
  public init(from: Ticks, bound: Ticks, among nodes: NodeSet? = nil) {
    self.from = from
    self.bound = bound
    self.nodes = nodes
  }
}
