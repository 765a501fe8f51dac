import Determinism

/// Things that were given numbers in the order in which they were first met, each with the fingerprint of its canonical
/// bytes, by which it is known again.
///
/// Two different things are taken for one with a probability of about 2⁻¹²⁸ for a pair.
struct Things<Thing> {
  private(set) var things: [Thing] = []
  private(set) var keys: [Fingerprint128] = []
  private var numbers = LookupTable<Fingerprint128, UInt32>()

  var count: Int { things.count }

  subscript(number: UInt32) -> Thing { things[Int(number)] }

  func key(_ number: UInt32) -> Fingerprint128 { keys[Int(number)] }

  /// The number of what has a key, which is made if it is new.
  mutating func number(_ key: Fingerprint128, make: () -> Thing) -> UInt32 {
    if let known = numbers[key] { return known }
    let number = UInt32(things.count)
    numbers.insert(key, number)
    things.append(make())
    keys.append(key)
    return number
  }

  /// The number of what has some canonical bytes.
  mutating func number(of bytes: [UInt8], make: () -> Thing) -> UInt32 {
    number(Fingerprint.hash128(bytes), make: make)
  }
}
