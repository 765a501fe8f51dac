extension Finding: CustomStringConvertible {
  /// A source line wider than this is shown in part, around the place.
  static let shownColumns = 160

  /// The finding as plain text: head line, source line, caret, hint.
  public var description: String {
    var text = "\(file):\(position): \(severity.rawValue): \(Self.printable(message)) [\(code)]"
    let number = String(line)
    let gutter = String(repeating: " ", count: number.utf8.count + 3)
    if let sourceLine {
      let shown = Self.printable(sourceLine)
      let width = shown.unicodeScalars.count
      let indent = min(max(0, column - 1 - columnsLeftOut), width)
      let tildes = max(0, min(length - 1, width - indent - 1))
      text += "\n  \(number) |\(shown.isEmpty ? "" : " ")\(shown)"
      text += "\n\(gutter)| " + String(repeating: " ", count: indent) + "^"
      text += String(repeating: "~", count: tildes)
    }
    if let hint { text += "\n\(gutter)= hint: \(Self.printable(hint))" }
    return text
  }

  /// Text that cannot disturb a terminal: one printed column per scalar that we may not trust.
  private static func printable(_ source: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in source.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control: text.append(scalar == "\t" ? " " : "\u{FFFD}")
      // Bidirectional marks could make a line read as something else.
      case .format, .lineSeparator, .paragraphSeparator, .surrogate: text.append("\u{FFFD}")
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}
