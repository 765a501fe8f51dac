/// Lines of plain text for terminals of 100 columns.
enum Text {
  /// The columns that reports keep to, save for what is there to be copied.
  static let width = 100

  /// The columns that a text takes.
  static func columns(_ text: String) -> Int { text.count }

  /// Text in one line that cannot disturb a terminal: what does not print shows as U+FFFD.
  static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control: result.append(scalar == "\t" || scalar == "\n" ? " " : "\u{FFFD}")
      // Bidirectional marks could make a line read as something else.
      case .format, .lineSeparator, .paragraphSeparator, .surrogate: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Breaks a text into indented lines at spaces; longer words stay whole.
  ///
  /// - Parameters:
  ///   - indent: Spaces before the first line.
  ///   - hanging: Spaces before the others; the same where unsaid.
  static func wrapped(_ text: String, indent: Int = 0, hanging: Int? = nil) -> [String] {
    var lines: [String] = []
    var line = spaces(indent)
    var isEmpty = true
    for word in printable(text).split(separator: " ") {
      if !isEmpty, columns(line) + 1 + word.count > width {
        lines.append(line)
        line = spaces(hanging ?? indent)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return isEmpty ? lines : lines + [line]
  }

  /// A text cut to so many columns, with an ellipsis in place of what is missing.
  static func cut(_ text: String, to columns: Int) -> String {
    text.count <= columns ? text : text.prefix(max(columns - 1, 0)) + "…"
  }

  /// A text in one line, with long hexadecimal numbers, such as hashes, cut to 12 digits.
  static func short(_ text: String) -> String {
    var result = ""
    var digits = ""
    for scalar in printable(text).unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar) || ("a"..."f").contains(scalar)
      if isDigit { digits.unicodeScalars.append(scalar) } else { result += flush(&digits) }
      if !isDigit { result.unicodeScalars.append(scalar) }
    }
    return result + flush(&digits)
  }

  private static func flush(_ digits: inout String) -> String {
    defer { digits = "" }
    return digits.utf8.count < 24 ? digits : digits.prefix(12) + "…"
  }

  /// So many spaces.
  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
