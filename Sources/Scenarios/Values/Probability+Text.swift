import Determinism

extension Probability {
  /// Reads `0.5 %`, `200 ppm`, or a fraction `1/200`, which is rounded to the nearest part per
  /// billion.
  init(parsing text: String) throws(Malformed) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      let share = try Dimension.share.parse(text)
      self = Probability(partsPerBillion: UInt64(share)) ?? .never
      return
    }
    let hint = "write a probability as in '0.5 %' or '1/200'"
    let trimmed = parts.map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard let top = UInt64(trimmed[0]), let bottom = UInt64(trimmed[1]),
      trimmed.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else {
      throw Malformed(.badValue, "expected a probability, found '\(text.prefix(60))'", hint: hint)
    }
    guard bottom > 0, top <= bottom else {
      throw Malformed(.outOfRange, "'\(text.prefix(60))' is not between 0 and 1", hint: hint)
    }
    let scaled = UInt128(top) * UInt128(Self.certainty) + UInt128(bottom) / 2
    self = Probability(partsPerBillion: UInt64(scaled / UInt128(bottom))) ?? .always
  }

  /// The probability in percent, exactly: `0.5 %`.
  var percentText: String { "\(decimalText(UInt64(partsPerBillion), scale: 7)) %" }
}
