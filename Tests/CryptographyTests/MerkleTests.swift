import Cryptography
import Determinism
import Testing

@Suite("Merkle trees")
struct MerkleTests {
  static let domain = Domain(chain: .ascending)

  static func digests(_ count: Int) -> [Digest] {
    (0..<count).map { Hashing.sha256([UInt8($0 & 255), UInt8($0 >> 8)]) }
  }

  /// RFC 6962, §2.1, word for word: split at the largest power of two below the count.
  static func slowRoot(_ digests: ArraySlice<Digest>) -> Digest {
    guard digests.count > 1 else { return Hashing.sha256([0] + digests[digests.startIndex].bytes) }
    let middle = split(digests)
    return Hashing.sha256(
      [1] + slowRoot(digests[..<middle]).bytes + slowRoot(digests[middle...]).bytes)
  }

  /// RFC 6962, §2.1.1, word for word.
  static func slowPath(_ index: Int, _ digests: ArraySlice<Digest>) -> [Digest] {
    guard digests.count > 1 else { return [] }
    let middle = split(digests)
    return index < middle
      ? slowPath(index, digests[..<middle]) + [slowRoot(digests[middle...])]
      : slowPath(index, digests[middle...]) + [slowRoot(digests[..<middle])]
  }

  static func split(_ digests: ArraySlice<Digest>) -> Int {
    var size = 1
    while 2 * size < digests.count { size *= 2 }
    return digests.startIndex + size
  }

  /// Computed by another implementation from RFC 6962's recursion; outcomes of kinds 0, 1, 2, 1, 1
  /// whose hash bytes all equal the kind.
  @Test(
    "Roots of outcomes are pinned",
    arguments: [
      (1, "3c82ccd0c5d9c16c62a54211accba999cbff89e345bc7858658478baf1863d83"),
      (2, "440c2143514fb6428db05ef312e66c3b5b60753d04559e9e023834b828832969"),
      (3, "274e92cdd03c760b8dc119679f813a40aee310c58d12f4256e9548cfecc45add"),
      (5, "375f9448278b1f477d85a29d373b63421916d526b2eeda7f9130bd79511f1b94"),
    ])
  func goldenRoots(count: Int, root: String) {
    let outcomes = [0, 1, 2, 1, 1].map {
      MerkleTree.outcome(kind: $0, hash: .filled($0))
    }
    #expect(MerkleTree(of: Array(outcomes[..<count]), in: Self.domain).root.hex == root)
  }

  @Test("An empty list has a root of its own, in its domain")
  func emptyTree() {
    let tree = MerkleTree(of: [], in: Self.domain)
    #expect(tree.count == 0)
    #expect(tree.root == Self.domain.hash(encoded: [], Tag("empty")))
    #expect(tree.root != MerkleTree(of: [], in: Domain()).root)
  }

  @Test("Roots and paths agree with the recursive definition", arguments: 1...33)
  func recursion(count: Int) {
    let digests = Self.digests(count)
    let tree = MerkleTree(of: digests, in: Self.domain)
    #expect(tree.root == Self.slowRoot(digests[...]))
    for index in 0..<count {
      let path = tree.path(to: index)
      #expect(path.siblings == Self.slowPath(index, digests[...]))
      #expect(path.verify(digests[index], root: tree.root, count: count))
    }
  }

  @Test("A path proves its own leaf and no other", arguments: [1, 2, 3, 5, 8, 13])
  func otherLeaves(count: Int) {
    let digests = Self.digests(count + 1)
    let tree = MerkleTree(of: Array(digests[..<count]), in: Self.domain)
    for index in 0..<count {
      let path = tree.path(to: index)
      for other in 0...count where other != index {
        #expect(!path.verify(digests[other], root: tree.root, count: count))
      }
      #expect(!path.verify(digests[index], root: .zero, count: count))
      #expect(!path.verify(tree.root, root: tree.root, count: count))
    }
  }

