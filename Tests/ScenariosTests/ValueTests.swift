import Determinism
import Testing

@testable import Scenarios

@Suite("Values with units are read exactly")
struct ValueTests {
  @Test(
    "Durations",
    arguments: [
      ("25 ms", 25_000), ("25ms", 25_000), ("13.3 ms", 13_300), ("64 us", 64), ("64 µs", 64),
      ("2 s", 2_000_000), ("1 h", 3_600_000_000), ("0.000001 s", 1), ("1_000 us", 1_000),
      ("1.5 min", 90_000_000), ("1 d", 86_400_000_000), ("0 ms", 0), ("025 ms", 25_000),
    ] as [(String, Int64)])
  func durations(text: String, microseconds: Int64) throws {
    #expect(try Dimension.duration.parse(text) == microseconds)
  }

  @Test(
    "What is not a duration",
    arguments: [
      "", " ", "ms", "25", "25 m", "25 MS", "1e3 ms", "+5 ms", "- 5 ms", "5 ms ", "5. ms",
      "1__0 ms",
      "0x10 ms", "½ ms", "２５ ms", "1.0000001 s", "25 ms 3", "1,5 ms", "NaN ms", "_1 ms", "1_ ms",
    ])
  func notDurations(text: String) {
    #expect(throws: Malformed.self) { try Dimension.duration.parse(text) }
  }

  @Test("The longest duration fits, one more does not, and nothing overflows on the way")
  func limits() {
    #expect((try? Dimension.duration.parse("9007199254740991 us")) == 9_007_199_254_740_991)
    #expect((try? Dimension.duration.parse("9007199254740992 us")) == nil)
    #expect((try? Dimension.duration.parse("999999999999999999 d")) == nil)
    #expect((try? Dimension.duration.parse("9999999999999999999999 us")) == nil)
  }

  @Test("A duration is written so that it reads back the same")
  func durationText() throws {
    var step: UInt64 = 1
    for count in 0..<200 {
      step = step &* 6_364_136_223_846_793_005 &+ UInt64(count)
      let duration = Ticks(step >> UInt64(11 + count % 50))
      let text = Scenarios.durationText(duration)
      #expect(try Dimension.duration.parse(text) == Int64(duration.microseconds), "\(text)")
    }
    #expect(Scenarios.durationText(Ticks(13_300)) == "13.3 ms")
    #expect(Scenarios.durationText(Ticks(160_064)) == "160.064 ms")
    #expect(Scenarios.durationText(Ticks(64)) == "64 us")
    #expect(Scenarios.durationText(.seconds(90)) == "90 s")
    #expect(Scenarios.durationText(.never) == "never")
  }

  @Test(
    "Probabilities, in parts per billion",
    arguments: [
      ("0.5 %", 5_000_000), ("1/200", 5_000_000), ("100 %", 1_000_000_000), ("0 %", 0),
      ("1/3", 333_333_333), ("2/3", 666_666_667), ("1 / 2", 500_000_000), ("200 ppm", 200_000),
      ("7 ppb", 7), ("0/5", 0), ("18446744073709551615/18446744073709551615", 1_000_000_000),
    ] as [(String, UInt32)])
  func probabilities(text: String, parts: UInt32) throws {
    let probability = try Probability(parsing: text)
    #expect(probability.partsPerBillion == parts)
    #expect(try Probability(parsing: probability.percentText) == probability)
  }

  @Test(
    "What is not a probability", arguments: ["1/2/3", "/2", "1/", "-1/2", "0.5/1", "50", "1 /"])
  func notProbabilities(text: String) {
    #expect(throws: Malformed.self) { try Probability(parsing: text) }
  }

  @Test(
    "Rates, in lowest terms",
    arguments: [
      ("200/s", 1, 5_000), ("1/min", 1, 60_000_000), ("12.5/s", 1, 80_000),
      ("3 per 2 s", 3, 2_000_000), ("1000 / s", 1, 1_000), ("7/ms", 7, 1_000),
      ("2/2s", 1, 1_000_000),
    ] as [(String, UInt64, UInt64)])
  func rates(text: String, count: UInt64, span: UInt64) throws {
    let rate = try Rate(parsing: text)
    #expect(rate == Rate(count, per: Ticks(span)))
    #expect(try Rate(parsing: rate.description) == rate)
  }

