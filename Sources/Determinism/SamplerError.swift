/// Why a distribution cannot be sampled.
public enum SamplerError: Error, Hashable, Sendable {
  /// A time is longer than ``Sampler/longest``.
  case tooLong(UInt64)
  /// The lower bound of a uniform distribution is above the upper one.
  case boundsInverted(low: UInt64, high: UInt64)
  /// The sigma of a lognormal distribution is above 1,000.
  case sigmaTooLarge(millionths: UInt64)
  /// The alpha of a Pareto distribution is 0, or above 1,000,000.
  case alphaOutOfRange(millionths: UInt64)
  /// An empirical distribution has no sample.
  case noSamples
}

extension SamplerError: CustomStringConvertible {
  /// The reason in words.
  public var description: String {
    switch self {
    case .tooLong(let time): "\(time) us is longer than \(Sampler.longest) us"
    case .boundsInverted(let low, let high): "the lower bound \(low) us is above \(high) us"
    case .sigmaTooLarge(let millionths):
      "sigma \(Self.decimal(millionths)) is above 1000"
    case .alphaOutOfRange(let millionths):
      "alpha \(Self.decimal(millionths)) is not above 0 and at most 1000000"
    case .noSamples: "an empirical distribution needs a sample"
    }
  }

  /// Millionths as a decimal number without trailing zeros.
  private static func decimal(_ millionths: UInt64) -> String {
    let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
    guard rest != 0 else { return String(whole) }
    var digits = String(rest)
    digits = String(repeating: "0", count: 6 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}
