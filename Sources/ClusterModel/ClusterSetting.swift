public import Cryptography
public import Determinism
public import Faults
public import Machine
public import ModelChecking
public import TemporalLogic

/// What is explored: a cluster, how much may happen to it, and what is said of it.
public struct ClusterSetting<N: Node> {
  /// What a client takes in as its next request is due.
  public struct Request {
    /// The client.
    public let node: NodeID
    /// The input.
    public let timer: N.S.Timer

    /// A client that has requests.
    public init(_ node: NodeID, _ timer: N.S.Timer) { (self.node, self.timer) = (node, timer) }
  }

  /// Something that is said of nodes, whatever was told: it holds where some node makes it hold.
  public struct Proposition: Sendable {
    /// Its name in formulas.
    public let name: String
    /// Whether a member, by its place and node, makes it hold.
    public let holds: @Sendable (Int, N) -> Bool

    /// A proposition.
    public init(_ name: String, _ holds: @escaping @Sendable (Int, N) -> Bool) {
      (self.name, self.holds) = (name, holds)
    }
  }

  /// The members, each as it boots.
  public var cluster: Cluster<N>
  /// What made their keys. Nobody else uses it.
  public var cryptographer: Cryptographer
  /// How much may happen.
  public var bounds: ClusterBounds
  /// Who lies: what these tell is not judged, and they owe nobody anything.
  public var liars = NodeSet()
  /// Members that say whatever they can construct, to whom and when they like, and do nothing else.
  public var adversary = NodeSet()
  /// How many different messages of one type, view and slot such a member says to one node at most.
  public var constructionsPerSlot = 1
  /// What such a member can construct.
  public var constructions: @Sendable (NodeID) -> [N.S.Message] = { _ in [] }
  /// Members that exist twice with one key; each is a liar.
  public var twins: [Twin] = []
  /// Liars that share their keys.
  public var coalitions: [NodeSet] = []
  /// The clients that have requests.
  public var requests: [Request] = []
  /// What formulas over nodes speak of.
  public var propositions: [Proposition] = []
  /// What is said of nodes.
  public var modelProperties: [ModelProperty] = []
  /// What is said of what nodes tell, by formulas.
  public var properties: [Property<N.S.Fact>] = []
  /// Whether messages between honest members arrive, timers run out, writes end and nodes boot again in the end.
  public var isFair = false
  /// What tells two states of a node apart, part by part; nil for both in words.
  public var differences: (@Sendable (N, N) -> [ModelVariable])?
  /// A node in words.
  public var textOfNode: @Sendable (N) -> String

  /// A cluster of which nothing is said.
  public init(
    _ cluster: Cluster<N>, _ cryptographer: Cryptographer, _ bounds: ClusterBounds,
    textOfNode: @escaping @Sendable (N) -> String
  ) {
    (self.cluster, self.cryptographer, self.bounds) = (cluster, cryptographer, bounds)
    self.textOfNode = textOfNode
  }

  /// The members, and after them the second copies of those that exist twice.
  var members: [Cluster<N>.Member] {
    cluster.members + twins.map { cluster.members[Int($0.node.index)] }
  }

  /// What reports call them.
  var memberNames: [String] {
    cluster.members.map(\.name) + twins.map { cluster.members[Int($0.node.index)].name + "′" }
  }

  /// Who lies, by place.
  var lyingPlaces: NodeSet {
    NodeSet(cluster.members.count..<members.count).union(liars).union(adversary)
      .union(NodeSet(twins.map(\.node)))
  }

  /// The propositions that a member makes hold, as bits.
  var letterOfNode: @Sendable (Int, N) -> UInt64 {
    { [propositions] place, node in
      var letter: UInt64 = 0
      for (bit, proposition) in propositions.enumerated() where proposition.holds(place, node) {
        letter |= 1 << UInt64(bit)
      }
      return letter
    }
  }

  /// What may happen, by name.
  var actionNames: ActionNames { ActionNames(members: memberNames, isPossible: isPossible) }

  /// What may happen to whom, and from whom.
  var isPossible: (ActionNames.Kind, Int, Int) -> Bool {
    let (members, routes) = (members, Routes(originals: cluster.members.count, twins: twins))
    let lossy = bounds.network != .set
    let adversary = adversary
    func isPassive(_ place: Int) -> Bool { adversary.contains(NodeID(place)) }
    return { [bounds, requests] kind, member, sender in
      if isPassive(member), kind != .boot || member > 0 { return false }
      return switch kind {
      case .deliver: routes.connects(sender, with: member)
      case .drop:
        !isPassive(sender) && lossy && bounds.drops > 0 && routes.connects(sender, with: member)
      case .duplicate:
        !isPassive(sender) && lossy && bounds.duplicates > 0
          && routes.connects(sender, with: member)
      case .timer: bounds.timers != 0
      case .request:
        bounds.requests > 0 && requests.contains { $0.node == routes.identity(member) }
      case .stored: !members[member].stores.isEmpty
      case .storeFailed: bounds.storeFaults > 0 && !members[member].stores.isEmpty
      case .crash: bounds.crashes > 0
      // All boot in the beginning.
      case .boot: member == 0 || bounds.restarts > 0
      }
    }
  }
}

/// Who talks with whom, where some members exist twice.
struct Routes: Sendable {
  /// How many places are those of no second copies.
  let originals: Int
  let twins: [Twin]

  /// Who a member is to others: the second copy of one that exists twice is that one.
  func identity(_ place: Int) -> NodeID {
    place < originals ? NodeID(place) : twins[place - originals].node
  }

  /// Where a message arrives: at the copy of its addressee that talks with the sender; nil where no copy does.
  func place(from place: Int, to receiver: NodeID) -> Int? {
    let sender = identity(place)
    if receiver == sender { return place }
    for twin in twins where twin.node == sender {
      if twin.side.contains(receiver) != (place >= originals) { return nil }
    }
    let copy = twins.firstIndex { $0.node == receiver && $0.side.contains(sender) }
    return copy.map { originals + $0 } ?? Int(receiver.index)
  }

  /// Whether messages from one place arrive at another.
  func connects(_ sender: Int, with place: Int) -> Bool {
    self.place(from: sender, to: identity(place)) == place
  }
}
