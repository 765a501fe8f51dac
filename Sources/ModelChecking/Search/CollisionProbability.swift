/// The probability that among so many fingerprints two are the same, as if they were drawn: at most n(n − 1) / 2^(bits + 1).
///
/// It is computed in integers, and rounded down to two digits.
///
/// - Source: the birthday bound; Stern and Dill, *Improved probabilistic verification by hash compaction* (CHARME 1995).
struct CollisionProbability: CustomStringConvertible {
  let description: String

  init(states: Int, bits: Int) {
    if states < 2 {
      description = "0"
      return
    }
    // value = numerator · 2^exponent · 10^−digits throughout, until the exponent is used up.
    var numerator = UInt128(states) * UInt128(states - 1)
    var exponent = -(bits + 1)
    var digits = 0
    while exponent < 0 {
      if numerator < 1 << 120 {
        numerator *= 10
        digits += 1
      } else {
        numerator >>= 1
        exponent += 1
      }
    }
    while numerator >= 100 {
      numerator /= 10
      digits -= 1
    }
    // Now numerator has two digits: a.b · 10^(1 − digits).
    description =
      digits <= 1 ? "1" : "\(numerator / 10).\(numerator % 10)e-\(digits - 1)"
  }
}
