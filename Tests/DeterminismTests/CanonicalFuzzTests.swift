import Determinism
import Testing

/// Random and mutated bytes: a decoder either refuses, or has read exactly what it would write.
@Suite("Canonical encoding of anything")
struct CanonicalFuzzTests {
  static func random(_ stream: inout RandomStream) -> Everything {
    let nodes = (0..<stream.below(6)).map { _ in NodeID(Int(stream.below(256))) }
    let lists = (0..<stream.below(5)).map { _ in
      (0..<stream.below(5)).map { _ in UInt16(stream.below(65_536)) }
    }
    return Everything(
      number: stream.next() >> stream.below(64), small: UInt8(stream.below(256)),
      flag: stream.below(2) == 0, maybe: stream.below(2) == 0 ? nil : UInt32(stream.below(1 << 32)),
      nodes: NodeSet(nodes), lists: lists,
      bytes: (0..<stream.below(40)).map { _ in UInt8(stream.below(256)) },
      suit: stream.below(2) == 0 ? .hearts : .spades)
  }

  /// Changes, removes, repeats or adds bytes.
  static func mutate(_ bytes: [UInt8], _ stream: inout RandomStream) -> [UInt8] {
    var bytes = bytes
    for _ in 0...stream.below(3) {
      let place = bytes.isEmpty ? 0 : Int(stream.below(UInt64(bytes.count)))
      switch stream.below(5) {
      case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(stream.below(8))
      case 1 where !bytes.isEmpty: bytes[place] = UInt8(stream.below(256))
      case 2 where !bytes.isEmpty: bytes.remove(at: place)
      case 3: bytes.insert(UInt8(stream.below(3)), at: place)
      default: bytes = Array(bytes.prefix(place)) + Array(bytes.suffix(bytes.count - place / 2))
      }
    }
    return bytes
  }

  @Test("Values come back from their bytes, and different values have different bytes")
  func roundTrip() throws {
    var stream = RandomStream(seed: 3, name: "canonical", index: 0)
    var seen: [[UInt8]: Everything] = [:]
    for _ in 0..<2_000 {
      let value = Self.random(&stream)
      let bytes = value.canonicalBytes
      #expect(try Everything(canonicalBytes: bytes) == value)
      #expect(seen.updateValue(value, forKey: bytes).map { $0 == value } ?? true)
    }
  }

  @Test("Mutated bytes are refused, or are canonical")
  func mutated() {
    var stream = RandomStream(seed: 4, name: "canonical", index: 1)
    var (accepted, refused) = (0, 0)
    for _ in 0..<20_000 {
      let bytes = Self.mutate(Self.random(&stream).canonicalBytes, &stream)
      if let value = try? Everything(canonicalBytes: bytes) {
        accepted += 1
        if value.canonicalBytes != bytes {
          Issue.record("\(bytes) was read, but would be written otherwise")
        }
      } else {
        refused += 1
      }
    }
    #expect(accepted > 1_000 && refused > 1_000, "both happen: \(accepted), \(refused)")
  }

  @Test("Random bytes of every type are refused, or are canonical")
  func noise() {
    func check<C: Canonical>(_ type: C.Type, _ bytes: [UInt8]) {
      guard let value = try? type.init(canonicalBytes: bytes) else { return }
      if value.canonicalBytes != bytes { Issue.record("\(bytes) as \(type)") }
    }
    var stream = RandomStream(seed: 5, name: "canonical", index: 2)
    for _ in 0..<20_000 {
      // Small bytes make counts that are met now and then.
      let bytes = (0..<stream.below(16)).map { _ in
        UInt8(stream.below(stream.below(2) == 0 ? 4 : 256))
      }
      check(NodeSet.self, bytes)
      check([[UInt8]].self, bytes)
      check([Bool?].self, bytes)
      check([NodeID].self, [0, 0, 0] + bytes)
      check(CanonicalTests.Suit?.self, bytes)
    }
  }

  @Test("A writer that grows, or is used again, writes what a new one writes")
  func writer() {
    var stream = RandomStream(seed: 6, name: "canonical", index: 3)
    var reused = CanonicalWriter(capacity: 0)
    for _ in 0..<300 {
      let values = (0..<stream.below(20)).map { _ in Self.random(&stream) }
      reused.reset()
      for value in values { reused.encode(value) }
      let whole = values.flatMap(\.canonicalBytes)
      let bytes = reused.bytes
      let count = reused.count
      let fingerprint = reused.fingerprint
      #expect(bytes == whole && count == whole.count)
      #expect(fingerprint == Fingerprint.hash64(whole))
    }
  }
}
