/// Suggestions for words that are almost right.
public enum DidYouMean {
  /// Longer words get no suggestion; their comparison would cost too much.
  static let longestWord = 64
  /// More names than this are not listed in a hint.
  static let longestList = 40

  /// The candidate nearest to a word, if one is near enough to be meant: at most a third of the
  /// word's letters wrong, and always one.
  ///
  /// Letters' case does not count, save between equals. Of candidates that are equally near the
  /// earlier one is taken, so the answer does not depend on the run.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    let letters = Array(word.unicodeScalars)
    guard !letters.isEmpty, letters.count <= longestWord else { return nil }
    let lowered = letters.map(lowercased)
    var best: (candidate: String, distance: Int, exact: Int)?
    for candidate in candidates {
      let other = Array(candidate.unicodeScalars)
      guard other.count <= longestWord else { continue }
      let distance = Self.distance(lowered, other.map(lowercased))
      guard distance <= max(1, letters.count / 3), distance < other.count else { continue }
      let exact = Self.distance(letters, other)
      if let best, (best.distance, best.exact) <= (distance, exact) { continue }
      best = (candidate, distance, exact)
    }
    return best?.candidate
  }

  /// A hint of the form `did you mean 'x'? Known faults: a, b, x`.
  ///
  /// - Parameters:
  ///   - word: What the user wrote.
  ///   - candidates: What is allowed, in the order to list.
  ///   - kind: What the candidates are, in the plural.
  public static func hint(for word: String, among candidates: [String], kind: String) -> String {
    guard !candidates.isEmpty else { return "there are no \(kind) here" }
    let suggestion = nearest(to: word, among: candidates).map { "did you mean '\($0)'? " } ?? ""
    return suggestion + list(candidates, kind: kind)
  }

  /// `Known faults: a, b, x`, cut after forty names.
  public static func list(_ candidates: [String], kind: String) -> String {
    let shown = candidates.prefix(longestList).joined(separator: ", ")
    let rest = candidates.count - longestList
    return "Known \(kind): \(shown)" + (rest > 0 ? " and \(rest) more" : "")
  }

  /// The Damerau–Levenshtein distance in its restricted form (optimal string alignment): how many
  /// insertions, deletions, substitutions and swaps of neighbours turn one word into the other, no
  /// letter being touched twice.
  ///
  /// - Source: F. J. Damerau, *A technique for computer detection and correction of spelling
  ///   errors* (CACM 1964).
  /// - Complexity: O(product of the lengths).
  public static func distance(_ left: String, _ right: String) -> Int {
    distance(Array(left.unicodeScalars), Array(right.unicodeScalars))
  }

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        let substitution = last[column] + (letter == other ? 0 : 1)
        var cost = min(substitution, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }

  /// Lower case for ASCII; other letters are compared as they are.
  private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard ("A"..."Z").contains(scalar) else { return scalar }
    return Unicode.Scalar(UInt8(scalar.value) + 32)
  }
}
