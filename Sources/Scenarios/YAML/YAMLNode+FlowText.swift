extension YAMLNode {
  /// The node on one line, as it could be written in a file: the same for all spellings of a tree.
  var flowText: String {
    switch content {
    case .scalar(let text, let isPlain): Self.scalarText(text, isPlain: isPlain)
    case .sequence(let items): "[" + items.map(\.flowText).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{"
        + entries.map { "\(Self.scalarText($0.key, isPlain: true)): \($0.value.flowText)" }
        .joined(separator: ", ") + "}"
    }
  }

  /// A scalar, in quotes only where it could be read as something else.
  private static func scalarText(_ text: String, isPlain: Bool) -> String {
    if isPlain, ["", "~", "null"].contains(text) { return "null" }
    let isSafe =
      !["", "~", "null"].contains(text)
      && text.utf8.allSatisfy(isPlainByte)
      && !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.hasPrefix("-")
      && !text.hasPrefix("%") && !text.hasPrefix("/")
    guard !isSafe else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Whether a byte has no meaning in YAML.
  private static func isPlainByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "%"),
      UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "("),
      UInt8(ascii: ")"), 0x80...:
      true
    default: false
    }
  }
}
