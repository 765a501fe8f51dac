import Determinism
import Testing

@Suite("Lookup table")
struct LookupTableTests {
  /// Keys of which many meet in a slot: few, close together, and 0 among them.
  static func key64(_ stream: inout RandomStream) -> UInt64 {
    switch stream.below(3) {
    case 0: stream.below(64)
    case 1: mix64(stream.below(64))
    default: stream.below(64) << 58
    }
  }

  /// Fingerprints whose low halves are equal, so that only comparing whole keys tells them apart.
  static func key128(_ stream: inout RandomStream) -> Fingerprint128 {
    Fingerprint128(high: stream.below(24), low: stream.below(4) * 7)
  }

  static func differential<Key: LookupKey & Hashable>(
    seed: UInt64, key: (inout RandomStream) -> Key
  ) {
    var stream = RandomStream(seed: seed, name: "lookup", index: 0)
    var table = LookupTable<Key, UInt32>()
    var oracle: [Key: UInt32] = [:]
    for step in 0..<3_000 as Range<UInt32> {
      let key = key(&stream)
      switch stream.below(16) {
      case 0..<5:
        let before = table.insert(key, step)
        #expect(before == oracle.updateValue(step, forKey: key), "seed \(seed), step \(step)")
      case 5..<7:
        let value = table.intern(key, step)
        let expected = oracle[key, default: step]
        oracle[key] = expected
        #expect(value == expected, "seed \(seed), step \(step)")
      case 7..<13:
        let before = table.remove(key)
        #expect(before == oracle.removeValue(forKey: key), "seed \(seed), step \(step)")
      case 13 where stream.below(100) == 0:
        table.removeAll()
        oracle.removeAll()
      default: break  // Only the questions below.
      }
      #expect(table[key] == oracle[key], "seed \(seed), step \(step)")
      #expect(table.count == oracle.count, "seed \(seed), step \(step)")
    }
    for (key, value) in oracle { #expect(table[key] == value) }
    #expect(table.isEmpty == oracle.isEmpty)
  }

  @Test("Does what a dictionary does, with numbers", arguments: 0..<6 as Range<UInt64>)
  func numbers(seed: UInt64) {
    Self.differential(seed: seed, key: Self.key64)
  }

  @Test("Does what a dictionary does, with fingerprints", arguments: 0..<6 as Range<UInt64>)
  func fingerprints(seed: UInt64) {
    Self.differential(seed: seed, key: Self.key128)
  }

  @Test("Keeps many keys apart while it grows, and empties again")
  func growth() {
    var table = LookupTable<UInt64, UInt64>()
    let keys = (0..<5_000 as Range<UInt64>).map { $0 % 2 == 0 ? $0 : mix64($0) }
    for key in keys { table.insert(key, ~key) }
    #expect(table.count == keys.count)
    #expect(keys.allSatisfy { table[$0] == ~$0 })
    #expect(table[1] == nil)
    for key in keys.reversed() { table.remove(key) }
    #expect(table.isEmpty)
    #expect(keys.allSatisfy { table[$0] == nil })
  }

  @Test("Removing a key leaves those findable that its slot had displaced")
  func displacement() {
    // All start at the slot of their common low half, so that they fill one run, with its end
    // wrapped around.
    let keys = (1...5 as ClosedRange<UInt64>).map { Fingerprint128(high: $0, low: 6) }
    for removed in keys {
      var table = LookupTable<Fingerprint128, UInt64>()
      for key in keys { table.insert(key, key.high) }
      #expect(table.remove(removed) == removed.high)
      for key in keys { #expect(table[key] == (key == removed ? nil : key.high)) }
    }
  }

  @Test("A copy goes its own way")
  func copies() {
    var first = LookupTable<UInt64, UInt64>()
    first.insert(1, 10)
    var second = first
    second.insert(1, 11)
    #expect(first[1] == 10)
    #expect(second[1] == 11)
  }
}
