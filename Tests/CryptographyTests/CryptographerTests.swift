import Cryptography
import Determinism
import Testing

@Suite("Signatures in every mode")
struct CryptographerTests {
  static func make(_ mode: CryptoMode, seed: UInt64 = 42) -> Cryptographer {
    let crypto = Cryptographer(mode: mode, seed: seed)
    crypto.bind(chain: .ascending)
    return crypto
  }

  @Test("An honest signature is accepted, again and again", arguments: CryptoMode.allCases)
  func honest(mode: CryptoMode) {
    let crypto = Self.make(mode)
    for index in UInt32(0)..<3 {
      let key = crypto.makeKey(role: "replica", index: index)
      let signature = crypto.sign(Vote(), Tag("p"), with: key)
      #expect(crypto.sign(Vote(), Tag("p"), with: key) == signature, "signing is deterministic")
      for _ in 0..<3 {
        #expect(crypto.verify(signature, of: Vote(), Tag("p"), by: crypto.publicKey(of: key)))
      }
    }
  }

  @Test("Long and empty bodies are signed whole", arguments: CryptoMode.allCases)
  func lengths(mode: CryptoMode) {
    let crypto = Self.make(mode)
    let key = crypto.makeKey(role: "client", index: 0)
    let publicKey = crypto.publicKey(of: key)
    for length in [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 1_000, 65_536] {
      let body = RawBody([UInt8](repeating: 0, count: length))
      let signature = crypto.sign(body, Tag("cmd"), with: key)
      #expect(crypto.verify(signature, of: body, Tag("cmd"), by: publicKey))
      let longer = RawBody(body.bytes + [0])
      #expect(!crypto.verify(signature, of: longer, Tag("cmd"), by: publicKey))
      guard length > 0 else { continue }
      let shorter = RawBody(Array(body.bytes.dropLast()))
      #expect(!crypto.verify(signature, of: shorter, Tag("cmd"), by: publicKey))
      var last = body
      last.bytes[length - 1] ^= 0x80
      #expect(!crypto.verify(signature, of: last, Tag("cmd"), by: publicKey))
    }
  }

  @Test("A flipped bit in any byte of the signature is refused", arguments: CryptoMode.allCases)
  func flippedSignature(mode: CryptoMode) {
    let crypto = Self.make(mode)
    let key = crypto.makeKey(role: "replica", index: 0)
    let signature = crypto.sign(Vote(), Tag("p"), with: key)
    for position in 0..<64 {
      var bytes = signature.bytes
      bytes[position] ^= 1 << UInt8(position % 8)
      let forged = Signature(bytes: bytes)
      #expect(!crypto.verify(forged, of: Vote(), Tag("p"), by: crypto.publicKey(of: key)))
    }
  }

  @Test("A flipped bit in any byte of the message is refused", arguments: CryptoMode.allCases)
  func flippedMessage(mode: CryptoMode) {
    let crypto = Self.make(mode)
    let key = crypto.makeKey(role: "replica", index: 0)
    let body = (0..<60).map { UInt8($0) }
    let signature = crypto.sign(RawBody(body), Tag("p"), with: key)
    let publicKey = crypto.publicKey(of: key)
    for position in body.indices {
      var other = body
      other[position] ^= 1 << UInt8(position % 8)
      #expect(!crypto.verify(signature, of: RawBody(other), Tag("p"), by: publicKey))
    }
  }

  @Test("A flipped bit in any byte of the key is refused", arguments: CryptoMode.allCases)
  func flippedKey(mode: CryptoMode) {
    let crypto = Self.make(mode)
    let key = crypto.makeKey(role: "replica", index: 0)
    let signature = crypto.sign(Vote(), Tag("p"), with: key)
    for position in 0..<32 {
      var bytes = crypto.publicKey(of: key).bytes
      bytes[position] ^= 1 << UInt8(position % 8)
      #expect(!crypto.verify(signature, of: Vote(), Tag("p"), by: PublicKey(bytes: bytes)))
    }
  }

  @Test("A signature made up or another's is refused", arguments: CryptoMode.allCases)
  func forged(mode: CryptoMode) {
    let crypto = Self.make(mode)
    let alice = crypto.makeKey(role: "replica", index: 0)
    let bob = crypto.makeKey(role: "replica", index: 1)
    let bobs = crypto.sign(Vote(), Tag("p"), with: bob)
    let publicKey = crypto.publicKey(of: alice)
    let madeUp = [
      Signature(bytes: [UInt8](repeating: 0, count: 64)),
      Signature(bytes: [UInt8](repeating: 0xFF, count: 64)),
      Signature(head: publicKey.raw, tail: publicKey.raw),
      Signature(head: bobs.tail, tail: bobs.head),
      bobs,
    ]
    for signature in madeUp {
      #expect(!crypto.verify(signature, of: Vote(), Tag("p"), by: publicKey))
    }
  }

  @Test("A signature is refused under another tag", arguments: CryptoMode.allCases)
  func otherTag(mode: CryptoMode) {
    let crypto = Self.make(mode)
    let key = crypto.makeKey(role: "replica", index: 0)
    let signature = crypto.sign(Vote(), Tag("p"), with: key)
    for tag in [Tag("c"), Tag("pp"), Tag("ppp"), Tag("P")] {
      #expect(!crypto.verify(signature, of: Vote(), tag, by: crypto.publicKey(of: key)))
    }
  }

