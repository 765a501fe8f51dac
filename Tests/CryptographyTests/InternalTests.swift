import Testing

@testable import Cryptography

@Suite("Keyed fingerprints")
struct KeyedFingerprintTests {
  static let secret = Bytes32(1, 2, 3, 4)
  static let otherSecret = Hashing.sha256([1]).raw

  struct Pair: Hashable {
    var high: UInt64
    var low: UInt64
  }

  static func fingerprint(_ bytes: [UInt8], _ secret: Bytes32 = otherSecret) -> Pair {
    var fingerprint = KeyedFingerprint(secret: secret)
    // The pointer does not outlive the call.
    unsafe bytes.withUnsafeBytes { unsafe fingerprint.absorb($0) }
    return Pair(high: fingerprint.words.0, low: fingerprint.words.1)
  }

  @Test("Zeros at the end are not nothing")
  func zeros() {
    let prints = (0..<70).map { Self.fingerprint([UInt8](repeating: 0, count: $0)) }
    #expect(Set(prints).count == prints.count)
  }

  @Test("Every bit of the message, the length and the secret counts", arguments: 1...50)
  func everyBit(length: Int) {
    let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let whole = Self.fingerprint(message)
    #expect(whole == Self.fingerprint(message))
    for bit in 0..<8 * length {
      var other = message
      other[bit / 8] ^= 1 << UInt8(bit % 8)
      let print = Self.fingerprint(other)
      #expect(print.high != whole.high && print.low != whole.low)
      let flipped =
        (print.high ^ whole.high).nonzeroBitCount + (print.low ^ whole.low).nonzeroBitCount
      #expect((30...98).contains(flipped), "about half of 128 bits change")
    }
    for word in 0..<4 {
      var words: [UInt64] = [
        Self.otherSecret.word0, Self.otherSecret.word1, Self.otherSecret.word2,
        Self.otherSecret.word3,
      ]
      words[word] ^= 1
      let secret = Bytes32(words[0], words[1], words[2], words[3])
      #expect(Self.fingerprint(message, secret) != whole)
    }
  }

  @Test("Regular messages do not collide, not even in half of the bits")
  func regular() {
    var (whole, high, low) = (Set<Pair>(), Set<UInt64>(), Set<UInt64>())
    let count = 20_000
    for number in 0..<count {
      var message = [UInt8](repeating: 0, count: 42)
      message[number % 3 * 8 + 6] = UInt8(truncatingIfNeeded: number / 3)
      message[number % 3 * 8 + 7] = UInt8(truncatingIfNeeded: (number / 3) >> 8)
      message[41] = UInt8(number % 3)
      let print = Self.fingerprint(message)
      whole.insert(print)
      high.insert(print.high)
      low.insert(print.low)
    }
    #expect(whole.count == count)
    #expect(high.count == count)
    #expect(low.count == count)
  }
}

@Suite("The memo's table")
struct MemoTableTests {
  @Test(
    "What is found was inserted, and the latest are always found", arguments: [1, 2, 30, 1_000])
  func againstList(limit: Int) {
    var generator = ScriptGenerator(state: UInt64(limit))
    var table = MemoTable<Int>(limit: limit)
    var touched: [Int] = []
    for step in 0..<6_000 {
      // Few low words, so that probing is needed.
      let number = generator.pick(3_000)
      let key = (high: UInt64(number), low: UInt64(number % 5))
      let recent = touched.suffix(limit).contains(number)
      if let value = table.find(key) {
        #expect(value == number * 7)
      } else {
        #expect(!recent, "step \(step) forgot \(number) among the latest \(limit)")
        table.insert(key, number * 7)
      }
      touched.append(number)
      #expect(table.count <= 2 * limit)
    }
    #expect(limit > 1_000 || table.forgotten > 0)
  }

  @Test("The table knows zero fingerprints")
  func zero() {
    var table = MemoTable<Bool>(limit: 4)
    #expect(table.find((0, 0)) == nil)
    table.insert((0, 0), false)
    #expect(table.find((0, 0)) == false)
    #expect(table.find((0, 64)) == nil)
  }
}
