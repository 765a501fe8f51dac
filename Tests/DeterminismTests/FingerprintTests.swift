import Determinism
import Testing

@Suite("Fingerprints")
struct FingerprintTests {
  /// The test vectors that Wang Yi publishes with wyhash, final version 4.
  static let vectors: [(text: String, seed: UInt64, fingerprint: UInt64)] = [
    ("", 0, 0x9322_8a4d_e0ee_c5a2),
    ("a", 1, 0xc5ba_c3db_1787_13c4),
    ("abc", 2, 0xa97f_2f7b_1d9b_3314),
    ("message digest", 3, 0x786d_1f1d_f380_1df4),
    ("abcdefghijklmnopqrstuvwxyz", 4, 0xdca5_a813_8ad3_7c87),
    (
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 5,
      0xb9e7_34f1_17cf_af70
    ),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890", 6,
      0x6cc5_eab4_9a92_d617
    ),
  ]

  @Test("The 64-bit fingerprint is wyhash", arguments: vectors)
  func published(text: String, seed: UInt64, fingerprint: UInt64) {
    #expect(Fingerprint.hash64(Array(text.utf8), seed: seed) == fingerprint)
  }

  static let data = (0..<200).map { UInt8(truncatingIfNeeded: $0 * 131 + 7) }

  /// Computed by an independent program.
  @Test("Every length up to 200 bytes has the independent program's fingerprint")
  func lengths() {
    var (low, high) = (UInt64(0), UInt64(0))
    for length in 0...200 {
      let bytes = Array(Self.data.prefix(length))
      let fingerprint = Fingerprint.hash128(bytes)
      low ^= mix64(fingerprint.low)
      high ^= mix64(fingerprint.high)
      #expect(Fingerprint.hash64(bytes) == fingerprint.low)
    }
    #expect(low == 0xc569_7b64_b0e8_b868)
    #expect(high == 0xf16a_3bbc_43c3_a984)
  }

  @Test(
    "128-bit fingerprints are pinned",
    arguments: [
      (0, "0409638ee2bde45993228a4de0eec5a2"), (3, "8e4fbcba74db63892cb96fb680f039d3"),
      (16, "47340008ff15ca568b286f37c7e28104"), (17, "8700d4e8fbdc902b352601c4b5eb6031"),
      (48, "cc94af664490aa978100ea104a1587c0"), (100, "a013c973ca2ff6c689f5224768f6f3a2"),
    ])
  func pinned(length: Int, fingerprint: String) {
    #expect(Fingerprint.hash128(Array(Self.data.prefix(length))).description == fingerprint)
  }

  @Test("Bytes at an odd address have the same fingerprint")
  func alignment() {
    let padded = [0] + Self.data
    unsafe padded.withUnsafeBytes { buffer in
      // The slice of the buffer lives as long as the buffer.
      let odd = unsafe UnsafeRawBufferPointer(rebasing: buffer[1...])
      let (wide, narrow) = unsafe (Fingerprint.hash128(odd), Fingerprint.hash64(odd))
      #expect(wide == Fingerprint.hash128(Self.data))
      #expect(narrow == Fingerprint.hash64(Self.data))
    }
  }

  /// How often each of the 128 output bits changes when one input bit does.
  static func flips(
    inputBits: Int, samples: Int, fingerprint: (_ sample: Int, _ flipped: Int?) -> Fingerprint128
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: 128)
    for sample in 0..<samples {
      let before = fingerprint(sample, nil)
      for bit in 0..<inputBits {
        let after = fingerprint(sample, bit)
        let (high, low) = (before.high ^ after.high, before.low ^ after.low)
        for index in 0..<64 {
          counts[index] += Int(low >> UInt64(index) & 1)
          counts[64 + index] += Int(high >> UInt64(index) & 1)
        }
      }
    }
    return counts
  }

  @Test("One bit of input changes each bit of the result half of the time", arguments: [4, 13, 32])
  func avalanche(length: Int) {
    let samples = 4_096 / (8 * length)
    let counts = Self.flips(inputBits: 8 * length, samples: samples) { sample, flipped in
      var bytes = (0..<length).map { UInt8(truncatingIfNeeded: mix64(UInt64(sample * 64 + $0))) }
      if let flipped { bytes[flipped >> 3] ^= 1 << UInt8(flipped & 7) }
      return Fingerprint.hash128(bytes)
    }
    // Six standard deviations of a fair coin's count.
    let trials = Double(samples * 8 * length)
    #expect(counts.allSatisfy { abs(Double($0) - trials / 2) < 3 * trials.squareRoot() })
  }

  @Test("The accumulator mixes as well")
  func accumulatorAvalanche() {
    let counts = Self.flips(inputBits: 192, samples: 24) { sample, flipped in
      var words = (0..<3).map { UInt64(sample * 3 + $0) }
      if let flipped { words[flipped >> 6] ^= 1 << UInt64(flipped & 63) }
      return Self.accumulated(words)
    }
    let trials = Double(24 * 192)
    #expect(counts.allSatisfy { abs(Double($0) - trials / 2) < 3 * trials.squareRoot() })
  }

  static func accumulated(_ words: [UInt64]) -> Fingerprint128 {
    var accumulator = FingerprintAccumulator()
    for word in words { accumulator.absorb(word) }
    return accumulator.value
  }

  @Test(
    "Accumulated fingerprints are pinned",
    arguments: [
      ([], "85b038baa8abdb520c342374724801c1"), ([0], "bad096d7ad963303a5f448846a20e402"),
      ([0, 0], "213b8b411140792c5dbc6071d9d085c2"),
      ([1, 2, 3], "603cef361a7fd6bc400355f68df9e2ee"),
      ([.max, 1 << 63, 0x0123_4567_89ab_cdef], "89ae5cbcc06ed867532d38269d6656c0"),
    ] as [([UInt64], String)])
  func accumulatorPinned(words: [UInt64], fingerprint: String) {
    #expect(Self.accumulated(words).description == fingerprint)
  }

  /// Counters and pairs of bits: what states look like. Of n inputs, n² / 2^33 pairs are expected
  /// to share any 32 bits: a sixth of a pair here, so that 8 would be absurd.
  @Test("Structured inputs do not collide, and hardly in any 32 bits of the fingerprint")
  func collisions() {
    var fingerprints: [Fingerprint128] = []
    var accumulated: [Fingerprint128] = []
    for counter in 0..<20_000 as Range<UInt64> {
      let bytes = (0..<24).map { UInt8(truncatingIfNeeded: $0 < 8 ? counter >> ($0 * 8) : 0) }
      fingerprints.append(Fingerprint.hash128(bytes))
      accumulated.append(Self.accumulated([counter, 0, 0]))
    }
    for first in 0..<192 {
      for second in 0..<first {
        var bytes = [UInt8](repeating: 0, count: 24)
        var words: [UInt64] = [0, 0, 0]
        for bit in [first, second] {
          bytes[bit >> 3] |= 1 << UInt8(bit & 7)
          words[bit >> 6] |= 1 << UInt64(bit & 63)
        }
        // Counters below 20,000 have had pairs of the 15 lowest bits.
        if first >= 15 {
          fingerprints.append(Fingerprint.hash128(bytes))
          accumulated.append(Self.accumulated(words))
        }
      }
    }
    for family in [fingerprints, accumulated] {
      for half in [\Fingerprint128.high, \.low] {
        let halves = family.map { $0[keyPath: half] }
        #expect(Set(halves).count == halves.count)
        #expect(halves.count - Set(halves.map { $0 >> 32 }).count < 8)
        #expect(halves.count - Set(halves.map { $0 & 0xFFFF_FFFF }).count < 8)
      }
    }
  }

  @Test("Fingerprints are ordered as numbers")
  func order() {
    let ascending = [
      Fingerprint128(high: 0, low: .max), Fingerprint128(high: 1, low: 0),
      Fingerprint128(high: 1, low: 1),
    ]
    #expect(ascending.reversed().sorted() == ascending)
  }
}
