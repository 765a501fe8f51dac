import Determinism
import Testing

@Suite("Histogram")
struct HistogramTests {
  static let percentiles: [Percentile] = [
    .p0, .p50, .p90, .p95, .p99, .p999, .p9999, .p100, Percentile(1, of: 3),
    Percentile(1, of: UInt64.max), Percentile(UInt64.max - 1, of: UInt64.max),
  ].compactMap { $0 }

  /// Values of every size, some of them often.
  static func values(count: Int, stream: inout RandomStream) -> [UInt64] {
    (0..<count).map { _ in
      switch stream.below(4) {
      case 0: stream.below(50)
      case 1: stream.next() >> (1 + stream.below(63))
      case 2: 1 << stream.below(63)
      default: 160_064
      }
    }
  }

  @Test(
    "Agrees with the sorted values, to the digits that it keeps",
    arguments: Histogram.SignificantDigits.allCases)
  func sortedOracle(digits: Histogram.SignificantDigits) {
    var stream = RandomStream(seed: 1, name: "histogram", index: UInt64(digits.rawValue))
    for count in [1, 2, 10, 999, 3_000] {
      let sorted = Self.values(count: count, stream: &stream).sorted()
      var shuffled = sorted
      stream.shuffle(&shuffled)
      var histogram = Histogram(digits: digits)
      for value in shuffled { histogram.record(value) }
      #expect(histogram.count == UInt64(count))
      #expect(histogram.min == sorted.first)
      #expect(histogram.max == sorted.last)
      #expect(histogram.sum == sorted.reduce(0) { $0 + UInt128($1) })
      var tolerance: UInt64 = 1
      for _ in 0..<digits.rawValue { tolerance *= 10 }
      for percentile in Self.percentiles {
        // The least number of samples that makes at least the share, and at least one.
        let rank = (1...count).first {
          UInt128($0) * UInt128(percentile.denominator)
            >= UInt128(count) * UInt128(percentile.numerator)
        }
        let exact = sorted[(rank ?? count) - 1]
        let value = histogram.value(at: percentile) ?? 0
        #expect(value >= exact && value - exact <= exact / tolerance, "\(percentile) of \(count)")
        #expect(histogram.samplesAbove(percentile) == UInt64(count - (rank ?? count)))
      }
    }
  }

  /// The values of HdrHistogram's own tests (HistogramTest.java), which keep three digits.
  @Test(
    "Cells are those of HdrHistogram",
    arguments: [
      (1, 1), (2_047, 2_047), (2_500, 2_501), (8_180, 8_183), (8_191, 8_191), (8_193, 8_199),
      (9_995, 9_999), (10_007, 10_007), (10_008, 10_015),
    ] as [(UInt64, UInt64)])
  func publishedCells(value: UInt64, highest: UInt64) {
    var histogram = Histogram(digits: .three)
    histogram.record(value)
    #expect(histogram.map(\.highest) == [highest])
  }

  @Test("A percentile is the greatest value of its cell, clipped to the greatest recorded")
  func clipped() {
    var histogram = Histogram(digits: .three)
    histogram.record(10_007)
    histogram.record(10_008)
    #expect(histogram.value(at: .p50) == 10_007)
    #expect(histogram.value(at: .p99) == 10_008, "the cell reaches to 10,015")
    histogram.record(20_000)
    #expect(histogram.value(at: .p50) == 10_015)
    #expect(histogram.value(at: .p0) == 10_007)
  }

  @Test("With five digits, values below 262,144 are exact")
  func exactValues() {
    let values = [0, 1, 2, 131_071, 131_072, 160_064, 199_964, 262_142, 262_143] as [UInt64]
    var histogram = Histogram(digits: .five)
    for value in values { histogram.record(value, count: value + 1) }
    #expect(histogram.map(\.lowest) == values)
    #expect(histogram.map(\.highest) == values)
    #expect(histogram.map(\.count) == values.map { $0 + 1 })
    histogram.record(262_144)
    #expect(histogram.map(\.highest).last == 262_145, "from here on two share a cell")
    for value in 0..<300 as Range<UInt64> {
      var one = Histogram(digits: .five)
      one.record(value * 873)
      one.record(1 << 40)
      #expect(one.value(at: .p50) == value * 873)
    }
  }

