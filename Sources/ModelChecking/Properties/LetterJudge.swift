/// Tells which properties a letter decides, by a small memory of the letters that were asked about last: a search asks
/// about few letters, and very often.
struct LetterJudge: Sendable {
  private let properties: [LetterProperty]
  /// Those that ask about pulses, which have to be asked of every step.
  let ofSteps: UInt64
  /// The properties that nothing has decided yet, as bits.
  var open: UInt64
  private var letters: [UInt64]
  private var answers: [UInt64]

  /// - Precondition: There are 64 properties at most.
  init(_ properties: [LetterProperty], pulses: UInt64) {
    precondition(properties.count <= 64, "\(properties.count) properties where 64 are the most")
    self.properties = properties
    open = properties.isEmpty ? 0 : ~0 >> UInt64(64 - properties.count)
    ofSteps = properties.indices.reduce(0) {
      $0 | (properties[$1].condition.reads & pulses == 0 ? 0 : 1 << UInt64($1))
    }
    (letters, answers) = ([], [])
    letters = Array(repeating: 0, count: 64)
    answers = Array(repeating: ask(0), count: 64)
  }

  /// Which properties a letter decides: those of every letter that it breaks, those of some letter that it has.
  mutating func decided(by letter: UInt64) -> UInt64 {
    let place = Int(truncatingIfNeeded: (letter &* 0x9E37_79B9_7F4A_7C15) >> 58)
    if letters[place] != letter {
      letters[place] = letter
      answers[place] = ask(letter)
    }
    return answers[place]
  }

  private func ask(_ letter: UInt64) -> UInt64 {
    properties.indices.reduce(0) {
      let isMet = properties[$1].condition.isMet(letter)
      return $0 | (isMet == (properties[$1].quantity == .sometimes) ? 1 << UInt64($1) : 0)
    }
  }
}
