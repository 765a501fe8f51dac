public import Determinism

/// The proof that a digest stands at an index of a list of which only the Merkle root is known.
public struct MerklePath: Hashable, Canonical {
  /// The position in the list, from 0.
  public let index: UInt32
  /// The length of the list.
  public let count: UInt32
  /// The other child at each level at which there is one, from the leaves up.
  public let siblings: [Digest]

  /// Puts a path together; whether it proves anything shows when it is verified.
  public init(index: UInt32, count: UInt32, siblings: [Digest]) {
    self.index = index
    self.count = count
    self.siblings = siblings
  }

  /// Whether `digest` stands at ``index`` of the list of `count` digests with this root.
  ///
  /// The root does not bind the length of its list: a path that goes the same turns in a tree of
  /// another size gives the same root. The count must therefore come from something signed, and
  /// with it everything in the path is bound. A verifier that has none and passes the path's own
  /// ``count`` learns that the digest is in the list, but not where.
  public func verify(
    _ digest: Digest, root: Digest, count: Int, _ memo: HashMemo? = nil
  ) -> Bool {
    guard Int(self.count) == count, index < self.count else { return false }
    var scratch = CanonicalWriter()
    var hash = MerkleTree.leaf(digest, &scratch, memo)
    var rest = siblings[...]
    var (position, width) = (index, self.count)
    while width > 1 {
      if position ^ 1 < width {
        guard let sibling = rest.popFirst() else { return false }
        hash =
          position & 1 == 0
          ? MerkleTree.node(hash, sibling, &scratch, memo)
          : MerkleTree.node(sibling, hash, &scratch, memo)
      }
      position /= 2
      width = width / 2 + width % 2
    }
    return rest.isEmpty && hash == root
  }

  /// The number of levels at which the leaf has a partner.
  private static func length(index: UInt32, count: UInt32) -> Int {
    var (position, width, length) = (index, count, 0)
    while width > 1 {
      if position ^ 1 < width { length += 1 }
      position /= 2
      width = width / 2 + width % 2
    }
    return length
  }

  /// Appends index, count and the list of siblings.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(index)
    writer.put(count)
    writer.encode(siblings)
  }

  /// Reads a path.
  ///
  /// - Throws: `CanonicalError`, also for an index or a number of siblings that no
  ///   list of this count has.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    index = try reader.take()
    count = try reader.take()
    siblings = try reader.decode()
    guard index < count, siblings.count == Self.length(index: index, count: count) else {
      throw .notCanonical("no such path in a tree of \(count) leaves", at: start)
    }
  }
}
