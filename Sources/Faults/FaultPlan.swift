public import Determinism

/// Everything that goes wrong in a run by plan, as values.
///
/// The simulator takes it as a schedule; what happens by chance to single messages is in
/// ``LinkProfile``.
public struct FaultPlan: Equatable, Sendable {
  /// Cuts of the network.
  public var partitions: [Partition] = []
  /// Nodes that stop, and perhaps boot again.
  public var crashes: [Crash] = []
  /// Nodes that stand still for a while with their memory intact.
  public var pauses: [Pause] = []
  /// Nodes that exist twice with one key.
  public var twins: [Twin] = []
  /// Nodes that lie by their behaviours, in groups that share their keys.
  public var coalitions: [NodeSet] = []
  /// What goes wrong with stores.
  public var stores: [StoreFault] = []
  /// Clocks that are not exact.
  public var clocks: [ClockFault] = []

  /// Nothing goes wrong.
  public init() {}

  /// The nodes that may lie: their facts are not judged, and every bound on liars counts them.
  ///
  /// A node is one for the whole run. Besides the doubled nodes and those that lie by their behaviours
  /// it is those with a lying store, one that may lose or alter what it acknowledged
  /// (``StoreFault/Kind/isLie``): what they have said they may not know any more. Crashes, pauses, cuts,
  /// other faults of stores and inexact clocks make no liars.
  public var byzantine: NodeSet {
    coalitions.reduce(NodeSet(twins.map(\.node)).union(lyingStores)) { $0.union($1) }
  }

  /// The liars that share their keys with a node, and itself.
  public func colluders(of node: NodeID) -> NodeSet {
    coalitions.reduce([node]) { $1.contains(node) ? $0.union($1) : $0 }
  }

  /// The nodes that have a store which may lose or alter what it acknowledged.
  public var lyingStores: NodeSet {
    stores.reduce(NodeSet()) { $1.isLie ? $0.union($1.nodes) : $0 }
  }
}

/// A cut of the network between sides, for a time.
///
/// A message is lost when it departs over a cut link; one that is on its way arrives.
public struct Partition: Equatable, Sendable {
  /// What the cut does to the links between its sides.
  public enum Shape: Equatable, Sendable {
    /// No message passes between any two sides.
    case symmetric
    /// No message passes from an earlier side to a later one; the other way is open.
    case oneWay
    /// Symmetric for `closed`, then open for `open`, and so on.
    case flapping(closed: Ticks, open: Ticks)
  }

  /// Which links are cut, and how steadily.
  public var shape: Shape
  /// The groups of nodes that lose each other; a node in none of them is not affected.
  public var sides: [NodeSet]
  /// When the cut begins.
  public var from: Ticks
  /// When it is healed; `Ticks.never` for a permanent one.
  public var until: Ticks

  /// A cut between sides.
  public init(_ shape: Shape, sides: [NodeSet], from: Ticks, until: Ticks) {
    self.shape = shape
    self.sides = sides
    self.from = from
    self.until = until
  }

  /// The directed links that the cut closes while it is closed.
  public var links: [(from: NodeID, to: NodeID)] {
    var links: [(from: NodeID, to: NodeID)] = []
    for (first, side) in sides.enumerated() {
      for other in sides[(first + 1)...] {
        for sender in side {
          for receiver in other {
            links.append((sender, receiver))
            if shape != .oneWay { links.append((receiver, sender)) }
          }
        }
      }
    }
    return links
  }

  /// Whether the cut closes a directed link while it is closed.
  public func closes(from sender: NodeID, to receiver: NodeID) -> Bool {
    sides.indices.contains { first in
      sides[(first + 1)...].contains { other in
        let isForward = sides[first].contains(sender) && other.contains(receiver)
        let isBackward = other.contains(sender) && sides[first].contains(receiver)
        return isForward || (isBackward && shape != .oneWay)
      }
    }
  }
}

/// A node that stops at an instant: its volatile state and its unfinished writes are gone.
public struct Crash: Equatable, Sendable {
  /// Who crashes.
  public var node: NodeID
  /// When.
  public var at: Ticks
  /// When it boots again from its stores; `Ticks.never` if it does not.
  public var restart: Ticks
  /// How long after each crash the next one like it comes; `Ticks.never` for a single one. A node that is
  /// down then is not touched.
  public var every: Ticks

  /// A crash, for ever unless `restart` says otherwise, and once unless `every` does.
  public init(
    _ node: NodeID, at time: Ticks, restart: Ticks = .never, every: Ticks = .never
  ) {
    self.node = node
    self.at = time
    self.restart = restart
    self.every = every
  }
}

/// A node that takes no input for a while: what comes waits, and its memory stays.
public struct Pause: Equatable, Sendable {
  /// Who pauses.
  public var node: NodeID
  /// From when.
  public var at: Ticks
  /// Until when.
  public var until: Ticks

  /// A pause.
  public init(_ node: NodeID, at time: Ticks, until end: Ticks) {
    self.node = node
    self.at = time
    self.until = end
  }
}

/// A node that exists twice with one key, each copy talking to peers of its own: a liar that breaks
/// no rule by itself and every rule together.
///
/// The second copy has its own state, timers and stores. Peers on its side reach it, and only it,
/// under the node's one address; all others reach the first copy.
///
/// - Source: Bano et al., *Twins: BFT Systems Made Robust* (OPODIS 2021), §3.
public struct Twin: Equatable, Sendable {
  /// Who is doubled.
  public var node: NodeID
  /// The peers that talk with the second copy.
  public var side: NodeSet

  /// A doubled node.
  public init(_ node: NodeID, side: NodeSet) {
    self.node = node
    self.side = side
  }
}