  @Test("Cells tile the numbers: each ends where the next one starts")
  func tiling() {
    for digits in Histogram.SignificantDigits.allCases {
      var value: UInt64 = 0
      var stream = RandomStream(seed: 2, name: "tiling", index: UInt64(digits.rawValue))
      while value < Histogram.greatestValue {
        var histogram = Histogram(digits: digits)
        histogram.record(value)
        guard let cell = histogram.first(where: { _ in true }) else { break }
        #expect(cell.lowest <= value && value <= cell.highest)
        var next = Histogram(digits: digits)
        next.record(cell.highest + 1)
        if cell.highest < Histogram.greatestValue {
          #expect(next.first(where: { _ in true })?.lowest == cell.highest + 1)
        }
        value = cell.highest + 1 + stream.below(cell.highest / 8 + 2)
      }
    }
  }

  @Test("Merging adds up, in any order and grouping")
  func merging() {
    var stream = RandomStream(seed: 3, name: "merge", index: 0)
    let values = Self.values(count: 3_000, stream: &stream)
    var whole = Histogram(digits: .two)
    var parts = [Histogram](repeating: Histogram(digits: .two), count: 5)
    for value in values {
      whole.record(value)
      parts[Int(stream.below(4))].record(value)
    }
    var forwards = Histogram(digits: .two)
    for part in parts { forwards.merge(part) }
    var backwards = Histogram(digits: .two)
    for part in parts.reversed() { backwards.merge(part) }
    #expect(forwards == whole)
    #expect(backwards == whole)
    #expect(parts[4].isEmpty, "an empty part is among them")
  }

  @Test("Counts above a value are those of the sorted values")
  func countsAbove() {
    var stream = RandomStream(seed: 4, name: "above", index: 0)
    let values = (0..<2_000).map { _ in stream.below(2_000) }
    var histogram = Histogram(digits: .three)
    for value in values { histogram.record(value) }
    for bound in stride(from: 0, to: 2_100, by: 37) as StrideTo<UInt64> {
      #expect(histogram.countAbove(bound) == UInt64(values.count { $0 > bound }))
    }
    histogram.record(10_008)
    #expect(histogram.countAbove(10_007) == 1)
    #expect(histogram.countAbove(10_009) == 0, "it is in the cell of 10,008")
    #expect(histogram.countAbove(.max) == 0)
  }

  @Test("The mean is whole and remainder, and sums beyond 64 bits are exact")
  func means() throws {
    var histogram = Histogram()
    #expect(histogram.mean == nil)
    histogram.record(10, count: 2)
    histogram.record(13)
    let mean = try #require(histogram.mean)
    #expect(mean == (11, 0))
    histogram.record(1)
    let second = try #require(histogram.mean)
    #expect(second == (8, 2))
    var large = Histogram()
    large.record(Histogram.greatestValue, count: 1_000_000)
    #expect(large.sum == UInt128(Histogram.greatestValue) * 1_000_000)
    let third = try #require(large.mean)
    #expect(third == (Histogram.greatestValue, 0))
  }

  @Test("An empty histogram has no values, and one value is all of its percentiles")
  func fewValues() {
    var histogram = Histogram()
    #expect(histogram.isEmpty)
    #expect(histogram.min == nil && histogram.max == nil && histogram.value(at: .p50) == nil)
    #expect(histogram.samplesAbove(.p50) == 0)
    histogram.record(7, count: 0)
    #expect(histogram == Histogram())
    histogram.record(.max)
    #expect(histogram.max == Histogram.greatestValue)
    for percentile in Self.percentiles {
      #expect(histogram.value(at: percentile) == Histogram.greatestValue)
    }
  }

  @Test("Fractions above 1 and without a denominator are no percentiles")
  func percentileRefusals() {
    #expect(Percentile(2, of: 1) == nil)
    #expect(Percentile(0, of: 0) == nil)
    #expect(Percentile(999, of: 1_000) == .p999)
    #expect(Percentile.p999.rank(among: 1_000) == 999)
    #expect(Percentile.p999.rank(among: 1_001) == 1_000)
    #expect(Percentile.p100.rank(among: .max) == .max)
    #expect(Percentile.p0.rank(among: 5) == 1)
  }
}
