import Determinism
import Testing

@Suite("Samplers")
struct SamplerTests {
  struct Golden: Sendable {
    var sampler: Sampler
    var draws: [UInt64]
  }

  /// Computed by an independent program from the tables and the stream of seed 2026.
  static func goldens() throws -> [Golden] {
    [
      Golden(sampler: try .constant(7), draws: [7, 7, 7, 7, 7, 7, 7, 7]),
      Golden(
        sampler: try .uniform(low: 10, high: 1_000),
        draws: [960, 798, 311, 215, 886, 78, 837, 869]),
      Golden(
        sampler: try .exponential(mean: 10_000),
        draws: [32_018, 15_902, 3_627, 2_325, 21_581, 711, 18_047, 20_183]),
      Golden(
        sampler: try .normal(mean: 25_000, standardDeviation: 5_000),
        draws: [33_714, 29_139, 22_439, 20_923, 30_988, 17_571, 29_880, 30_564]),
      Golden(
        sampler: try .normal(mean: 100, standardDeviation: 1_000),
        draws: [2_115, 1_326, 417, 281, 1_635, 93, 1_448, 1_563]),
      Golden(
        sampler: try .lognormal(median: 25_000, sigmaMillionths: 500_000),
        draws: [59_755, 37_818, 19_351, 16_630, 45_498, 11_893, 40_727, 43_611]),
      Golden(
        sampler: try .pareto(minimum: 1_000, alphaMillionths: 1_500_000),
        draws: [8_453, 2_887, 1_274, 1_168, 4_215, 1_049, 3_330, 3_840]),
      Golden(sampler: try .empirical([13, 5, 11, 7]), draws: [13, 13, 7, 5, 13, 5, 13, 13]),
    ]
  }

  @Test("Draws are those of the independent program")
  func golden() throws {
    for golden in try Self.goldens() {
      var stream = RandomStream(seed: 2_026, name: "golden", index: 0)
      #expect(golden.draws.indices.map { _ in golden.sampler.draw(from: &stream) } == golden.draws)
    }
  }

  /// Parameters as large, as small and as odd as a user may type.
  static func absurd() throws -> [Sampler] {
    let longest = Sampler.longest
    var samplers: [Sampler] = [
      try .constant(0), try .constant(longest),
      try .uniform(low: 0, high: 0), try .uniform(low: 0, high: longest),
      try .uniform(low: longest, high: longest),
      try .empirical([0]), try .empirical([longest, 0]),
    ]
    let times: [UInt64] = [0, 1, 2, 1_000, 1 << 31, 1 << 32, 1 << 52, longest - 1, longest]
    for time in times {
      samplers.append(try .exponential(mean: time))
      for other in times {
        samplers.append(try .normal(mean: time, standardDeviation: other))
      }
      for sigma: UInt64 in [0, 1, 1_000, 1_000_000, 44_361_420, 1_000_000_000] {
        samplers.append(try .lognormal(median: time, sigmaMillionths: sigma))
      }
      for alpha: UInt64 in [1, 2, 1_000, 1_000_000, 1_000_000_000_000] {
        samplers.append(try .pareto(minimum: time, alphaMillionths: alpha))
      }
    }
    return samplers
  }

  @Test("No parameter overflows: quantiles rise with the word and stay within the longest time")
  func saturation() throws {
    var words: [UInt64] = [0, 1, .max, .max - 1]
    for bit in 0..<64 {
      let power: UInt64 = 1 << UInt64(bit)
      words += [power, power - 1, power + 1, ~power, 0 &- power]
    }
    words.sort()
    for sampler in try Self.absurd() {
      var last: UInt64 = 0
      for word in words {
        let quantile = sampler.quantile(at: word)
        #expect(quantile >= last && quantile <= Sampler.longest, "\(sampler) at \(word)")
        last = quantile
      }
      var stream = RandomStream(seed: 1, name: "absurd", index: 0)
      #expect((0..<4).allSatisfy { _ in sampler.draw(from: &stream) <= Sampler.longest })
    }
  }

  @Test("Absurd parameters reach the bounds that they should")
  func bounds() throws {
    #expect(
      try Sampler.lognormal(median: 1, sigmaMillionths: 1_000_000_000).quantile(at: .max)
        == Sampler.longest)
    #expect(try Sampler.lognormal(median: 1, sigmaMillionths: 1_000_000_000).quantile(at: 0) == 0)
    #expect(try Sampler.lognormal(median: 0, sigmaMillionths: 1_000_000).quantile(at: .max) == 0)
    #expect(
      try Sampler.pareto(minimum: 1, alphaMillionths: 1).quantile(at: 1 << 63)
        == Sampler.longest)
    #expect(
      try Sampler.pareto(minimum: 77, alphaMillionths: 1_000_000_000_000)
        .quantile(at: 0xFFFF << 48) == 77)
    #expect(try Sampler.exponential(mean: Sampler.longest).quantile(at: .max) == Sampler.longest)
    #expect(try Sampler.uniform(low: 3, high: 5).quantile(at: .max) == 5)
    #expect(try Sampler.uniform(low: 3, high: 5).quantile(at: 0) == 3)
    #expect(try Sampler.normal(mean: 900, standardDeviation: 0).quantile(at: 12) == 900)
  }

  @Test("Wrong parameters are refused with a reason")
  func refusals() {
    let tooLong = Sampler.longest + 1
    #expect(throws: SamplerError.tooLong(tooLong)) { try Sampler.constant(tooLong) }
    #expect(throws: SamplerError.tooLong(tooLong)) { try Sampler.exponential(mean: tooLong) }
    #expect(throws: SamplerError.tooLong(.max)) { try Sampler.uniform(low: 0, high: .max) }
    #expect(throws: SamplerError.tooLong(tooLong)) {
      try Sampler.normal(mean: 1, standardDeviation: tooLong)
    }
    #expect(throws: SamplerError.tooLong(tooLong)) { try Sampler.empirical([1, tooLong]) }
    #expect(throws: SamplerError.noSamples) { try Sampler.empirical([]) }
    #expect(throws: SamplerError.boundsInverted(low: 2, high: 1)) {
      try Sampler.uniform(low: 2, high: 1)
    }
    #expect(throws: SamplerError.sigmaTooLarge(millionths: 1_000_000_001)) {
      try Sampler.lognormal(median: 1, sigmaMillionths: 1_000_000_001)
    }
    #expect(throws: SamplerError.alphaOutOfRange(millionths: 0)) {
      try Sampler.pareto(minimum: 1, alphaMillionths: 0)
    }
    #expect(
      SamplerError.sigmaTooLarge(millionths: 1_000_010_000).description
        == "sigma 1000.01 is above 1000")
    #expect(
      SamplerError.boundsInverted(low: 2, high: 1).description
        == "the lower bound 2 us is above 1 us")
  }

  @Test("A draw takes one word, none for a constant")
  func words() throws {
    for sampler in [
      try Sampler.exponential(mean: 5), try .normal(mean: 5, standardDeviation: 2),
      try .lognormal(median: 5, sigmaMillionths: 1), try .pareto(minimum: 5, alphaMillionths: 1),
      try .uniform(low: 0, high: 7), try .empirical([1, 2]),
    ] {
      var drawn = RandomStream(seed: 1, name: "words", index: 0)
      var stepped = drawn
      _ = sampler.draw(from: &drawn)
      _ = stepped.next()
      #expect(drawn == stepped)
    }
    var stream = RandomStream(seed: 1, name: "words", index: 0)
    let before = stream
    _ = try Sampler.constant(5).draw(from: &stream)
    #expect(stream == before)
  }
}
