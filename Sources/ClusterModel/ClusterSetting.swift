public import Cryptography
public import Determinism
public import Machine
public import ModelChecking
public import TemporalLogic

/// What is explored: a cluster, how much may happen to it, and what is said of it.
public struct ClusterSetting<N: Node> {
  /// A command that a client is to give, as it is due.
  public struct Request {
    /// The client.
    public let node: NodeID
    /// What it takes in as its next request is due.
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
}
