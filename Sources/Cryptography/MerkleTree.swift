public import Determinism

/// The binary hash tree over a list of digests, in the order of the list.
///
/// A leaf is SHA-256(0x00 ‖ h) and a node SHA-256(0x01 ‖ left ‖ right), so that neither can be taken
/// for the other; a node without a partner moves up unchanged; the root of no leaves is
/// H("empty", ""). All levels are kept, so that each path is read off.
///
/// - Source: Nocturne repaired protocol, canonical encoding and cryptography; leaf and node
///   prefixes as in Laurie, Langley and Kasper, *Certificate Transparency* (RFC 6962), §2.1.
public struct MerkleTree: Hashable, Sendable {
  /// The hash of the whole list.
  public let root: Digest

  /// The leaves first, the root's level last; none for an empty list.
  private let levels: [[Digest]]

  /// Builds the tree over digests; the domain gives the empty tree its root.
  public init(of digests: [Digest], in domain: Domain, _ memo: HashMemo? = nil) {
    var scratch = CanonicalWriter()
    var levels: [[Digest]] = []
    var level = digests.map { Self.leaf($0, &scratch, memo) }
    while !level.isEmpty {
      levels.append(level)
      if level.count == 1 { break }
      let lower = level
      level = stride(from: 0, to: lower.count, by: 2).map {
        $0 + 1 < lower.count ? Self.node(lower[$0], lower[$0 + 1], &scratch, memo) : lower[$0]
      }
    }
    self.levels = levels
    root = levels.last.map { $0[0] } ?? domain.hash(encoded: [], Tag("empty"))
  }

  /// The number of leaves.
  public var count: Int { levels.first?.count ?? 0 }

  /// The proof that a leaf stands at an index.
  ///
  /// - Precondition: The index is below ``count``.
  public func path(to index: Int) -> MerklePath {
    precondition(index >= 0 && index < count, "leaf \(index) of \(count)")
    var siblings: [Digest] = []
    var position = index
    for level in levels.dropLast() {
      if position ^ 1 < level.count { siblings.append(level[position ^ 1]) }
      position /= 2
    }
    return MerklePath(index: UInt32(index), count: UInt32(count), siblings: siblings)
  }

  /// The digest of an outcome that stands in a tree: SHA-256(kind ‖ hash32).
  public static func outcome(kind: UInt8, hash: Digest, _ memo: HashMemo? = nil) -> Digest {
    var writer = CanonicalWriter(capacity: 48)
    writer.put(kind)
    writer.encode(hash)
    return Hashing.sha256(writer, memo)
  }

  /// The hash of a leaf.
  public static func leaf(
    _ digest: Digest, _ scratch: inout CanonicalWriter, _ memo: HashMemo? = nil
  ) -> Digest {
    scratch.reset()
    scratch.put(UInt8(0))
    scratch.encode(digest)
    return Hashing.sha256(scratch, memo)
  }

  /// The hash of a node over two others.
  public static func node(
    _ left: Digest, _ right: Digest, _ scratch: inout CanonicalWriter, _ memo: HashMemo? = nil
  ) -> Digest {
    scratch.reset()
    scratch.put(UInt8(1))
    scratch.encode(left)
    scratch.encode(right)
    return Hashing.sha256(scratch, memo)
  }
}
