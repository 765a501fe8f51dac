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
