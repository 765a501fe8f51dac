/// Reads the JSON that this program writes; other text gives nothing.
struct JSONReader {
  /// A value; numbers are whole, as in all our documents.
  indirect enum Value {
    case object([(key: String, value: Value)])
    case array([Value])
    case string(String)
    case number(UInt64)
    case bool(Bool)
    case null

    /// A member of an object.
    subscript(key: String) -> Value? {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }

    var elements: [Value]? { if case .array(let elements) = self { elements } else { nil } }
    var string: String? { if case .string(let text) = self { text } else { nil } }
    var number: UInt64? { if case .number(let number) = self { number } else { nil } }
    var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  }

  /// The value of a whole text; nil if it is not one.
  static func value(of bytes: [UInt8]) -> Value? {
    var reader = JSONReader(rest: bytes[...])
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipSpace()
    return reader.rest.isEmpty ? value : nil
  }

  /// Deeper values are refused: a strange file must not use up the stack.
  private static let deepest = 64

  private var rest: ArraySlice<UInt8>

  private mutating func skipSpace() { rest = rest.drop { " \n\r\t".utf8.contains($0) } }

  private mutating func take(_ text: String) -> Bool {
    skipSpace()
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func value(depth: Int) -> Value? {
    guard depth < Self.deepest else { return nil }
    if take("{") { return object(depth) }
    if take("[") { return array(depth) }
    if take("\"") { return string().map(Value.string) }
    if take("true") { return .bool(true) }
    if take("false") { return .bool(false) }
    if take("null") { return .null }
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    return UInt64(String(decoding: digits, as: UTF8.self)).map(Value.number)
  }

  private mutating func object(_ depth: Int) -> Value? {
    var members: [(key: String, value: Value)] = []
    if take("}") { return .object(members) }
    repeat {
      guard take("\""), let key = string(), take(":"), let value = value(depth: depth + 1) else {
        return nil
      }
      members.append((key, value))
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func array(_ depth: Int) -> Value? {
    var elements: [Value] = []
    if take("]") { return .array(elements) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      elements.append(value)
    } while take(",")
    return take("]") ? .array(elements) : nil
  }

  /// The text as far as the closing quote. Escapes stay as they are: no text that we look for has one.
  private mutating func string() -> String? {
    var end = rest.startIndex
    while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") {
      end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < rest.endIndex else { return nil }
    defer { rest = rest[(end + 1)...] }
    return String(decoding: rest[..<end], as: UTF8.self)
  }
}
