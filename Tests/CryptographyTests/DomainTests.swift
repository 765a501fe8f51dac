import Cryptography
import Determinism
import Testing

@Suite("Domain separation")
struct DomainTests {
  let domain = Domain(chain: .ascending)

  /// Written out by hand from the definition: "NCT1", 2, "pp", the chain, slot, digest, replica.
  @Test("The tagged bytes are the definition's")
  func goldenBytes() {
    #expect(
      hexText(domain.tagged(Vote(), Tag("pp")))
        == "4e435431" + "02" + "7070"
        + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
        + "0000000000000007" + String(repeating: "ff", count: 32) + "0003")
  }

  /// The digests were computed by another implementation (CPython's `hashlib`).
  @Test("H(T, body) is the SHA-256 of the tagged bytes")
  func goldenDigest() {
    let expected = "25d39e5bbbd93d323aa12eb83895abb13e19b2de7db63ce205e775cbc1721e11"
    #expect(domain.hash(Vote(), Tag("pp")).hex == expected)
    var scratch = CanonicalWriter(capacity: 16)
    scratch.put(UInt64.max)
    #expect(domain.hash(Vote(), Tag("pp"), scratch: &scratch).hex == expected)
    #expect(domain.hash(Vote(), Tag("pp"), scratch: &scratch).hex == expected)
    #expect(
      domain.hash(encoded: [], Tag("empty")).hex
        == "f2f7a8cec616b2963734384687f62135c5fef4f8d9a7dd9edc6afdc4fad3c5b1")
    #expect(
      Domain().hash(encoded: [], Tag("empty")).hex
        == "b8162908481a57bb2fb62fd62af578f7bdd66b65cb5bb967786570d89108a42b")
  }

  @Test("Another tag, chain or body has another digest")
  func separation() {
    let digests = [
      domain.hash(Vote(), Tag("p")), domain.hash(Vote(), Tag("pp")),
      domain.hash(Vote(), Tag("c")), Domain().hash(Vote(), Tag("p")),
      domain.hash(Vote(slot: 8), Tag("p")), domain.hash(Vote(replica: 4), Tag("p")),
    ]
    for (index, digest) in digests.enumerated() {
      #expect(!digests[..<index].contains(digest))
    }
  }

  @Test("Moving bytes between tag, chain and body changes the tagged bytes")
  func lengthPrefix() {
    for pair in Collision.pairs {
      let (left, right) = (pair.left, pair.right)
      #expect(
        left.unframed == right.unframed, "without the length the two would be the same message")
      #expect(
        Domain(chain: left.chain).tagged(RawBody(left.body), left.tag)
          != Domain(chain: right.chain).tagged(RawBody(right.body), right.tag))
    }
  }
}

/// A (tag, chain, body) whose bytes, put end to end, equal another's.
struct Collision {
  struct Side {
    let tag: Tag
    let chain: Digest
    let body: [UInt8]

    var unframed: [UInt8] { Array(tag.text.utf8) + chain.bytes + body }
  }

  let left: Side
  let right: Side

  static let pairs = [("p", "pp"), ("c", "cmd"), ("a", "abcdefgh"), ("rs", "rsv")].compactMap {
    Collision($0.0, $0.1)
  }

  /// A pair for a short tag and a longer one that it begins.
  init?(_ short: String, _ long: String) {
    guard let shortTag = Tag(parsing: short), let longTag = Tag(parsing: long) else { return nil }
    let stream = Array(long.utf8) + (0..<48).map { UInt8($0 + 100) }
    func cut(_ tag: Tag) -> Side {
      let start = tag.count
      return Side(
        tag: tag, chain: Digest(bytes: Array(stream[start..<start + 32])),
        body: Array(stream[(start + 32)...]))
    }
    left = cut(shortTag)
    right = cut(longTag)
  }
}
