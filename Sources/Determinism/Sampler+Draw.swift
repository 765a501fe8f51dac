extension Sampler {
  /// Draws a time in microseconds.
  @inlinable
  public func draw(from stream: inout RandomStream) -> UInt64 {
    if samples.isEmpty { return formula.draw(from: &stream) }
    return samples[Int(stream.below(UInt64(samples.count)))]
  }

  /// Returns the time that a fraction word / 2^64 of the draws stay below.
  ///
  /// It rises with the word. A draw is the quantile at a random word.
  @inlinable
  public func quantile(at word: UInt64) -> UInt64 {
    if samples.isEmpty { return formula.quantile(at: word) }
    return samples[Int(word.multipliedFullWidth(by: UInt64(samples.count)).high)]
  }
}

extension Sampler.Curve {
  /// Draws a time in microseconds.
  @inlinable
  public func draw(from stream: inout RandomStream) -> UInt64 {
    switch kind {
    case .constant: location
    case .uniform: location + stream.below(scale)
    case .exponential, .normal, .lognormal, .pareto: quantile(at: stream.next())
    }
  }

  /// Returns the time that a fraction word / 2^64 of the draws stay below.
  @inlinable
  func quantile(at word: UInt64) -> UInt64 {
    switch kind {
    case .constant:
      return location
    case .uniform:
      return location + word.multipliedFullWidth(by: scale).high
    case .exponential:
      // ln(2) in Q64 takes the logarithm from base 2 to base e.
      let logarithm = FixedPoint.negativeLogarithm(~word)
        .multipliedFullWidth(by: 0xB172_17F7_D1CF_79AC).high
      let product = location.multipliedFullWidth(by: logarithm)
      let time = product.high << 7 | product.low >> 57
      return Swift.min(time + (product.low >> 56) & 1, Sampler.longest)
    case .normal:
      // Spreads the words over those that are not below the floor.
      let kept = word + (~word).multipliedFullWidth(by: floor).high
      // All ones above the median: one branch less to mispredict.
      let side = Int64(bitPattern: kept) >> 63
      let size = Int64(deviation(tail: kept ^ UInt64(bitPattern: side)))
      let time = Int64(location) + size - 2 * (size & ~side)
      return Swift.min(UInt64(Swift.max(time, 0)), Sampler.longest)
    case .lognormal:
      let side = Int64(bitPattern: word) >> 63
      let product = FixedPoint.normalQuantile(tail: word ^ UInt64(bitPattern: side))
        .multipliedFullWidth(by: scale)
      let size = Int64(truncatingIfNeeded: product.high << 36 | product.low >> 28)
      return FixedPoint.scaled(location, exponent: size - 2 * (size & ~side))
    case .pareto:
      let product = FixedPoint.negativeLogarithm(~word).multipliedFullWidth(by: scale)
      let exponent = Int64(truncatingIfNeeded: product.high << 7 | product.low >> 57)
      return FixedPoint.scaled(location, exponent: exponent)
    }
  }

  /// How far from the mean a normal draw is at a tail of probability tail / 2^64, rounded.
  @inlinable
  func deviation(tail: UInt64) -> UInt64 {
    let product = FixedPoint.normalQuantile(tail: tail).multipliedFullWidth(by: scale)
    return product.high << 36 + product.low >> 28 + (product.low >> 27) & 1
  }
}
