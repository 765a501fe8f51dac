extension Finding {
  /// The finding as one JSON object without spaces: `file`, `line`, `column`, `code`, `severity`,
  /// `message`, `hint` (null if there is none), in this order.
  public var json: String {
    var text = "{\"file\":\(Self.quoted(file)),\"line\":\(line),\"column\":\(column)"
    text += ",\"code\":\(Self.quoted(code)),\"severity\":\(Self.quoted(severity.rawValue))"
    text += ",\"message\":\(Self.quoted(message))"
    text += ",\"hint\":\(hint.map(Self.quoted) ?? "null")}"
    return text
  }

  /// A JSON string literal: RFC 8259, §7; everything that need not be escaped stays as it is.
  private static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
      case UInt8(ascii: "\t"): bytes += Array("\\t".utf8)
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes + [UInt8(ascii: "\"")], as: UTF8.self)
  }
}
