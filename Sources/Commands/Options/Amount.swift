/// A whole number with a unit, as a limit takes it: `50M` states, `4 GiB`, `30 s`.
public struct Amount: Hashable, Sendable {
  /// A unit, and how many base steps it has.
  struct Unit: Hashable, Sendable {
    var name: String
    var steps: UInt64

    init(_ name: String, _ steps: UInt64) { (self.name, self.steps) = (name, steps) }
  }

  /// The units; an empty name is that of a number alone.
  let units: [Unit]
  /// One that could be meant.
  let example: String

  /// States, by ones.
  static let states = Amount(
    units: [Unit("", 1), Unit("k", 1_000), Unit("M", 1_000_000), Unit("G", 1_000_000_000)],
    example: "50M")

  /// Memory, in bytes.
  static let memory = Amount(
    units: [
      Unit("B", 1), Unit("kB", 1_000), Unit("MB", 1_000_000), Unit("GB", 1_000_000_000),
      Unit("KiB", 1 << 10), Unit("MiB", 1 << 20), Unit("GiB", 1 << 30),
    ], example: "4 GiB")

  /// Time on the wall, in milliseconds.
  static let time = Amount(
    units: [Unit("ms", 1), Unit("s", 1_000), Unit("min", 60_000), Unit("h", 3_600_000)],
    example: "30 s")

  /// The most base steps.
  private static let most: UInt64 = 1 << 50

  /// Reads an amount, in base steps, of which there is at least one.
  func read(_ text: String) -> Result<UInt64, Option.Form.Mistake> {
    let digits = text.prefix { ("0"..."9").contains($0) }
    let rest = text.dropFirst(digits.count).drop { $0 == " " }
    let names = units.map { $0.name.isEmpty ? "none" : $0.name }.joined(separator: ", ")
    let hint = "write a whole number with a unit, as '\(example)'; units: \(names)"
    guard !digits.isEmpty, let unit = units.first(where: { $0.name == rest }) else {
      return .failure(Option.Form.Mistake("it is no number with a unit", hint: hint))
    }
    let (steps, overflows) = (UInt64(digits) ?? .max).multipliedReportingOverflow(by: unit.steps)
    guard !overflows, (1...Self.most).contains(steps) else {
      return .failure(Option.Form.Mistake("it is out of range", hint: hint))
    }
    return .success(steps)
  }
}
