import Determinism
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// FIPS 180-2 appendix B and NIST's example values; the empty input from the CAVP short messages.
  static let vectors: [(input: [UInt8], digest: String)] = [
    ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      Array(
        ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu").utf8),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    ([0xbd], "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"),
    (
      [0xc9, 0x8c, 0x8e, 0x55],
      "7abc22c0ae5af26ce93dbb94433a0e0b2e119d014f8e7f65bd56c61ccccd9504"
    ),
    (
      [UInt8](repeating: 0, count: 55),
      "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7"
    ),
    (
      [UInt8](repeating: 0, count: 56),
      "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb"
    ),
    (
      [UInt8](repeating: 0, count: 64),
      "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"
    ),
  ]

  @Test("Gives NIST's digests", arguments: vectors)
  func vector(input: [UInt8], digest: String) {
    #expect(hexadecimal(SHA256.hash(input)) == digest)
  }

  @Test("A piecewise input has the digest of the whole", arguments: [1, 7, 63, 64, 65, 129])
  func pieces(length: Int) {
    let input = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var hash = SHA256()
    for start in stride(from: 0, to: input.count, by: length) {
      hash.update(input[start..<min(start + length, input.count)])
    }
    #expect(hash.digest() == SHA256.hash(input))
  }

  @Test("Asking for the digest does not end the input")
  func digestInBetween() {
    var hash = SHA256()
    hash.update("ab".utf8)
    #expect(hash.digest() == SHA256.hash("ab".utf8))
    hash.update("c".utf8)
    #expect(hash.digest() == SHA256.hash("abc".utf8))
  }
}

/// The bytes in lower-case hexadecimal digits.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
