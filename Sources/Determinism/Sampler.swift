/// A distribution of times in whole microseconds, drawn by integer arithmetic alone.
///
/// A draw takes one word of the stream, none for a constant, and rarely more for the uniform and
/// the empirical distribution; it is the quantile at that word, from checked-in integer tables.
/// Results are rounded to the nearest microsecond and at most ``longest``, so that no parameter
/// overflows.
@frozen
public struct Sampler: Hashable, Sendable {
  /// A distribution that a formula gives: four words, which a loop may copy without counting
  /// references.
  @frozen
  public struct Curve: Hashable, Sendable {
    @usableFromInline
    @frozen
    enum Kind: Hashable, Sendable { case constant, uniform, exponential, normal, lognormal, pareto }

    @usableFromInline let kind: Kind
    /// The constant, low bound, mean, median or minimum.
    @usableFromInline let location: UInt64
    /// What the kind needs besides: see the sampler's initialisers.
    @usableFromInline let scale: UInt64
    /// The least word whose normal quantile is not negative.
    @usableFromInline let floor: UInt64
  }

  @usableFromInline let formula: Curve
  /// The samples of the empirical distribution; none for any other.
  @usableFromInline let samples: [UInt64]

  /// The formula that draws come from; nil for the empirical distribution, which has none.
  @inlinable
  public var curve: Curve? { samples.isEmpty ? formula : nil }

  /// The longest time that is drawn or taken as a parameter: 2^53 − 1 µs, some 285 years.
  @inlinable
  public static var longest: UInt64 { 1 << 53 - 1 }

  @usableFromInline
  init(
    _ kind: Curve.Kind, _ location: UInt64, scale: UInt64 = 0, floor: UInt64 = 0,
    samples: [UInt64] = []
  ) throws(SamplerError) {
    guard location <= Self.longest else { throw .tooLong(location) }
    formula = Curve(kind: kind, location: location, scale: scale, floor: floor)
    self.samples = samples
  }

  /// Always the same time.
  ///
  /// - Throws: ``SamplerError/tooLong(_:)``.
  public static func constant(_ time: UInt64) throws(SamplerError) -> Sampler {
    try Sampler(.constant, time)
  }

  /// Every time from the lower to the upper bound, both included, equally likely.
  ///
  /// - Throws: ``SamplerError/boundsInverted(low:high:)``, ``SamplerError/tooLong(_:)``.
  public static func uniform(low: UInt64, high: UInt64) throws(SamplerError) -> Sampler {
    guard low <= high else { throw .boundsInverted(low: low, high: high) }
    guard high <= longest else { throw .tooLong(high) }
    return try Sampler(.uniform, low, scale: high - low + 1)
  }

  /// The exponential distribution: what passes between events that come at a constant rate.
  ///
  /// The longest draw is 44 times the mean.
  ///
  /// - Throws: ``SamplerError/tooLong(_:)``.
  public static func exponential(mean: UInt64) throws(SamplerError) -> Sampler {
    try Sampler(.exponential, mean)
  }

  /// The normal distribution, truncated at 0: what is drawn is distributed as the part that is not
  /// negative.
  ///
  /// So the drawn mean is above the parameter where the standard deviation is not small beside it.
  /// Draws stay within 7.15 standard deviations.
  ///
  /// - Throws: ``SamplerError/tooLong(_:)``.
  public static func normal(
    mean: UInt64, standardDeviation: UInt64
  ) throws(SamplerError) -> Sampler {
    guard standardDeviation <= longest else { throw .tooLong(standardDeviation) }
    let whole = try Sampler(.normal, mean, scale: standardDeviation)
    // The quantile rises with the word: find the least word that is not below 0.
    var (low, high) = (UInt64(0), UInt64(1) << 63)
    while low < high {
      let middle = low + (high - low) / 2
      let below = whole.formula.deviation(tail: middle) > mean
      (low, high) = below ? (middle + 1, high) : (low, middle)
    }
    return try Sampler(.normal, mean, scale: standardDeviation, floor: low)
  }

  /// The distribution whose logarithm is normal, as measured network delays often are.
  ///
  /// - Parameters:
  ///   - median: The median in microseconds; the mean is median · exp(sigma² / 2).
  ///   - sigmaMillionths: The standard deviation of the natural logarithm, in millionths.
  /// - Throws: ``SamplerError/tooLong(_:)``, ``SamplerError/sigmaTooLarge(millionths:)``.
  public static func lognormal(
    median: UInt64, sigmaMillionths: UInt64
  ) throws(SamplerError) -> Sampler {
    guard sigmaMillionths <= 1_000_000_000 else {
      throw .sigmaTooLarge(millionths: sigmaMillionths)
    }
    guard median > 0 else { return try .constant(0) }
    // log2(e) in Q62, so that the scale is sigma · log2(e) in Q32.
    let logarithmOfE: UInt128 = 0x5C55_1D94_AE0B_F85E
    let scale = (UInt128(sigmaMillionths) * logarithmOfE / 1_000_000) >> 30
    return try Sampler(.lognormal, median, scale: UInt64(scale))
  }

  /// The Pareto distribution: P(time > t) = (minimum / t)^alpha, with a tail that a power bounds.
  ///
  /// - Parameters:
  ///   - minimum: The shortest time in microseconds.
  ///   - alphaMillionths: The exponent in millionths; the mean is finite above 1, the variance
  ///     above 2.
  /// - Throws: ``SamplerError/tooLong(_:)``, ``SamplerError/alphaOutOfRange(millionths:)``.
  public static func pareto(
    minimum: UInt64, alphaMillionths: UInt64
  ) throws(SamplerError) -> Sampler {
    guard (1...1_000_000_000_000).contains(alphaMillionths) else {
      throw .alphaOutOfRange(millionths: alphaMillionths)
    }
    guard minimum > 0 else { return try .constant(0) }
    // 1 / alpha in Q32.
    return try Sampler(.pareto, minimum, scale: (1_000_000 << 32) / alphaMillionths)
  }

  /// One of the samples, each equally likely; their order does not matter.
  ///
  /// - Throws: ``SamplerError/noSamples``, ``SamplerError/tooLong(_:)``.
  public static func empirical(_ samples: [UInt64]) throws(SamplerError) -> Sampler {
    let sorted = samples.sorted()
    guard let first = sorted.first, let last = sorted.last else { throw .noSamples }
    guard last <= longest else { throw .tooLong(last) }
    return try Sampler(.constant, first, samples: sorted)
  }
}
