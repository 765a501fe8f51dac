import Determinism
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The distributions against their formulas in floating point, which only this oracle uses.
@Suite("Distributions of the samplers")
struct SamplerDistributionTests {
  struct Case: Sendable {
    var name: String
    var sampler: Sampler
    var mean: Double
    var variance: Double
    /// The probability that a draw is above a time.
    var tail: @Sendable (Double) -> Double
  }

  static func cases() throws -> [Case] {
    // Phi(-5) is 2.9e-7, so truncation moves this mean by less than 0.01 µs.
    let (mean, deviation) = (200_000.0, 40_000.0)
    let (median, sigma) = (1_000_000.0, 0.4)
    let (minimum, alpha) = (100_000.0, 5.0)
    return [
      Case(
        name: "uniform", sampler: try .uniform(low: 0, high: 999_999), mean: 499_999.5,
        variance: 1e12 / 12, tail: { 1 - ($0 + 0.5) / 1e6 }),
      Case(
        name: "exponential", sampler: try .exponential(mean: 1_000_000), mean: 1e6, variance: 1e12,
        tail: { exp(-$0 / 1e6) }),
      Case(
        name: "normal", sampler: try .normal(mean: 200_000, standardDeviation: 40_000), mean: mean,
        variance: deviation * deviation,
        tail: { erfc(($0 - mean) / deviation / 2.0.squareRoot()) / 2 }),
      Case(
        name: "lognormal", sampler: try .lognormal(median: 1_000_000, sigmaMillionths: 400_000),
        mean: median * exp(sigma * sigma / 2),
        variance: median * median * exp(sigma * sigma) * (exp(sigma * sigma) - 1),
        tail: { erfc(log($0 / median) / sigma / 2.0.squareRoot()) / 2 }),
      Case(
        name: "Pareto", sampler: try .pareto(minimum: 100_000, alphaMillionths: 5_000_000),
        mean: alpha * minimum / (alpha - 1),
        variance: minimum * minimum * alpha / ((alpha - 1) * (alpha - 1) * (alpha - 2)),
        tail: { pow(minimum / max($0, minimum), alpha) }),
    ]
  }

  @Test("Mean and variance of many draws are those of the formula, within 1 % and 5 %")
  func moments() throws {
    for item in try Self.cases() {
      var stream = RandomStream(seed: 5, name: item.name, index: 0)
      let count = 150_000
      var (sum, squares) = (0.0, 0.0)
      for _ in 0..<count {
        let deviation = Double(item.sampler.draw(from: &stream)) - item.mean
        sum += deviation
        squares += deviation * deviation
      }
      // Five standard errors of the mean are below 1.3 % of the standard deviation.
      #expect(abs(sum / Double(count)) < 0.013 * item.variance.squareRoot(), "\(item.name)")
      #expect(abs(squares / Double(count) / item.variance - 1) < 0.05, "\(item.name)")
    }
  }

  @Test("The tails of many draws are as heavy as the formula says")
  func sampledTails() throws {
    for item in try Self.cases() {
      var stream = RandomStream(seed: 6, name: item.name, index: 0)
      let count = 150_000
      let draws = (0..<count).map { _ in item.sampler.draw(from: &stream) }.sorted()
      for above in [75_000, 1_500, 150, 15] {  // p50, p99, p99.9 and p99.99.
        let expected = item.tail(Double(draws[count - above]) - 0.5) * Double(count)
        // The rank of a quantile has a standard error of at most the root of its distance from the
        // end.
        #expect(abs(expected - Double(above)) < 5 * Double(above).squareRoot(), "\(item.name)")
      }
    }
  }

  @Test("Quantiles have the tail probability of their word, out to 2^-40")
  func quantiles() throws {
    for item in try Self.cases() {
      for octave in 1...40 {
        for step in 0..<8 {
          // Probabilities (8 + step) / 16 · 2^-octave, and three in the middle of table cells.
          let tail =
            UInt64(8 + step) << UInt64(60 - octave) + UInt64(step * 37) << UInt64(49 - octave)
          let time = Double(item.sampler.quantile(at: 0 &- tail))
          let expected = Double(tail) * 0x1p-64
          // Rounding moves the time by half a microsecond; the tables add 4e-5 of the probability.
          let (high, low) = (item.tail(time - 0.5), item.tail(time + 0.5))
          #expect(
            expected <= high * 1.000_1 && expected >= low * 0.999_9, "\(item.name) \(octave)")
        }
      }
    }
  }

  @Test("The lower half of the normal distribution mirrors the upper one")
  func lowerTail() throws {
    let sampler = try Sampler.normal(mean: 1 << 50, standardDeviation: 1 << 40)
    for octave in 1...40 {
      let tail: UInt64 = 0xB5 << UInt64(56 - octave)
      let upper = sampler.quantile(at: ~tail)
      let lower = sampler.quantile(at: tail)
      #expect(upper - (1 << 50) == (1 << 50) - lower)
    }
  }

  /// The mean of a normal distribution truncated at 0 is mean + deviation · φ(a) / (1 − Φ(a)),
  /// a = −mean / deviation.
  @Test(
    "A truncated normal distribution has its formula's mean", arguments: [0, 500, 1_000, 2_000])
  func truncation(mean: UInt64) throws {
    let deviation = 1_000_000.0
    let sampler = try Sampler.normal(mean: mean * 1_000, standardDeviation: 1_000_000)
    var stream = RandomStream(seed: 8, name: "truncated", index: mean)
    let count = 60_000
    let sum = (0..<count).reduce(0.0) { sum, _ in sum + Double(sampler.draw(from: &stream)) }
    let start = -Double(mean) * 1_000 / deviation
    let density = exp(-start * start / 2) / (2 * Double.pi).squareRoot()
    let kept = erfc(start / 2.0.squareRoot()) / 2
    let expected = Double(mean) * 1_000 + deviation * density / kept
    #expect(abs(sum / Double(count) - expected) < 0.02 * deviation)
    #expect(sampler.quantile(at: 0) <= 1, "nothing is below 0 and nothing near it is left out")
  }

  @Test("Times of a microsecond or less are rounded, not cut off")
  func roundingOfShortTimes() throws {
    let sampler = try Sampler.exponential(mean: 1)
    var stream = RandomStream(seed: 9, name: "short", index: 0)
    let count = 60_000
    let zeros = (0..<count).count { _ in sampler.draw(from: &stream) == 0 }
    #expect(abs(Double(zeros) / Double(count) - (1 - exp(-0.5))) < 0.01)
  }

  @Test("Each sample of an empirical distribution is equally likely")
  func empirical() throws {
    let sampler = try Sampler.empirical([30, 10, 20, 20])
    var stream = RandomStream(seed: 10, name: "empirical", index: 0)
    var counts: [UInt64: Int] = [:]
    for _ in 0..<40_000 { counts[sampler.draw(from: &stream), default: 0] += 1 }
    #expect(counts.keys.sorted() == [10, 20, 30])
    #expect(abs(counts[10, default: 0] - 10_000) < 500)
    #expect(abs(counts[20, default: 0] - 20_000) < 500)
  }
}
