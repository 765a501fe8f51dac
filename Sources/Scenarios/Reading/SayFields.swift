import Determinism
import Diagnostics

/// The fields of `say:`.
enum SayFields {
  private static let type = Field(
    "type", Kind<String>.known("message", .unknownMessage) { $0.system.messages },
    absent: .required(standIn: ""), "The type of the message.")
  static let from = Field(
    "from", Kind<NodeID>.node, absent: .required(standIn: NodeID(0)),
    "Who says it: one of the liars of `byzantine:`. It signs with its own key, whatever signature "
      + "the bytes have.")
  private static let to = Field(
    "to", Kind<NodeID>.node, absent: .required(standIn: NodeID(0)), "Who hears it.")
  private static let message = Field(
    "message", Kind<[UInt8]>.hexadecimal, absent: .required(standIn: []),
    "The message's canonical bytes.")

  static let kind = Kind<Schedule.Action>.object("a lie", [type, from, to, message]) { reader in
    let (name, liar, hearer) = (reader[type], reader[from], reader[to])
    let bytes = reader.read(message)
    if bytes.isGiven, !reader.reading.system.isStandIn {
      check(bytes.value, reader.read(type), reader)
    }
    return .say(type: name, from: liar, to: hearer, message: bytes.value)
  }

  /// The bytes have to be a message of the type.
  private static func check(
    _ bytes: [UInt8], _ type: (value: String, isGiven: Bool), _ reader: ObjectReader
  ) {
    let system = reader.reading.system
    guard let actual = system.messageType(bytes) else {
      reader.reading.report(
        .badValue, reader.place(of: message),
        "the bytes are no message of the system '\(system.name)'",
        hint: "'nocturne check --save' writes the canonical bytes of what liars construct")
      return
    }
    guard type.isGiven, type.value != actual else { return }
    reader.reading.report(
      .conflictingFields, reader.place(of: message),
      "the bytes are a message of type \(actual), not \(type.value)",
      hint: "write 'type: \(actual)', or other bytes")
  }
}

extension Kind where Value == [UInt8] {
  /// At least one byte, as pairs of hexadecimal digits.
  static var hexadecimal: Kind {
    Kind.scalar(
      "bytes in hexadecimal digits", example: "00ff", pattern: "^([0-9a-fA-F][0-9a-fA-F])+$",
      parse: { (text, _) throws(Malformed) -> [UInt8] in
        let digits = text.utf8.compactMap { UInt8(hexDigit: $0) }
        guard digits.count == text.utf8.count, !digits.isEmpty, digits.count % 2 == 0 else {
          throw Malformed(
            .badValue, "expected bytes in hexadecimal digits, found '\(text.prefix(60))'",
            hint: "two digits of 0 to 9 and a to f for each byte, as in '00ff'")
        }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
      }, write: hexadecimalText)
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit in ASCII.
  fileprivate init?(hexDigit: UInt8) {
    switch hexDigit {
    case 0x30...0x39: self = hexDigit - 0x30
    case 0x41...0x46: self = hexDigit - 0x41 + 10
    case 0x61...0x66: self = hexDigit - 0x61 + 10
    default: return nil
    }
  }
}

/// Bytes as pairs of hexadecimal digits, as scenario files have them.
public func hexadecimalText(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  return String(decoding: text, as: UTF8.self)
}
