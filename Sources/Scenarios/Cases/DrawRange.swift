import Determinism

/// The values between two ends, both included, in the steps in which such values count.
struct DrawRange: Sendable {
  /// The steps of the ends.
  let steps: ClosedRange<Int64>
  private let form: Form

  /// How a number of steps is written.
  private enum Form: Sendable {
    case duration
    case scaled(Int, unit: String)
    /// A number after a word, as in `replica 3`.
    case member(String)
  }

  private static let dimensions: [(Dimension, Form)] = [
    (.signedDuration, .duration), (.share, .scaled(7, unit: " %")), (.size, .scaled(0, unit: " B")),
    (.bandwidth, .scaled(0, unit: " B/s")), (.drift, .scaled(3, unit: " ppm")),
    (.throughput, .scaled(3, unit: "/s")),
    (.count(-(1 << 53 - 1)...(1 << 53 - 1)), .scaled(0, unit: "")),
    (
      .decimal(-(1 << 53 - 1)...(1 << 53 - 1), "-9 to 9 billion"), .scaled(6, unit: "")
    ),
  ]

  /// The range between two texts; nil when they are not two values of one kind, the lesser first.
  init?(from first: String, to last: String) {
    for (dimension, form) in Self.dimensions {
      guard let low = try? dimension.parse(first), let high = try? dimension.parse(last) else {
        continue
      }
      guard low <= high else { return nil }
      (steps, self.form) = (low...high, form)
      return
    }
    let (left, right) = (first.split(separator: " "), last.split(separator: " "))
    guard left.count == 2, right.count == 2, left[0] == right[0], let low = UInt16(left[1]),
      let high = UInt16(right[1]), low <= high
    else { return nil }
    steps = Int64(low)...Int64(high)
    form = .member(String(left[0]))
  }

  /// A value as it could be written in a file.
  func text(of step: Int64) -> String {
    let sign = step < 0 ? "-" : ""
    return switch form {
    case .duration: sign + durationText(Ticks(step.magnitude))
    case .scaled(let scale, let unit): sign + decimalText(step.magnitude, scale: scale) + unit
    case .member(let word): "\(word) \(step)"
    }
  }

  /// One of the values, each equally likely.
  func draw(from stream: inout RandomStream) -> String {
    let span = UInt64(steps.upperBound - steps.lowerBound)
    return text(of: steps.lowerBound + Int64(stream.below(span + 1)))
  }
}
