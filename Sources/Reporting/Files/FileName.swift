import Determinism

/// Names for files and folders, made of any text.
public enum FileName {
  /// The longest name in bytes that is written out; file systems take 255.
  static let longest = 200

  /// A name for a text: the same on every machine, and another for every other text.
  ///
  /// Letters, digits and `-_=,+.` stay. All other bytes become `%` and two hexadecimal digits, and so does a dot that is
  /// the first byte or follows another, so that no name is hidden or leads elsewhere. Of a long text the beginning is
  /// kept, then `~` and the start of its SHA-256.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - empty: The name of the empty text; a text that would get this name is written otherwise.
  public static func of(_ text: String, empty: String = "default") -> String {
    if text.isEmpty { return empty }
    var bytes: [UInt8] = []
    var previous = UInt8(ascii: ".")
    for byte in text.utf8 {
      let isDot = byte == UInt8(ascii: ".")
      let isHidden = isDot && previous == UInt8(ascii: ".")
      previous = byte
      if (isPlain(byte) || isDot) && !isHidden {
        bytes.append(byte)
      } else {
        append(byte, to: &bytes)
      }
    }
    var name = String(decoding: bytes, as: UTF8.self)
    if name == empty {
      bytes.removeFirst()
      var first: [UInt8] = []
      append(empty.utf8.first ?? 0, to: &first)
      name = String(decoding: first + bytes, as: UTF8.self)
    }
    guard bytes.count > longest else { return name }
    let hash = SHA256.hash(text.utf8).prefix(16).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return String(decoding: bytes.prefix(longest - 40), as: UTF8.self) + "~" + hash.joined()
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_=,+".utf8.contains(byte)
    }
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
