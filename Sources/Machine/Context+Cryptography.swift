public import Cryptography
public import Determinism

extension Context {
  /// Signs a body in the name of the node.
  ///
  /// - Parameters:
  ///   - body: What is signed; a digest is a body too.
  ///   - tag: The domain that separates this kind of body from every other.
  /// - Precondition: The node has a key.
  @inlinable
  public mutating func sign(_ body: some Canonical, _ tag: Tag) -> Signature {
    guard let key else { preconditionFailure("node \(me) has no key to sign with") }
    charge(.sign, tag)
    return cryptographer.sign(body, tag, with: key)
  }

  /// Signs a body in the name of the node, or of another liar that has granted it its key.
  ///
  /// - Precondition: The node has the key of the owner.
  @inlinable
  public mutating func sign(_ body: some Canonical, _ tag: Tag, as owner: NodeID) -> Signature {
    if owner == me { return sign(body, tag) }
    guard let grant = grants.first(where: { $0.holder == node && $0.owner == owner }) else {
      preconditionFailure("node \(me) has no key of node \(owner)")
    }
    charge(.sign, tag)
    return cryptographer.sign(body, tag, with: grant.key)
  }

  /// Whether a signature over a body is by the owner of a key.
  @inlinable
  public mutating func verify(
    _ signature: Signature, of body: some Canonical, _ tag: Tag, by key: PublicKey
  ) -> Bool {
    charge(.verify, tag)
    return cryptographer.verify(signature, of: body, tag, by: key)
  }

  /// The tagged hash H(T, body) under the chain of the run.
  @inlinable
  public mutating func hash(_ body: some Canonical, _ tag: Tag) -> Digest {
    charge(.hash, tag)
    return cryptographer.hash(body, tag)
  }

  /// What remembers the run's hashes, for those that are not charged for; nil for none.
  @inlinable
  public var hashMemo: HashMemo? { cryptographer.hashMemo }

  @inlinable
  @inline(__always)
  mutating func charge(_ operation: PriceList.Operation, _ tag: Tag) {
    if prices.isFree { return }
    spent = spent + prices.cost(of: operation, tag)
  }
}
