import Diagnostics

/// A command line as text, so that findings can point into it.
struct CommandLineText {
  /// The words after `nocturne`.
  let words: [String]
  private let source: SourceText
  /// Where each word lies in the text.
  private let places: [Range<Int>]

  /// - Parameters:
  ///   - words: The words.
  ///   - name: What findings call the text.
  ///   - quoted: How a word stands in it.
  init(
    _ words: [String], named name: String = "command line",
    quoted: (String) -> String = Self.quoted
  ) {
    self.words = words
    var text = "nocturne"
    var places: [Range<Int>] = []
    for word in words {
      text += " "
      let start = text.utf8.count
      text += quoted(word)
      places.append(start..<text.utf8.count)
    }
    source = SourceText(name: name, text: text)
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

  /// A finding about the value of an override, moved to where the override stands in this text.
  func moved(_ finding: Finding) -> Finding {
    let prefix = "--set "
    guard finding.file.hasPrefix(prefix),
      let index = words.firstIndex(of: String(finding.file.dropFirst(prefix.count)))
    else { return finding }
    let place = places[index]
    // A word in quotes begins one column later.
    let isQuoted = source.bytes[place.lowerBound] == UInt8(ascii: "'")
    let start = source.position(at: place.lowerBound).column + (isQuoted ? 1 : 0)
    let column = start + finding.column - 1
    let first = source.offset(of: SourcePosition(line: 1, column: column))
    let last = source.offset(of: SourcePosition(line: 1, column: column + finding.length))
    var moved = Finding(
      in: source, at: first..<max(first, last), code: RecordFinding.unreadableRecord,
      severity: finding.severity, message: finding.message, hint: finding.hint)
    moved.code = finding.code
    return moved
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
