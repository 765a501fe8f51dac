import Cryptography
import Testing

@Suite("Hash functions")
struct HashingTests {
  /// FIPS 180-4's examples, as NIST publishes them for SHA-256.
  @Test(
    "SHA-256 gives NIST's digests",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func publishedSHA256(text: String, digest: String) {
    #expect(Hashing.sha256(Array(text.utf8)).hex == digest)
  }

  @Test("SHA-256 of a million 'a' is NIST's digest")
  func millionLetters() {
    #expect(
      Hashing.sha256([UInt8](repeating: 0x61, count: 1_000_000)).hex
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// BLAKE2b of 32 bytes by another implementation (CPython's `hashlib.blake2b(digest_size=32)`) of
  /// the bytes i mod 251, around the block length of 128.
  static let blake2b = [
    (0, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
    (1, "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314"),
    (3, "3d8c3d594928271f44aad7a04b177154806867bcf918e1549c0bc16f9da2b09b"),
    (127, "f2fe67ff342e21b8f45e8f2e0bcd1d9243245d50ee6c78042e9c491388791c72"),
    (128, "c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1"),
    (129, "f7f3c46ba2564ff4c4c162da1f5b605f9f1c4aa6a20652a9f9a337c1a2f5b9c9"),
    (255, "d9ef0fc521b4266d16df662bec231bc2ec3989e7adeaf63169c295dc239dbbea"),
    (256, "582f782226018ec33076bd8d1c42413530ac7e1126260ffc0f306ba3befc3f24"),
    (257, "227e15ed64ee8e93eb7bc53828f76eed974f2c4ab1408c3d08f212b7f8d69904"),
    (1_000, "b372d0608f720c8c3dd41e9c8eecb10143b41abe520b616607e754bf79c08331"),
  ]

  @Test("BLAKE2b-256 agrees with another implementation", arguments: blake2b)
  func blake2bDigests(length: Int, digest: String) {
    #expect(Hashing.blake2b((0..<length).map { UInt8($0 % 251) }).hex == digest)
  }

  @Test("BLAKE2b-256 of 'abc'")
  func blake2bOfLetters() {
    #expect(
      Hashing.blake2b(Array("abc".utf8)).hex
        == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")
  }

  @Test(
    "A stream gives the digest of the whole, however it is cut and looked at", arguments: 1...40)
  func streaming(seed: UInt64) {
    var generator = ScriptGenerator(state: seed)
    var stream = BLAKE2bStream()
    var whole: [UInt8] = []
    for _ in 0..<12 {
      let piece = (0..<generator.pick(200)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      stream.update(piece)
      whole += piece
      if generator.pick(2) == 0 {
        #expect(stream.snapshot() == Hashing.blake2b(whole))
        #expect(stream.snapshot() == Hashing.blake2b(whole), "a snapshot must not end the stream")
      }
    }
    #expect(stream.finish() == Hashing.blake2b(whole))
  }

  @Test("A stream of nothing has the digest of nothing")
  func emptyStream() {
    let stream = BLAKE2bStream()
    #expect(stream.finish().hex == Self.blake2b[0].1)
  }
}
