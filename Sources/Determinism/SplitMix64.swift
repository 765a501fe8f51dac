/// The SplitMix64 generator: a counter and a mixing function, one word of state.
///
/// - Source: Steele, Lea and Flood, *Fast splittable pseudorandom number generators* (OOPSLA 2014);
///   constants as in Vigna's public-domain `splitmix64.c`.
@frozen
public struct SplitMix64: Hashable, Sendable {
  /// The counter; every value is a good one.
  public var state: UInt64

  /// Starts the sequence that belongs to the state.
  @inlinable
  public init(state: UInt64) {
    self.state = state
  }

  /// Returns the next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return mix64(state)
  }
}

/// Returns the word scrambled by a bijection: the finaliser of SplitMix64.
///
/// Every bit of the result depends on every bit of the word; 0 stays 0.
///
/// - Source: David Stafford's variant 13 of the finaliser of MurmurHash3.
@inlinable
public func mix64(_ word: UInt64) -> UInt64 {
  let once = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
  let twice = (once ^ (once >> 27)) &* 0x94D0_49BB_1331_11EB
  return twice ^ (twice >> 31)
}
