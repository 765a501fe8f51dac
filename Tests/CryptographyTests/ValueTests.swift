import Cryptography
import Determinism
import Testing

@Suite("Digests, keys, signatures and tags as values")
struct ValueTests {
  @Test("Bytes survive, in their order")
  func bytesRoundTrip() {
    let bytes32 = (0..<32).map { UInt8($0 * 7 + 1) }
    let bytes64 = (0..<64).map { UInt8($0 * 3 + 2) }
    #expect(Digest(bytes: bytes32).bytes == bytes32)
    #expect(PublicKey(bytes: bytes32).bytes == bytes32)
    #expect(Signature(bytes: bytes64).bytes == bytes64)
    #expect(Digest(bytes: bytes32).hex == hexText(bytes32))
    #expect(Digest(hex: hexText(bytes32)) == Digest(bytes: bytes32))
    #expect(Digest(hex: hexText(bytes32).uppercased()) == Digest(bytes: bytes32))
    #expect(Signature(bytes: bytes64).description == hexText(bytes64))
    #expect(Digest.zero.bytes == [UInt8](repeating: 0, count: 32))
  }

  @Test(
    "A text that is not 64 hexadecimal digits is no digest",
    arguments: [
      "", "00", String(repeating: "g", count: 64), String(repeating: "0", count: 63),
      String(repeating: "0", count: 65), String(repeating: "é", count: 32),
    ])
  func badHexadecimal(text: String) {
    #expect(Digest(hex: text) == nil)
  }

  @Test("Canonical bytes are the raw bytes, and decode to the value")
  func canonicalRoundTrip() throws {
    let bytes64 = (0..<64).map { UInt8(255 - $0) }
    let bytes32 = Array(bytes64[..<32])
    #expect(Digest(bytes: bytes32).canonicalBytes == bytes32)
    #expect(PublicKey(bytes: bytes32).canonicalBytes == bytes32)
    #expect(Signature(bytes: bytes64).canonicalBytes == bytes64)
    #expect(try Digest(canonicalBytes: bytes32).bytes == bytes32)
    #expect(try PublicKey(canonicalBytes: bytes32).bytes == bytes32)
    #expect(try Signature(canonicalBytes: bytes64).bytes == bytes64)
  }

  @Test("Truncated and overlong bytes are refused", arguments: [0, 1, 31, 33, 63, 65])
  func wrongLengths(length: Int) {
    let bytes = [UInt8](repeating: 1, count: length)
    #expect(throws: CanonicalError.self) { try Digest(canonicalBytes: bytes) }
    #expect(throws: CanonicalError.self) { try PublicKey(canonicalBytes: bytes) }
    #expect(throws: CanonicalError.self) { try Signature(canonicalBytes: bytes) }
  }

  @Test("Digests are ordered as their bytes are, whichever byte decides", arguments: 0..<32)
  func byteOrder(position: Int) {
    var low = [UInt8](repeating: 0x80, count: 32)
    var high = low
    low[position] = 0x7F
    high[position] = 0x81
    for later in position + 1..<32 { (low[later], high[later]) = (0xFF, 0) }
    #expect(Digest(bytes: low) < Digest(bytes: high))
    #expect(!(Digest(bytes: high) < Digest(bytes: low)))
    #expect(!(Digest(bytes: low) < Digest(bytes: low)))
    #expect(PublicKey(bytes: low) < PublicKey(bytes: high))
  }

  @Test(
    "A tag keeps its text and its length", arguments: ["a", "pp", "cmd", "receipt", "abcdefgh"])
  func tagText(text: String) throws {
    let tag = try #require(Tag(parsing: text))
    #expect(tag.text == text)
    #expect(tag.count == text.utf8.count)
  }

  @Test("A tag in source is the tag of the same text")
  func tagInSource() {
    #expect(Tag("receipt") == Tag(parsing: "receipt"))
    #expect(Tag("p") != Tag("pp"))
  }

  @Test(
    "What is not 1 to 8 printable ASCII characters is no tag",
    arguments: ["", "abcdefghi", "a b", "\u{0}", "a\u{0}", "é", "\u{7F}", "a\n"])
  func noTag(text: String) {
    #expect(Tag(parsing: text) == nil)
  }

  @Test("A tag in source that is none ends the program")
  func badTagInSource() async {
    await #expect(processExitsWith: .failure) { _ = Tag("ninechars") }
    await #expect(processExitsWith: .failure) { _ = Tag("") }
  }

  @Test("A wrong number of bytes ends the program")
  func badLength() async {
    await #expect(processExitsWith: .failure) { _ = Digest(bytes: [1, 2, 3]) }
    await #expect(processExitsWith: .failure) {
      _ = Signature(bytes: [UInt8](repeating: 0, count: 65))
    }
  }
}
