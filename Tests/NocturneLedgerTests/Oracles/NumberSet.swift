import Determinism

/// A set of numbers from 1 on that come in order, or nearly so: it takes no more room than the gaps.
struct NumberSet: Sendable {
  /// All numbers up to this one are members.
  private var through: UInt64 = 0
  private var others = OrderedMap<UInt64, Bool>()

  func contains(_ number: UInt64) -> Bool { number <= through || others[number] != nil }

  mutating func insert(_ number: UInt64) {
    if number <= through { return }
    others[number] = true
    while others.remove(through + 1) != nil { through += 1 }
  }
}
