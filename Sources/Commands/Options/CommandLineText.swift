import Diagnostics

/// A command line as text, so that findings can point into it.
struct CommandLineText {
  /// The words after `nocturne`.
  let words: [String]
  private let source: SourceText
  /// Where each word lies in the text.
  private let places: [Range<Int>]

  init(_ words: [String]) {
    self.words = words
    var text = "nocturne"
    var places: [Range<Int>] = []
    for word in words {
      text += " "
      let start = text.utf8.count
      text += Self.quoted(word)
      places.append(start..<text.utf8.count)
    }
    source = SourceText(name: "command line", text: text)
    self.places = places
  }

  /// A finding that points to a word, or behind the last one.
  func finding(
    _ code: some FindingCode, at index: Int, _ message: String, hint: String? = nil
  ) -> Finding {
    let end = source.bytes.count
    let place = index < places.count ? places[index] : end..<end
    return Finding(in: source, at: place, code: code, message: message, hint: hint)
  }

  /// A word as a shell would need it.
  static func quoted(_ word: String) -> String {
    let plain = "-_./=:,+@%^[]"
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || plain.unicodeScalars.contains($0)
      }
    return isPlain
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: #"'\''"#) + "'"
  }
}
