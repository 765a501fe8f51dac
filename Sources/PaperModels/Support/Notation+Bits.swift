extension Notation {
  /// The set of those things whose bits a word has, the lowest bit being the first one's.
  static func set(_ bits: UInt32, of things: [String]) -> String {
    set(things.indices.filter { bits >> UInt32($0) & 1 == 1 }.map { things[$0] })
  }

  /// So many things with numbers from 1 on.
  static func names(_ prefix: String, _ count: Int) -> [String] {
    (0..<count).map { "\(prefix)\($0 + 1)" }
  }
}
