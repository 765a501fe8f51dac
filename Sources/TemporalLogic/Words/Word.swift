/// A word over sets of propositions: a finite one, or, with a cycle, one that goes on for ever.
public struct Word: Hashable, Sendable {
  /// What holds at each position of the prefix: the propositions' names.
  public var prefix: [[String]]
  /// What holds at each position of the part that is repeated for ever; empty if the word is finite.
  public var cycle: [[String]]

  /// A word, finite if nothing is repeated.
  public init(prefix: [[String]], cycle: [[String]] = []) {
    (self.prefix, self.cycle) = (prefix, cycle)
  }

  /// How many letters it is written with.
  public var count: Int { prefix.count + cycle.count }

  /// Reads letters, joined by `.`; a letter is propositions, joined by `+`, or `-` where none holds.
  ///
  /// - Returns: The letters, or nil if the text is not of that form.
  public static func letters(_ text: String) -> [[String]]? {
    if text.isEmpty { return [] }
    var letters: [[String]] = []
    for letter in text.split(separator: ".", omittingEmptySubsequences: false) {
      let names = letter.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
      if names == ["-"] {
        letters.append([])
      } else if names.contains(where: { $0.isEmpty || $0 == "-" }) {
        return nil
      } else {
        letters.append(names)
      }
    }
    return letters
  }

  /// Letters as ``letters(_:)`` reads them.
  public static func text(_ letters: [[String]]) -> String {
    letters.map { $0.isEmpty ? "-" : $0.joined(separator: "+") }.joined(separator: ".")
  }
}
