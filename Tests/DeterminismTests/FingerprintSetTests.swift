import Determinism
import Testing

@Suite("Fingerprint set")
struct FingerprintSetTests {
  /// Fingerprints of which many belong in the same place, at the end of the table too, and 0 among them.
  static func fingerprint(_ stream: inout RandomStream) -> UInt64 {
    switch stream.below(4) {
    case 0: stream.below(8)
    case 1: .max - stream.below(40)
    case 2: stream.below(4) << 62 | stream.below(60)
    default: mix64(stream.below(3_000))
    }
  }

  @Test("Has what was inserted, and nothing else", arguments: 0..<UInt64(8))
  func differential(seed: UInt64) {
    var stream = RandomStream(seed: seed, name: "fingerprints", index: 0)
    var members = FingerprintSet()
    var oracle = Set<UInt64>()
    for step in 0..<4_000 {
      let fingerprint = Self.fingerprint(&stream)
      if stream.below(2) == 0 {
        #expect(members.insert(fingerprint) == oracle.insert(fingerprint).inserted, "step \(step)")
      } else {
        #expect(members.contains(fingerprint) == oracle.contains(fingerprint), "step \(step)")
      }
      #expect(members.count == oracle.count)
    }
    for member in oracle { #expect(members.contains(member)) }
  }

  @Test("Takes the bytes that it says it takes")
  func bytes() {
    var members = FingerprintSet()
    #expect(members.bytes == 0)
    for number in 1...100_000 as ClosedRange<UInt64> {
      members.insert(mix64(number))
      if number > 1_000 {
        #expect(members.bytes >= Int(number) * 9 && members.bytes <= Int(number) * 115 / 10)
      }
    }
  }
}
