extension Finding: CustomStringConvertible {
  /// A source line wider than this is shown in part, around the place.
  static let shownColumns = 160

  /// The finding as plain text: head line, source line, caret, hint.
  public var description: String {
    var text = "\(file):\(position): \(severity.rawValue): \(Self.printable(message)) [\(code)]"
    let number = String(line)
    let gutter = String(repeating: " ", count: number.utf8.count + 3)
    if let sourceLine {
      let (shown, indent) = window(of: sourceLine)
      text += "\n  \(number) |\(shown.isEmpty ? "" : " ")\(shown)"
      let width = shown.unicodeScalars.count
      let tildes = max(0, min(length - 1, width - indent - 1))
      text += "\n\(gutter)| " + String(repeating: " ", count: indent) + "^"
      text += String(repeating: "~", count: tildes)
    }
    if let hint { text += "\n\(gutter)= hint: \(Self.printable(hint))" }
    return text
  }

  /// The part of the line to show, and how many columns stand before the place in it.
  private func window(of sourceLine: String) -> (shown: String, indent: Int) {
    let scalars = Array(sourceLine.unicodeScalars)
    let before = min(column - 1, scalars.count)
    guard scalars.count > Self.shownColumns else {
      return (Self.printable(scalars[...]), before)
    }
    let start = max(0, min(before - Self.shownColumns / 4, scalars.count - Self.shownColumns))
    let end = start + Self.shownColumns
    let left = start > 0 ? "…" : ""
    let right = end < scalars.count ? "…" : ""
    return (left + Self.printable(scalars[start..<end]) + right, before - start + left.count)
  }

  /// Text that cannot disturb a terminal: one printed column per scalar that we may not trust.
  private static func printable(_ text: String) -> String {
    printable(Array(text.unicodeScalars)[...])
  }

  private static func printable(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalars {
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
