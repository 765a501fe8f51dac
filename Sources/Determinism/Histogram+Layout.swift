extension Histogram {
  /// How many leading decimal digits of a value a histogram keeps.
  public enum SignificantDigits: UInt8, CaseIterable, Hashable, Sendable {
    /// Values below 32 are exact, others to 10 %.
    case one = 1
    /// Values below 256 are exact, others to 1 %.
    case two
    /// Values below 2,048 are exact, others to 0.1 %.
    case three
    /// Values below 32,768 are exact, others to 0.01 %.
    case four
    /// Values below 262,144 are exact, others to 0.001 %.
    case five

    /// The bits of a value below which it is exact: 2^magnitude ≥ 2 · 10^digits.
    @inlinable
    var magnitude: Int {
      switch self {
      case .one: 5
      case .two: 8
      case .three: 11
      case .four: 15
      case .five: 18
      }
    }
  }

  /// Which values are counted together.
  ///
  /// With m bits of magnitude, values below 2^m are alone; each further power of two is cut into
  /// 2^(m − 1) cells.
  @frozen
  @usableFromInline
  struct Layout: Hashable, Sendable {
    @usableFromInline let magnitude: Int

    @inlinable
    init(_ digits: SignificantDigits) {
      magnitude = digits.magnitude
    }

    /// The number of a value's cell.
    @inlinable
    func index(of value: UInt64) -> Int {
      let width = shift(of: value)
      return width << (magnitude - 1) + Int(value >> UInt64(width))
    }

    /// The binary logarithm of the number of values that share a value's cell.
    @inlinable
    func shift(of value: UInt64) -> Int {
      64 - magnitude - (value | (1 << UInt64(magnitude) - 1)).leadingZeroBitCount
    }

    /// The least value of a cell.
    @inlinable
    func lowest(at index: Int) -> UInt64 {
      let half = 1 << (magnitude - 1)
      if index < 2 * half { return UInt64(index) }
      return UInt64(index & (half - 1) + half) << UInt64(index >> (magnitude - 1) - 1)
    }

    /// The greatest value that is counted together with a value.
    @inlinable
    func highestEquivalent(_ value: UInt64) -> UInt64 {
      value | (1 << UInt64(shift(of: value)) - 1)
    }
  }
}
