import Determinism
import Testing

@Suite("Generators")
struct GeneratorTests {
  /// Computed with Vigna's `splitmix64.c`, as published with the generators of several languages.
  @Test("SplitMix64 gives the reference sequence of state 1234567")
  func splitMix() {
    var generator = SplitMix64(state: 1_234_567)
    #expect(
      (0..<5).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  /// Computed with Blackman and Vigna's `xoshiro256plusplus.c`, as the Rust crate rand_xoshiro pins
  /// them.
  @Test("xoshiro256++ gives the reference sequence of state 1, 2, 3, 4")
  func xoshiro() {
    var generator = Xoshiro256PlusPlus(1, 2, 3, 4)
    #expect(
      (0..<10).map { _ in generator.next() } == [
        41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386,
        9_228_616_714_210_784_205, 9_973_669_472_204_895_162, 14_011_001_112_246_962_877,
        12_406_186_145_184_390_807, 15_849_039_046_786_891_736, 10_450_023_813_501_588_000,
      ])
  }

  @Test("The state of four zeros is replaced, since the generator would be stuck there")
  func zeroState() {
    var generator = Xoshiro256PlusPlus(0, 0, 0, 0)
    #expect((0..<4).map { _ in generator.next() } != [0, 0, 0, 0])
    #expect(Xoshiro256PlusPlus(0, 0, 0, 0) == Xoshiro256PlusPlus(1, 0, 0, 0))
  }

  @Test("Mixing keeps words apart, and one bit of input moves half the output")
  func mixing() {
    let words = (0..<4_096).map { UInt64($0) << 20 }
    #expect(Set(words.map(mix64)).count == words.count)
    var flips = 0
    for word in words.prefix(256) {
      for bit in 0..<64 {
        flips += (mix64(word) ^ mix64(word ^ 1 << UInt64(bit))).nonzeroBitCount
      }
    }
    let mean = Double(flips) / Double(256 * 64)
    #expect(abs(mean - 32) < 0.25)
  }
}
