/// A small strict JSON reader of its own kind: keys keep their order, numbers their text.
indirect enum JSONValue: Equatable {
  case object([Member])
  case array([JSONValue])
  case string(String)
  case number(String)
  case bool(Bool)
  case null

  struct Member: Equatable {
    var key: String
    var value: JSONValue
  }

  init?(_ text: String) {
    var reader = JSONReader(rest: Array(text.unicodeScalars)[...])
    guard let value = reader.value() else { return nil }
    reader.skipSpace()
    guard reader.rest.isEmpty else { return nil }
    self = value
  }

  var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.key)
  }

  var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// A member of an object; null where there is none.
  subscript(key: String) -> JSONValue {
    guard case .object(let members) = self else { return .null }
    return members.first { $0.key == key }?.value ?? .null
  }

  subscript(index: Int) -> JSONValue { elements[index] }
}

private struct JSONReader {
  var rest: ArraySlice<Unicode.Scalar>

  mutating func skipSpace() {
    while let first = rest.first, " \n\r\t".unicodeScalars.contains(first) { rest.removeFirst() }
  }

  mutating func take(_ text: String) -> Bool {
    skipSpace()
    guard rest.starts(with: text.unicodeScalars) else { return false }
    rest.removeFirst(text.unicodeScalars.count)
    return true
  }

  mutating func value() -> JSONValue? {
    if take("{") { return object() }
    if take("[") { return array() }
    if take("\"") { return string().map(JSONValue.string) }
    if take("true") { return .bool(true) }
    if take("false") { return .bool(false) }
    if take("null") { return .null }
    return number()
  }

  mutating func object() -> JSONValue? {
    var members: [JSONValue.Member] = []
    if take("}") { return .object(members) }
    repeat {
      guard take("\""), let key = string(), take(":"), let value = value() else { return nil }
      members.append(JSONValue.Member(key: key, value: value))
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  mutating func array() -> JSONValue? {
    var elements: [JSONValue] = []
    if take("]") { return .array(elements) }
    repeat {
      guard let value = value() else { return nil }
      elements.append(value)
    } while take(",")
    return take("]") ? .array(elements) : nil
  }

  mutating func string() -> String? {
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "\"" { return String(text) }
      guard scalar.value >= 32 else { return nil }
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      guard let escape = rest.popFirst() else { return nil }
      switch escape {
      case "n": text.append("\n")
      case "r": text.append("\r")
      case "t": text.append("\t")
      case "\"", "\\", "/": text.append(escape)
      case "u":
        let digits = String(String.UnicodeScalarView(rest.prefix(4)))
        guard let code = UInt32(digits, radix: 16), let unit = Unicode.Scalar(code) else {
          return nil
        }
        rest.removeFirst(4)
        text.append(unit)
      default: return nil
      }
    }
    return nil
  }

  /// Integers only: that is all we write.
  mutating func number() -> JSONValue? {
    skipSpace()
    var text = ""
    if rest.first == "-" { text.unicodeScalars.append(rest.removeFirst()) }
    while let first = rest.first, ("0"..."9").contains(first) {
      text.unicodeScalars.append(rest.removeFirst())
    }
    return Int(text) == nil && UInt64(text) == nil ? nil : .number(text)
  }
}
