/// Writes one JSON document with its keys in the order given.
///
/// The document grows by the calls made; commas, escapes and layout are the writer's business.
/// Numbers are integers, written in full whatever their width.
///
/// ```swift
/// var json = JSONWriter()
/// json.object { json in
///   json.member("schema", 1)
///   json.array("seeds") { json in
///     for seed in seeds { json.element(seed) }
///   }
/// }
/// ```
public struct JSONWriter: Sendable {
  /// The document so far; complete once the outermost call has returned.
  public private(set) var text = ""
  private let isPretty: Bool
  private var depth = 0
  private var isFirst = true

  /// A writer for one document.
  ///
  /// - Parameter isPretty: One member or element a line, indented by two spaces, instead of all
  ///   in one line without spaces.
  public init(isPretty: Bool = false) {
    self.isPretty = isPretty
  }

  // MARK: The whole document, or one element of an array

  /// An object whose members the closure writes.
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    separate()
    nest("{", "}", members)
  }

  /// An array whose elements the closure writes.
  public mutating func array(_ elements: (inout JSONWriter) -> Void) {
    separate()
    nest("[", "]", elements)
  }

  /// An integer.
  public mutating func element(_ value: some BinaryInteger) {
    separate()
    text += String(value)
  }

  /// A string.
  public mutating func element(_ value: String) {
    separate()
    quote(value)
  }

  /// A string, or null.
  public mutating func element(_ value: String?) {
    guard let value else { return null() }
    element(value)
  }

  /// True or false.
  public mutating func element(_ value: Bool) {
    separate()
    text += value ? "true" : "false"
  }

  /// Null.
  public mutating func null() {
    separate()
    text += "null"
  }

  // MARK: Members of an object

  /// A member that is an object.
  public mutating func object(_ key: String, _ members: (inout JSONWriter) -> Void) {
    name(key)
    nest("{", "}", members)
  }

  /// A member that is an array.
  public mutating func array(_ key: String, _ elements: (inout JSONWriter) -> Void) {
    name(key)
    nest("[", "]", elements)
  }

  /// A member that is an array of strings.
  public mutating func array(_ key: String, of values: [String]) {
    array(key) { json in
      for value in values { json.element(value) }
    }
  }

  /// An integer member.
  public mutating func member(_ key: String, _ value: some BinaryInteger) {
    name(key)
    text += String(value)
  }

  /// An integer member, or null.
  public mutating func member<Number: BinaryInteger>(_ key: String, _ value: Number?) {
    guard let value else { return null(key) }
    member(key, value)
  }

  /// A string member.
  public mutating func member(_ key: String, _ value: String) {
    name(key)
    quote(value)
  }

  /// A string member, or null.
  public mutating func member(_ key: String, _ value: String?) {
    guard let value else { return null(key) }
    member(key, value)
  }

  /// A member that is true or false.
  public mutating func member(_ key: String, _ value: Bool) {
    name(key)
    text += value ? "true" : "false"
  }

  /// A member that is null.
  public mutating func null(_ key: String) {
    name(key)
    text += "null"
  }

  // MARK: Layout

  private mutating func separate() {
    if !isFirst { text += "," }
    isFirst = false
    if depth > 0 { breakLine() }
  }

  private mutating func name(_ key: String) {
    separate()
    quote(key)
    text += isPretty ? ": " : ":"
  }

  private mutating func nest(
    _ open: String, _ close: String, _ content: (inout JSONWriter) -> Void
  ) {
    text += open
    depth += 1
    isFirst = true
    content(&self)
    depth -= 1
    if !isFirst { breakLine() }
    text += close
    isFirst = false
  }

  private mutating func breakLine() {
    if isPretty { text += "\n" + String(repeating: "  ", count: depth) }
  }

  /// Quotes a string; only what RFC 8259 §7 demands is escaped, so other text stays readable.
  private mutating func quote(_ value: String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<" ":
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
