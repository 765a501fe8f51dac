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

  /// Reads letters, joined by `.`; a letter is propositions, joined by `+`, or `-` where none holds. A name with such
  /// signs in it stands between quotes.
  ///
  /// - Returns: The letters, or nil if the text is not of that form.
  public static func letters(_ text: String) -> [[String]]? {
    if text.isEmpty { return [] }
    var letters: [[String]] = [[]]
    var rest = Substring(text).utf8
    while true {
      if rest.first == quote {
        rest.removeFirst()
        guard let name = split(&rest, before: [quote]), !name.isEmpty, rest.popFirst() == quote
        else { return nil }
        letters[letters.count - 1].append(name)
      } else {
        guard let name = split(&rest, before: Array(".+".utf8)), !name.isEmpty else { return nil }
        let isAlone = letters[letters.count - 1].isEmpty && rest.first != UInt8(ascii: "+")
        if name == "-", !isAlone { return nil }
        if name != "-" { letters[letters.count - 1].append(name) }
      }
      switch rest.popFirst() {
      case nil: return letters
      case UInt8(ascii: "."): letters.append([])
      case UInt8(ascii: "+"): continue
      default: return nil
      }
    }
  }

  private static let quote = UInt8(ascii: "\"")

  /// Takes what stands before some signs, or all.
  private static func split(_ text: inout Substring.UTF8View, before signs: [UInt8]) -> String? {
    let end = text.firstIndex(where: signs.contains) ?? text.endIndex
    let head = text[..<end]
    text = text[end...]
    return String(head)
  }

  /// Letters as ``letters(_:)`` reads them.
  public static func text(_ letters: [[String]]) -> String {
    letters.map { $0.isEmpty ? "-" : $0.map(shown).joined(separator: "+") }.joined(separator: ".")
  }

  private static func shown(_ name: String) -> String {
    name == "-" || name.utf8.contains(where: Array(".+".utf8).contains) ? "\"\(name)\"" : name
  }
}