  @Test("What is not a rate", arguments: ["0/s", "1/0 s", "1 per 0 s", "200", "/s", "1/x", "1/"])
  func notRates(text: String) {
    #expect(throws: Malformed.self) { try Rate(parsing: text) }
  }

  @Test(
    "Sizes and bandwidths, in bytes",
    arguments: [
      ("500 B", 500), ("4 KiB", 4_096), ("4 GiB", 4_294_967_296), ("1.5 kB", 1_500),
    ] as [(String, Int64)])
  func sizes(text: String, bytes: Int64) throws {
    #expect(try Dimension.size.parse(text) == bytes)
    #expect(try Dimension.size.parse(sizeText(UInt64(bytes))) == bytes)
    #expect(try Dimension.bandwidth.parse("20 Mbit/s") == 2_500_000)
    #expect(try Dimension.bandwidth.parse(bandwidthText(2_500_000)) == 2_500_000)
    #expect(bandwidthText(2_500_000) == "20 Mbit/s")
  }

  @Test("Counts know thousands, millions and milliards")
  func counts() throws {
    let count = Dimension.count(0...(1 << 53 - 1))
    #expect(try count.parse("50M") == 50_000_000)
    #expect(try count.parse("1.5k") == 1_500)
    #expect(try count.parse("2 G") == 2_000_000_000)
    #expect(throws: Malformed.self) { try count.parse("1.5") }
  }

  @Test(
    "Expressions of the write path: 160.064 ms and three hops",
    arguments: [("0 ms", 160_064), ("13.3 ms", 199_964), ("25 ms", 235_064)] as [(String, Int64)])
  func expressions(delay: String, expected: Int64) throws {
    let names = [Named("replicaDelay", delay), Named("n", "4"), Named("half", "0.5")]
    for text in [
      "160.064 ms + 3 * $replicaDelay", "3*replicaDelay+160.064ms",
      "$replicaDelay * 3 + 160.064 ms", "200.064 ms - 40 ms + n * $replicaDelay - $replicaDelay",
      "160.064 ms + 6 * half * $replicaDelay",
    ] {
      #expect(
        try Expression.value(of: text, in: .duration, names: names) == expected, "\(text)")
    }
  }

  @Test("Expressions of counts, rates and sizes")
  func otherExpressions() throws {
    let names = [Named("n", "7"), Named("rate", "200/s"), Named("body", "500 B")]
    #expect(try Expression.value(of: "2 * n - 1", in: .count(0...100), names: names) == 13)
    #expect(try Expression.value(of: "n * $rate", in: .throughput, names: names) == 1_400_000)
    #expect(try Expression.value(of: "$body * n + 1 KiB", in: .size, names: names) == 4_524)
    #expect(try Expression.value(of: "1k", in: .count(0...9_999), names: names) == 1_000)
    #expect(try Expression.value(of: "-5 ms", in: .duration, names: names) == -5_000)
  }

  @Test(
    "What is not an expression",
    arguments: [
      "", "+", "1 ms +", "1 ms 2 ms", "ms", "3", "1 ms * 1 ms", "$", "$x", "(1 ms)", "1 ms / 2",
      "999999999999999999 * 999999999999999999 * 999999999999999999 * 1 ms", "0.1 us",
      String(repeating: "1 * ", count: 200) + "1 ms",
    ])
  func notExpressions(text: String) {
    #expect(throws: Malformed.self) {
      try Expression.value(of: text, in: .duration, names: [Named("n", "4")])
    }
  }

  @Test("A bound is met on its side of the edge only")
  func bounds() {
    #expect(FigureBound.equal(100, tolerance: 2).isMet(by: 98))
    #expect(!FigureBound.equal(100, tolerance: 2).isMet(by: 97))
    #expect(FigureBound.equal(Int64.max, tolerance: 0).isMet(by: Int64.max))
    #expect(!FigureBound.equal(Int64.max, tolerance: 5).isMet(by: Int64.min))
    #expect(FigureBound.atLeast(10).isMet(by: 10) && !FigureBound.above(10).isMet(by: 10))
    #expect(FigureBound.atMost(10).isMet(by: 10) && !FigureBound.below(10).isMet(by: 10))
    #expect(!FigureBound.atLeast(10).isMet(by: 9) && !FigureBound.atMost(10).isMet(by: 11))
  }
}
