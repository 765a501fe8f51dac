public import Determinism

/// The root of a ``MerkleTree`` over a list that only grows, in memory of its logarithm.
///
/// It keeps the roots of the perfect trees into which the list falls, as a binary counter keeps its
/// digits; folded from the right they give the tree's root, for a node without a partner moves up.
public struct MerkleAccumulator: Hashable, Canonical {
  /// The number of leaves.
  public private(set) var count: UInt64 = 0
  /// The roots of the perfect trees, the largest first: one for each bit of ``count`` that is set.
  private var peaks: [Digest] = []

  /// A list of nothing.
  public init() {}

  /// Appends a digest to the list.
  public mutating func append(_ digest: Digest) {
    var scratch = CanonicalWriter()
    var node = MerkleTree.leaf(digest, &scratch)
    for _ in 0..<(~count).trailingZeroBitCount {
      node = MerkleTree.node(peaks.removeLast(), node, &scratch)
    }
    peaks.append(node)
    count += 1
  }

  /// The root of the tree over the list; the domain gives the empty tree its root.
  public func root(in domain: Domain) -> Digest {
    guard let last = peaks.last else { return domain.hash(encoded: [], Tag("empty")) }
    var scratch = CanonicalWriter()
    return peaks.dropLast().reversed().reduce(last) { MerkleTree.node($1, $0, &scratch) }
  }

  /// Appends the count and the roots.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(count)
    writer.encode(peaks)
  }

  /// Reads the count and the roots, of which there must be one for each bit that is set.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    count = try reader.take()
    peaks = try reader.decode()
    guard peaks.count == count.nonzeroBitCount else {
      throw .notCanonical("\(peaks.count) peaks of \(count) leaves", at: start)
    }
  }
}
