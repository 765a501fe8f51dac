import Determinism
import Testing

@Suite("Ordered map")
struct OrderedMapTests {
  @Test("Does what a dictionary does, in ascending order", arguments: 0..<4 as Range<UInt64>)
  func differential(seed: UInt64) {
    var stream = RandomStream(seed: seed, name: "map", index: 0)
    var map = OrderedMap<UInt16, UInt64>()
    var oracle: [UInt16: UInt64] = [:]
    for step in 0..<600 as Range<UInt64> {
      let key = UInt16(stream.below(40))
      switch stream.below(10) {
      case 0..<3:
        map[key] = step
        oracle[key] = step
      case 3:
        map[key] = nil
        oracle[key] = nil
      case 4..<6:
        map[key, default: 100] += step
        oracle[key, default: 100] += step
      case 6..<8:
        let removed = map.remove(key)
        #expect(removed == oracle.removeValue(forKey: key))
      case 8 where stream.below(10) == 0:
        map.removeAll(below: key)
        oracle = oracle.filter { $0.key >= key }
      case 9 where stream.below(10) == 0:
        map.removeAll { $0.value % 3 == 0 }
        oracle = oracle.filter { $0.value % 3 != 0 }
      default: break  // Only the questions below.
      }
      #expect(map[key] == oracle[key])
      #expect(map[key, default: 7] == oracle[key, default: 7])
      #expect(map.keys == oracle.keys.sorted())
      #expect(map.values == oracle.sorted { $0.key < $1.key }.map(\.value))
      #expect(map.count == oracle.count && map.isEmpty == oracle.isEmpty)
      #expect(map.first?.key == oracle.keys.min() && map.last?.key == oracle.keys.max())
    }
  }

  @Test("Whole numbers as keys are keys, not positions")
  func integerKeys() {
    var map = OrderedMap<Int, String>()
    map[10] = "ten"
    map[-3] = "minus three"
    #expect(map[0] == nil)
    #expect(map[10] == "ten")
    #expect(map.map(\.key) == [-3, 10])
    #expect(map.position(of: 5) == 1)
  }

  @Test("Equal contents are equal, whatever the history")
  func history() {
    var first = OrderedMap<UInt16, UInt16>()
    var second = first
    for key in 0..<20 as Range<UInt16> { first[key] = key }
    for key in (0..<30 as Range<UInt16>).reversed() { second[key] = key }
    #expect(first != second)
    second.removeAll { $0.key >= 20 }
    #expect(first == second)
    #expect(first.hashValue == second.hashValue)
  }

  @Test("Only ascending elements make a map")
  func ascending() {
    typealias Map = OrderedMap<UInt16, Bool>
    let elements = [Map.Element(key: 1, value: true), Map.Element(key: 2, value: false)]
    #expect(Map(ascending: elements)?.elements == elements)
    #expect(Map(ascending: elements.reversed()) == nil)
    #expect(Map(ascending: [elements[0], elements[0]]) == nil)
    #expect(Map(ascending: [])?.isEmpty == true)
  }

  @Test("The canonical bytes are a list of pairs, and only ascending ones are read")
  func canonical() throws {
    typealias Map = OrderedMap<UInt8, UInt16>
    var map = Map()
    map[7] = 0x0102
    map[3] = 0xFFFE
    let bytes: [UInt8] = [0, 0, 0, 2, 3, 0xFF, 0xFE, 7, 1, 2]
    #expect(map.canonicalBytes == bytes)
    #expect(try Map(canonicalBytes: bytes) == map)
    #expect(try Map(canonicalBytes: [0, 0, 0, 0]).isEmpty)
    #expect(throws: CanonicalError.notCanonical("map keys out of order", at: 7)) {
      try Map(canonicalBytes: [0, 0, 0, 2, 7, 1, 2, 3, 0xFF, 0xFE])
    }
    #expect(throws: CanonicalError.notCanonical("map keys out of order", at: 7)) {
      try Map(canonicalBytes: [0, 0, 0, 2, 7, 1, 2, 7, 1, 2])
    }
    #expect(throws: CanonicalError.truncated(at: 9)) { try Map(canonicalBytes: bytes.dropLast()) }
    #expect(throws: CanonicalError.trailingBytes(1)) { try Map(canonicalBytes: bytes + [0]) }
  }
}
