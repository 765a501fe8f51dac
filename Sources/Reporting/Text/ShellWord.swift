/// Words of a command line.
public enum ShellWord {
  /// A word as a shell needs it to hand it over unchanged.
  ///
  /// Words with control characters take the form `$'…'`, which sh of POSIX 2024, bash and zsh know, so that a
  /// command always is one line.
  public static func quoted(_ word: String) -> String {
    if word.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return escaped(word)
    }
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_./:,+@%".utf8.contains(byte) || byte == UInt8(ascii: "=")
        }
      }
    if isPlain { return word }
    var text = "'"
    for character in word.unicodeScalars {
      if character == "'" { text += #"'\''"# } else { text.unicodeScalars.append(character) }
    }
    return text + "'"
  }

  /// Words as one command line.
  public static func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  /// The words of a command line that ``line(_:)`` made; nil for any other text.
  public static func words(of line: String) -> [String]? {
    var words: [String] = []
    var word = ""
    var rest = line.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case " ":
        words.append(word)
        word = ""
      case "'":
        guard let end = rest.firstIndex(of: "'") else { return nil }
        word.unicodeScalars.append(contentsOf: rest[..<end])
        rest = rest[rest.index(after: end)...]
      case "\\":
        guard let next = rest.popFirst() else { return nil }
        word.unicodeScalars.append(next)
      case "$": return nil  // The form for control characters, which no run needs.
      default: word.unicodeScalars.append(scalar)
      }
    }
    words.append(word)
    return Self.line(words) == line ? words : nil
  }

  private static func escaped(_ word: String) -> String {
    let digits = Array("01234567".unicodeScalars)
    var text = "$'".unicodeScalars
    for scalar in word.unicodeScalars {
      if scalar == "'" || scalar == "\\" { text.append("\\") }
      guard scalar.properties.generalCategory == .control else {
        text.append(scalar)
        continue
      }
      for byte in String(scalar).utf8 {
        text.append("\\")
        for shift in [6, 3, 0] { text.append(digits[Int(byte >> UInt8(shift)) & 7]) }
      }
    }
    return String(text) + "'"
  }
}
