/// Files that would cost much, if anything were unbounded.
enum Giants {
  /// Each by its name.
  static let files: [(name: String, text: String)] = texts + bombs

  private static let head = "name: giant\nsystem: ledger\n"
  private static let values = (0..<10_000).map(String.init).joined(separator: ", ")

  private static func many(_ count: Int, _ body: (Int) -> String) -> String {
    var text = head
    for index in 0..<count { text += body(index) }
    return text
  }

  private static let texts = [
    ("too large", head + String(repeating: "a", count: 1 << 20)),
    ("brackets", head + "about: " + String(repeating: "[", count: 225_000)),
    ("nested indentation", many(700) { String(repeating: " ", count: $0) + "a:\n" }),
    ("unknown fields", many(60_000) { "x\($0): 1\n" }),
    ("one long scalar", head + "about: " + String(repeating: "word ", count: 40_000)),
    ("many lines of text", head + "about: |\n" + String(repeating: "  x\n", count: 50_000)),
    ("a long list", head + "crashes: [" + String(repeating: "1,", count: 50_000) + "]"),
    ("many values", head + "let: [" + String(repeating: "1,", count: 250_000) + "]"),
    ("many names", head + "let:\n" + (0..<4_000).map { "  a\($0): $a\($0 + 1)\n" }.joined()),
    ("a large sweep", head + "sweep: {n: [\(values)], f: [\(values)], cores: [\(values)]}"),
    ("aliases", head + "a: &a [1,1]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n"),
    ("anchors", head + "about: [" + String(repeating: "&a 1,", count: 40_000) + "]"),
    ("quotes", head + "about: " + String(repeating: "\"", count: 225_000)),
    ("colons", head + String(repeating: ": ", count: 100_000)),
    ("comments", head + "n: x\n" + String(repeating: "#\n", count: 100_000)),
    ("questions", head + String(repeating: "? ", count: 100_000)),
    ("dashes", head + "a:\n" + String(repeating: "- ", count: 100_000)),
    ("a long key", head + String(repeating: "k", count: 125_000) + ": 1\n"),
  ]

  /// Few lines that stand for very much.
  private static let bombs = [
    ("tens of tens", head + lets(10, levels: 10)),
    ("unused tens of tens", head + lets(10, levels: 16)),
    ("doubles in a sweep", head + "sweep: {n: [$a39]}\n" + lets(2, levels: 40)),
    ("doubles of text", head + lets(2, levels: 12, of: String(repeating: "a", count: 10_000))),
    ("a name in itself", head + "let: {a: [$b], b: {c: [1, $a]}}\n"),
    ("a tower of names", head + "let:\n" + tower),
    (
      "a long line of names",
      head + "let: {a: 1}\ncrashes: [" + String(repeating: "$a,", count: 9_999) + "]\n"
    ),
    (
      "large values of a sweep",
      head + "let: {a: 1}\nsweep:\n  a: [[\(values)], 2]\n  cores: [\(numbers(1_000))]\n"
    ),
    (
      "names in many cases", head + lets(10, levels: 4) + "sweep: {cores: [\(numbers(1_000))]}\n"
    ),
    (
      "names in canaries",
      head + lets(10, levels: 5) + "canary:\n"
        + (1...50).map { "- {set: {seeds: \($0)}}\n" }.joined()
    ),
  ]

  private static func numbers(_ count: Int) -> String {
    (1...count).map(String.init).joined(separator: ", ")
  }

  /// Names of which each stands for a list of the one before, again and again.
  private static func lets(_ count: Int, levels: Int, of text: String = "1") -> String {
    var lines = "let:\n"
    for level in 0..<levels {
      let item = level == 0 ? text : "$a\(level - 1)"
      let items = Array(repeating: item, count: count).joined(separator: ",")
      lines += "  a\(level): [\(items)]\n"
    }
    return lines
  }

  /// Names of which each stands for the next, sixty levels down.
  private static let tower = (0..<1_000).map { index in
    let inner = index == 999 ? "1" : "$a\(index + 1)"
    return "  a\(index): " + String(repeating: "[", count: 60) + inner
      + String(repeating: "]", count: 60) + "\n"
  }.joined()
}
