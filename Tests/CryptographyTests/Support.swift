import Cryptography
import Determinism

/// A body as the protocols sign it: slot, digest, replica.
struct Vote: Canonical {
  var slot: UInt64
  var digest: Digest
  var replica: UInt16

  init(slot: UInt64 = 7, digest: Digest = .filled(0xFF), replica: UInt16 = 3) {
    self.slot = slot
    self.digest = digest
    self.replica = replica
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(slot)
    writer.encode(digest)
    writer.put(replica)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    slot = try reader.take()
    digest = try reader.decode()
    replica = try reader.take()
  }
}

/// A body of raw bytes without a count.
struct RawBody: Canonical {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func encode(into writer: inout CanonicalWriter) { writer.put(raw: bytes) }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    bytes = try reader.takeRaw(reader.remaining)
  }
}

extension Digest {
  static func filled(_ byte: UInt8) -> Digest {
    Digest(bytes: [UInt8](repeating: byte, count: 32))
  }

  /// The bytes 0, 1, 2, …
  static let ascending = Digest(bytes: Array(0..<32))
}

/// A generator for scripts of operations (Steele, Lea and Flood, SplitMix, OOPSLA 2014).
struct ScriptGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func pick(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}

/// The bytes of a hexadecimal text.
func bytes(hex: String) -> [UInt8] {
  let digits = hex.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

func hexText(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// Not the trait of swift-testing that has the same name.
typealias Tag = Cryptography.Tag