  @Test(
    "A signature is refused on another chain, and fits again on its own",
    arguments: CryptoMode.allCases)
  func otherChain(mode: CryptoMode) {
    let crypto = Self.make(mode)
    let key = crypto.makeKey(role: "replica", index: 0)
    let publicKey = crypto.publicKey(of: key)
    let signature = crypto.sign(Vote(), Tag("p"), with: key)
    for position in 0..<32 {
      var chain = Digest.ascending.bytes
      chain[position] ^= 1
      crypto.bind(chain: Digest(bytes: chain))
      #expect(!crypto.verify(signature, of: Vote(), Tag("p"), by: publicKey))
    }
    crypto.bind(chain: .ascending)
    #expect(crypto.verify(signature, of: Vote(), Tag("p"), by: publicKey))
  }

  @Test(
    "Bytes moved between tag, chain and body are another message", arguments: CryptoMode.allCases)
  func movedBytes(mode: CryptoMode) {
    let crypto = Self.make(mode)
    let key = crypto.makeKey(role: "replica", index: 0)
    let publicKey = crypto.publicKey(of: key)
    for pair in Collision.pairs {
      for (from, to) in [(pair.left, pair.right), (pair.right, pair.left)] {
        crypto.bind(chain: from.chain)
        let signature = crypto.sign(RawBody(from.body), from.tag, with: key)
        #expect(crypto.verify(signature, of: RawBody(from.body), from.tag, by: publicKey))
        crypto.bind(chain: to.chain)
        #expect(!crypto.verify(signature, of: RawBody(to.body), to.tag, by: publicKey))
      }
    }
  }

  @Test("The key, tag, chain and body all show in the signature", arguments: CryptoMode.allCases)
  func distinctSignatures(mode: CryptoMode) {
    let crypto = Self.make(mode)
    let alice = crypto.makeKey(role: "replica", index: 0)
    let bob = crypto.makeKey(role: "replica", index: 1)
    var signatures = [
      crypto.sign(Vote(), Tag("p"), with: alice), crypto.sign(Vote(), Tag("p"), with: bob),
      crypto.sign(Vote(), Tag("c"), with: alice), crypto.sign(Vote(slot: 8), Tag("p"), with: alice),
    ]
    crypto.bind(chain: .zero)
    signatures.append(crypto.sign(Vote(), Tag("p"), with: alice))
    signatures.append(Self.make(mode, seed: 43).signOnce())
    for (index, signature) in signatures.enumerated() {
      #expect(!signatures[..<index].contains(signature))
    }
  }

  /// Public keys and the signature as another implementation (OpenSSL) derives them.
  @Test("Keys are functions of seed, role and index", arguments: [CryptoMode.memo, .full])
  func pinnedKeys(mode: CryptoMode) {
    let pins: [(UInt64, String, UInt32, String)] = [
      (0, "replica", 0, "615565aa4720da3e46a7ae7b7b76a41d3e776a0a2e58a596b5a4a23abe0c8883"),
      (0, "replica", 1, "b6bdb978f721d1563763385e87aed7378c414e05fc8e56f4588faf489fddd865"),
      (0, "client", 0, "5a3e083d1c0323d04fc7f9c313f12ab5fc545aa8a602124ddbadc19a87d823d0"),
      (42, "replica", 0, "10c2b7ef63265e2a029729127cd774858134e3c54ac35dcb5d437b10f8cfbed0"),
      (
        .max, "governor", .max,
        "ac41fd2d467d56bcaef3c6bac4e2264d7ad634309f4057f8cf4ce126097c8bf3"
      ),
    ]
    for (seed, role, index, expected) in pins {
      let crypto = Cryptographer(mode: mode, seed: seed)
      let key = crypto.makeKey(role: role, index: index)
      #expect(crypto.publicKey(of: key).description == expected)
    }
    let crypto = Self.make(mode)
    let key = crypto.makeKey(role: "replica", index: 0)
    #expect(
      crypto.sign(Vote(), Tag("pp"), with: key).description
        == "b2097dd54d931b8680b2cb409bcb840820335227c6e0b633f9678fccf86e3089"
        + "4a9cec397809431722ab1c87b60db1a0ef91c5ce3dfc100f5e113e99817ee20f")
  }

  @Test("Keys of other seeds, roles and indices differ", arguments: CryptoMode.allCases)
  func distinctKeys(mode: CryptoMode) {
    var keys: [PublicKey] = []
    for seed in UInt64(0)..<3 {
      let crypto = Cryptographer(mode: mode, seed: seed)
      for role in ["replica", "client", ""] {
        for index in UInt32(0)..<3 {
          let key = crypto.makeKey(role: role, index: index)
          keys.append(crypto.publicKey(of: key))
          let again = crypto.makeKey(role: role, index: index)
          #expect(crypto.publicKey(of: again) == keys.last)
        }
      }
    }
    for (index, key) in keys.enumerated() { #expect(!keys[..<index].contains(key)) }
  }

  /// Ideal signatures are part of traces, so their bytes must not change unnoticed.
  @Test("The ideal mode's bytes are pinned")
  func pinnedIdeal() {
    let crypto = Self.make(.ideal)
    let key = crypto.makeKey(role: "replica", index: 0)
    #expect(
      crypto.publicKey(of: key).description
        == "10c2b7ef63265e2a029729127cd774858134e3c54ac35dcb5d437b10f8cfbed0")
    #expect(
      crypto.sign(Vote(), Tag("pp"), with: key).description
        == "210fc341a63499cd13f168c74ad65851" + String(repeating: "0", count: 96))
  }

  @Test("Hashes are the domain's in every mode", arguments: CryptoMode.allCases)
  func hashes(mode: CryptoMode) {
    #expect(
      Self.make(mode).hash(Vote(), Tag("pp")).hex
        == "25d39e5bbbd93d323aa12eb83895abb13e19b2de7db63ce205e775cbc1721e11")
  }
}

extension Cryptographer {
  fileprivate func signOnce() -> Signature {
    sign(Vote(), Tag("p"), with: makeKey(role: "replica", index: 0))
  }
}
