/// Lists of sets, of which one is enough: the sets are words of bits. No list has a set of which it has a part.
///
/// Lists are made one after the other and all given up at once, so that nothing is allocated once they have been as
/// many as they will be.
struct Alternatives: Sendable {
  /// How many sets a list may have.
  static let most = 256

  private(set) var sets: [UInt64] = []
  /// Whether a list became too long; what was made since then means nothing.
  private(set) var isOutgrown = false

  /// Gives up all lists.
  mutating func clear() { sets.removeAll(keepingCapacity: true) }

  /// The list of one word, of which all bits stand for none.
  mutating func list(_ word: UInt64) -> Range<Int> {
    let start = sets.count
    if word != MonitorProgram.never { sets.append(word) }
    return start..<sets.count
  }

  /// The list of what was a list elsewhere.
  mutating func list(_ known: [UInt64]) -> Range<Int> {
    let start = sets.count
    sets += known
    return start..<sets.count
  }

  /// One of the two.
  mutating func either(_ one: Range<Int>, _ other: Range<Int>) -> Range<Int> {
    let start = sets.count
    for place in one { insert(sets[place], from: start) }
    for place in other { insert(sets[place], from: start) }
    return start..<sets.count
  }

  /// Both of the two.
  mutating func both(_ one: Range<Int>, _ other: Range<Int>) -> Range<Int> {
    let start = sets.count
    for left in one {
      for right in other where !isOutgrown { insert(sets[left] | sets[right], from: start) }
    }
    return start..<sets.count
  }

  /// Adds a set to the list that begins at a place and is the last one.
  private mutating func insert(_ set: UInt64, from start: Int) {
    var place = start
    while place < sets.count {
      let known = sets[place]
      if known & set == known { return }
      if known & set == set {
        sets[place] = sets[sets.count - 1]
        sets.removeLast()
      } else {
        place += 1
      }
    }
    if sets.count - start == Self.most {
      isOutgrown = true
    } else {
      sets.append(set)
    }
  }
}
