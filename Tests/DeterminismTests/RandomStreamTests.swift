import Determinism
import Testing

@Suite("Random streams")
struct RandomStreamTests {
  struct Golden: Sendable {
    var seed: UInt64
    var name: String
    var index: UInt64
    var words: [UInt64]
  }

  /// Computed by an independent program from the documented bytes.
  static let goldens = [
    Golden(
      seed: 1, name: "link.delay", index: 0,
      words: [
        0x8a67_8df0_9e1a_06fd, 0x1aee_b98b_a2c4_3cf8, 0x9cbb_294b_db28_e869, 0x48e5_9cef_345d_bfa9,
      ]),
    Golden(
      seed: 1, name: "link.delay", index: 1,
      words: [
        0x1e6b_a8bf_1817_7df1, 0xd934_4388_8398_236c, 0x685f_a3c0_9a9f_be4e, 0x9048_b9c4_291c_3043,
      ]),
    Golden(
      seed: 9_007_199_254_740_991, name: "", index: 0,
      words: [
        0x3e5e_a874_3529_f893, 0xe1b5_bca5_6ac3_3495, 0x7027_c044_b276_43b1, 0x82bc_e843_f129_a235,
      ]),
    Golden(
      seed: 42, name: "naïve", index: 7,
      words: [
        0x68f6_be52_36b6_b662, 0x5c5c_3c34_64ad_c73f, 0x632e_0828_0ac8_a8f2, 0xdbec_3e56_d6c7_13d5,
      ]),
  ]

  @Test("The key is the hash of seed, name and index", arguments: goldens)
  func keyed(golden: Golden) {
    var stream = RandomStream(seed: golden.seed, name: golden.name, index: golden.index)
    #expect((0..<4).map { _ in stream.next() } == golden.words)
  }

  @Test("The length before the name keeps neighbours apart")
  func unambiguous() {
    // Without a length, a name that ends on zero bytes would run into the index.
    let streams = [
      RandomStream(seed: 1, name: "a", index: 0), RandomStream(seed: 1, name: "a\0", index: 0),
      RandomStream(seed: 1, name: "a", index: 1), RandomStream(seed: 2, name: "a", index: 0),
      RandomStream(seed: 1, name: "", index: 0x61 << 56),
      RandomStream(seed: 1, name: "é", index: 0), RandomStream(seed: 1, name: "e\u{301}", index: 0),
    ]
    #expect(Set(streams).count == streams.count)
  }

  @Test("A stream is a value of 32 bytes, and a copy repeats its draws")
  func copies() {
    #expect(MemoryLayout<RandomStream>.size == 32)
    var first = RandomStream(seed: 3, name: "copy", index: 0)
    _ = first.next()
    var second = first
    #expect((0..<8).map { _ in first.next() } == (0..<8).map { _ in second.next() })
  }

  @Test("Bounded draws are those of the independent program")
  func boundedGolden() {
    var stream = RandomStream(seed: 7, name: "bounded", index: 0)
    let bounds: [UInt64] = [1, 2, 3, 10, 1_000, 1 << 63, 1 << 63 + 1, .max]
    #expect(
      bounds.map { stream.below($0) } == [
        0, 1, 1, 5, 220, 8_518_473_731_834_199_210, 3_688_230_883_544_704_755,
        434_454_187_905_409_286,
      ])
  }

  @Test("Bounded draws are uniform", arguments: [2, 3, 7, 10, 64] as [UInt64])
  func boundedUniform(bound: UInt64) {
    var stream = RandomStream(seed: 11, name: "uniform", index: bound)
    var counts = [Int](repeating: 0, count: Int(bound))
    let draws = 40_000
    for _ in 0..<draws { counts[Int(stream.below(bound))] += 1 }
    let expected = Double(draws) / Double(bound)
    let chiSquare = counts.reduce(0) { sum, count in
      sum + (Double(count) - expected) * (Double(count) - expected) / expected
    }
    // Mean bound − 1, variance 2 (bound − 1): eight deviations above the mean.
    let freedom = Double(bound - 1)
    #expect(chiSquare < freedom + 8 * (2 * freedom).squareRoot())
  }

  @Test("A bound of three quarters of the range rejects a quarter of the words and stays unbiased")
  func rejection() {
    // Without rejection, results divisible by 3 would come twice as often as the others.
    let bound: UInt64 = 3 << 62
    var stream = RandomStream(seed: 13, name: "rejection", index: 0)
    let draws = 30_000
    var divisible = 0
    for _ in 0..<draws where stream.below(bound) % 3 == 0 { divisible += 1 }
    #expect(abs(divisible - draws / 3) < 500)
  }

  @Test("Shuffling is that of the independent program, and every order is equally likely")
  func shuffling() {
    var stream = RandomStream(seed: 7, name: "shuffle", index: 0)
    var digits = Array(0..<10)
    stream.shuffle(&digits)
    #expect(digits == [7, 1, 4, 6, 8, 0, 2, 9, 3, 5])

    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 {
      var order = [0, 1, 2, 3]
      stream.shuffle(&order)
      counts[order, default: 0] += 1
    }
    #expect(counts.count == 24)
    #expect(counts.values.allSatisfy { abs($0 - 1_000) < 200 })

    var none: [Int] = []
    var one = [5]
    let before = stream
    stream.shuffle(&none)
    stream.shuffle(&one)
    #expect(one == [5])
    #expect(stream == before)
  }

  @Test("Chances come as often as they say", arguments: [1, 250_000_000, 500_000_000, 999_999_999])
  func chances(parts: UInt64) throws {
    let probability = try #require(Probability(partsPerBillion: parts))
    var stream = RandomStream(seed: 17, name: "chance", index: parts)
    var hits = 0
    let draws = 40_000
    for _ in 0..<draws where stream.chance(probability) { hits += 1 }
    let expected = Double(draws) * Double(parts) / 1e9
    #expect(abs(Double(hits) - expected) <= 6 * max(1, expected).squareRoot())
  }

  @Test("Never and always are exact, and every chance takes one word")
  func certainty() throws {
    var stream = RandomStream(seed: 19, name: "certainty", index: 0)
    var other = stream
    let draws = 1_000
    #expect((0..<draws).count { _ in stream.chance(.always) } == draws)
    #expect((0..<draws).count { _ in other.chance(.never) } == 0)
    #expect(stream == other)
    #expect(Probability(partsPerBillion: 1_000_000_001) == nil)
    #expect(Probability(partsPerBillion: 1_000_000_000) == .always)
    #expect(Probability(partsPerBillion: 0) == .never)
    let half = try #require(Probability(partsPerBillion: 500_000_000))
    #expect(.never < half && half < .always)
    #expect(half.description == "500000000 ppb")
  }

  @Test("Seeds stay below 2^53")
  func seeds() throws {
    #expect(try Seed(9_007_199_254_740_991) == .maximum)
    #expect(throws: SeedError.tooLarge(9_007_199_254_740_992)) { try Seed(9_007_199_254_740_992) }
    #expect(
      SeedError.tooLarge(1 << 53).description
        == "seed 9007199254740992 is not below 2^53 (9007199254740991 is the greatest)")
    #expect(try Seed(5) < Seed(6))
  }
}
