public import Cryptography
public import Determinism

/// A cluster before it runs: its members in order, each with the state in which it boots.
public struct Cluster<N: Node>: Sendable {
  /// One participant.
  public struct Member: Sendable {
    /// The group that it belongs to, in the singular, such as `replica`.
    public var group: String
    /// Its position in the group, from 0.
    public var index: Int
    /// The state in which it boots, and boots again after a crash.
    public var node: N
    /// What it signs with, if it signs.
    public var key: SigningKey?
    /// The names of its stores, by ``StoreID``.
    public var stores: [String]

    /// Describes a participant.
    public init(group: String, index: Int, node: N, key: SigningKey? = nil, stores: [String] = []) {
      self.group = group
      self.index = index
      self.node = node
      self.key = key
      self.stores = stores
    }

    /// What reports and scenario files call it, such as `replica 0`.
    public var name: String { "\(group) \(index)" }
  }

  /// The participants; a `NodeID` is a position in this list.
  public var members: [Member]

  /// Makes a cluster of members in order.
  public init(_ members: [Member]) { self.members = members }

  /// The same cluster with every node wrapped, for instance as honest or as a liar.
  public func map<Wrapped: Node>(_ wrap: (NodeID, N) -> Wrapped) -> Cluster<Wrapped>
  where Wrapped.S == N.S {
    Cluster<Wrapped>(
      members.enumerated().map { position, member in
        .init(
          group: member.group, index: member.index, node: wrap(NodeID(position), member.node),
          key: member.key, stores: member.stores)
      })
  }
}

extension Node {
  /// All the effects of one input, for tests of a node by itself.
  ///
  /// - Parameters:
  ///   - input: What happens to the node.
  ///   - node: The position that the node believes to have.
  ///   - now: Its clock.
  ///   - cryptographer: Keys and verification; a fresh ideal one by default.
  ///   - key: What it signs with.
  public mutating func effects(
    of input: Input<S>, as node: NodeID = NodeID(0), at now: Ticks = .zero,
    with cryptographer: Cryptographer = Cryptographer(mode: .ideal, seed: 0),
    key: SigningKey? = nil
  ) -> [Effect<S>] {
    var context = Context<S>(
      cryptographer: cryptographer, prices: PriceList(),
      choices: .scripted(answers: [], alternatives: []))
    context.begin(as: node, at: now, key: key, nextTicket: 0)
    step(input, &context)
    return context.effects
  }
}