  @Test(
    "A path with another index, count or sibling proves nothing", arguments: [1, 2, 3, 6, 7, 11])
  func alteredPaths(count: Int) {
    let digests = Self.digests(count)
    let tree = MerkleTree(of: digests, in: Self.domain)
    for index in 0..<count {
      let path = tree.path(to: index)
      func verify(_ altered: MerklePath) -> Bool {
        altered.verify(digests[index], root: tree.root, count: count)
      }
      for other in 0...20 {
        let other = UInt32(other)
        if other != path.index {
          #expect(!verify(.init(index: other, count: path.count, siblings: path.siblings)))
        }
        if other != path.count {
          #expect(!verify(.init(index: path.index, count: other, siblings: path.siblings)))
        }
      }
      for position in path.siblings.indices {
        for byte in 0..<32 {
          var bytes = path.siblings[position].bytes
          bytes[byte] ^= 1
          var siblings = path.siblings
          siblings[position] = Digest(bytes: bytes)
          #expect(!verify(.init(index: path.index, count: path.count, siblings: siblings)))
        }
      }
      let (siblings, root) = (path.siblings, tree.root)
      #expect(!verify(.init(index: path.index, count: path.count, siblings: siblings + [root])))
      if !siblings.isEmpty {
        let shorter = Array(siblings.dropLast())
        #expect(!verify(.init(index: path.index, count: path.count, siblings: shorter)))
      }
    }
  }

  /// Why ``MerklePath/verify(_:root:count:)`` wants the count from elsewhere: leaf 2 of 3 goes the
  /// same turn as leaf 1 of 2, so the path alone could claim either.
  @Test("The root alone does not bind the length of the list")
  func unboundCount() {
    let digests = Self.digests(3)
    let tree = MerkleTree(of: digests, in: Self.domain)
    let claim = MerklePath(index: 1, count: 2, siblings: tree.path(to: 2).siblings)
    #expect(claim.verify(digests[2], root: tree.root, count: 2))
    #expect(!claim.verify(digests[2], root: tree.root, count: 3))
  }

  @Test("Neither an inner node nor a leaf can be taken for the other")
  func innerNodes() {
    let digests = Self.digests(4)
    let tree = MerkleTree(of: digests, in: Self.domain)
    let left = MerkleTree(of: Array(digests[..<2]), in: Self.domain).root
    let right = MerkleTree(of: Array(digests[2...]), in: Self.domain).root
    let claim = MerklePath(index: 0, count: 2, siblings: [right])
    #expect(!claim.verify(left, root: tree.root, count: 2))
  }

  @Test("A path survives its canonical bytes", arguments: 1...17)
  func canonicalRoundTrip(count: Int) throws {
    let tree = MerkleTree(of: Self.digests(count), in: Self.domain)
    for index in 0..<count {
      let path = tree.path(to: index)
      let encoded = path.canonicalBytes
      #expect(encoded.count == 12 + 32 * path.siblings.count)
      #expect(try MerklePath(canonicalBytes: encoded) == path)
    }
  }

  @Test("Bytes of a path that no tree has are refused")
  func noSuchPath() {
    let digest = Digest.ascending
    let paths = [
      MerklePath(index: 0, count: 0, siblings: []),
      MerklePath(index: 1, count: 1, siblings: []),
      MerklePath(index: 0, count: 1, siblings: [digest]),
      MerklePath(index: 0, count: 2, siblings: []),
      MerklePath(index: 2, count: 3, siblings: [digest, digest]),
      MerklePath(index: .max, count: .max, siblings: [digest]),
    ]
    for path in paths {
      #expect(throws: CanonicalError.self) { try MerklePath(canonicalBytes: path.canonicalBytes) }
      #expect(!path.verify(digest, root: digest, count: Int(path.count)))
    }
  }

  @Test("A growing list has the root of its tree at every length")
  func accumulator() throws {
    var list = MerkleAccumulator()
    let digests = Self.digests(70)
    for count in 0...digests.count {
      #expect(list.count == UInt64(count))
      let tree = MerkleTree(of: Array(digests[..<count]), in: Self.domain)
      #expect(list.root(in: Self.domain) == tree.root)
      #expect(try MerkleAccumulator(canonicalBytes: list.canonicalBytes) == list)
      if count < digests.count { list.append(digests[count]) }
    }
    var forged = list.canonicalBytes
    forged[7] ^= 1
    #expect(throws: CanonicalError.self) { try MerkleAccumulator(canonicalBytes: forged) }
  }
}
