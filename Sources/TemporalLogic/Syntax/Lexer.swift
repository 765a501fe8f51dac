import Diagnostics

/// A word or sign of a formula.
struct Token: Sendable {
  enum Kind: Equatable, Sendable {
    case open, close
    case name(String)
    /// An operator before its operand, or between its two.
    case prefix(Operator)
    case infix(Operator)
    case constant(Bool)
    /// Only where properties are declared: other signs, numbers with what they count, texts in quotes, and lines
    /// that say what a property means.
    case sign(String)
    case number(UInt64, ValueKind)
    case text(String)
    case doc(String)
    case unknown
    case end
  }

  let kind: Kind
  let range: Range<Int>
}

/// Cuts a formula into tokens, as its dialect spells them.
struct Lexer {
  private typealias Spelling = (text: String, kind: Token.Kind, dialects: [Dialect])

  /// The signs; a longer one stands before one that it begins with.
  private static let signs: [Spelling] = {
    let (every, wide): ([Dialect], [Dialect]) = ([.nocturne, .spot, .spin], [.nocturne, .spot])
    return [
      ("(", .open, every), (")", .close, every),
      ("<-->", .infix(.iff), wide), ("<->", .infix(.iff), every), ("<=>", .infix(.iff), wide),
      ("<>", .prefix(.eventually), every), ("[]", .prefix(.always), every),
      ("()", .prefix(.next), wide),
      ("-->", .infix(.implies), wide), ("->", .infix(.implies), every),
      ("=>", .infix(.implies), wide),
      ("&&", .infix(.and), every), ("/\\", .infix(.and), every), ("&", .infix(.and), wide),
      ("||", .infix(.or), every), ("\\/", .infix(.or), every), ("|", .infix(.or), wide),
      ("^", .infix(.xor), wide), ("!", .prefix(.not), every), ("~", .prefix(.not), wide),
      ("□", .prefix(.always), wide), ("◇", .prefix(.eventually), wide), ("○", .prefix(.next), wide),
      ("◯", .prefix(.next), wide), ("¬", .prefix(.not), wide), ("∧", .infix(.and), wide),
      ("∨", .infix(.or), wide), ("→", .infix(.implies), wide), ("⇒", .infix(.implies), wide),
      ("⟶", .infix(.implies), wide), ("↔", .infix(.iff), wide), ("⇔", .infix(.iff), wide),
      ("⊕", .infix(.xor), wide), ("⊤", .constant(true), [.nocturne]),
      ("⊥", .constant(false), [.nocturne]),
    ]
  }()

  /// The signs of each dialect, made once.
  private static let signsOfDialect = Dialect.allCases.map { dialect in
    signs.filter { $0.dialects.contains(dialect) }.map {
      (bytes: Array($0.text.utf8), kind: $0.kind)
    }
  }

  let text: SourceText
  let dialect: Dialect
  /// Whether properties are declared, with quantifiers, values and times.
  let isProperty: Bool
  var place = 0
  /// Where a run of operators in one word ends.
  private var runEnd = 0
  private let signs: [(bytes: [UInt8], kind: Token.Kind)]

  init(_ text: SourceText, _ dialect: Dialect, isProperty: Bool = false) {
    (self.text, self.dialect, self.isProperty) = (text, dialect, isProperty)
    let common = Self.signsOfDialect[Dialect.allCases.firstIndex(of: dialect) ?? 0]
    signs =
      isProperty
      ? common + Self.propertySigns.map { (Array($0.utf8), .sign($0)) } : common
  }

  /// The tokens in order; the last one is the end.
  mutating func tokens() -> [Token] {
    var tokens: [Token] = []
    while true {
      let token = next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() -> Token {
    while place < text.bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(text.bytes[place]) {
      place += 1
    }
    if isProperty, let token = propertyToken() { return token }
    let start = place
    guard start < text.bytes.count else { return Token(kind: .end, range: start..<start) }
    let byte = text.bytes[start]
    let kind: Token.Kind
    if let sign = signs.first(where: { text.bytes[start...].starts(with: $0.bytes) }) {
      place += sign.bytes.count
      kind = sign.kind
    } else if Self.isLetter(byte) {
      kind = word()
    } else if byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1") {
      place += 1
      kind =
        dialect == .spin || place < text.bytes.count && Self.isWord(text.bytes[place])
        ? .unknown : .constant(byte == UInt8(ascii: "1"))
    } else if byte == UInt8(ascii: "\""), dialect != .spin, let end = quoteEnd() {
      kind = .name(String(decoding: text.bytes[start + 1..<end], as: UTF8.self))
      place = end + 1
    } else {
      // The whole scalar, so that it can be shown.
      place += 1
      while place < text.bytes.count, text.bytes[place] & 0xC0 == 0x80 { place += 1 }
      kind = .unknown
    }
    return Token(kind: kind, range: start..<place)
  }

  func quoteEnd() -> Int? {
    // A name has no control characters.
    let end = text.bytes[(place + 1)...].firstIndex { $0 == UInt8(ascii: "\"") || $0 < 0x20 }
    return end.flatMap { text.bytes[$0] == UInt8(ascii: "\"") && $0 > place + 1 ? $0 : nil }
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
      || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: ".")
  }

  // MARK: Words

  private mutating func word() -> Token.Kind {
    let start = place
    // To Spot a word is what follows the operators F, G and X, unless a digit does.
    if dialect != .spin, let prefix = Self.glued(text.bytes[place]),
      place + 1 == text.bytes.count || !Self.isDigit(text.bytes[place + 1]),
      dialect == .spot || isRunOfOperators()
    {
      place += 1
      return .prefix(takeMark(after: prefix))
    }
    while place < text.bytes.count, Self.isWord(text.bytes[place]) { place += 1 }
    let name = String(decoding: text.bytes[start..<place], as: UTF8.self)
    switch dialect {
    case .spin: return spinWord(name)
    case .spot: return spotWord(name)
    case .nocturne: return ownWord(name)
    }
  }

  private static func glued(_ byte: UInt8) -> Operator? {
    switch byte {
    case UInt8(ascii: "F"): .eventually
    case UInt8(ascii: "G"): .always
    case UInt8(ascii: "X"): .next
    default: nil
    }
  }

  /// Whether the word here is made of the letters of prefix operators, and perhaps ends in a name in small letters:
  /// `GF`, `GFp`, but not `Final`, which is a name.
  private mutating func isRunOfOperators() -> Bool {
    if place < runEnd { return true }
    var end = place
    while end < text.bytes.count, Self.glued(text.bytes[end]) != nil { end += 1 }
    if end == text.bytes.count || !Self.isWord(text.bytes[end]) { return true }
    // One capital before small letters begins a name.
    guard end - place > 1, UInt8(ascii: "a")...UInt8(ascii: "z") ~= text.bytes[end] else {
      return false
    }
    runEnd = end
    return true
  }

  /// `X[!]` and `X[?]`: the next position must be there, or need not.
  private mutating func takeMark(after form: Operator) -> Operator {
    guard form == .next else { return form }
    if text.bytes[place...].starts(with: Array("[!]".utf8)) {
      place += 3
      return .strongNext
    }
    if dialect == .nocturne, text.bytes[place...].starts(with: Array("[?]".utf8)) {
      place += 3
      return .weakNext
    }
    return .next
  }

  private func spinWord(_ name: String) -> Token.Kind {
    switch name {
    case "true": .constant(true)
    case "false": .constant(false)
    case "X": .prefix(.next)
    case "U": .infix(.until)
    case "V": .infix(.release)
    default:
      text.bytes[place - name.utf8.count] >= UInt8(ascii: "_") && !name.contains(".")
        ? .name(name) : .unknown
    }
  }

  private mutating func spotWord(_ name: String) -> Token.Kind {
    switch name {
    case "true": return .constant(true)
    case "false": return .constant(false)
    case "U": return .infix(.until)
    case "R", "V": return .infix(.release)
    case "W": return .infix(.weakUntil)
    case "M": return .infix(.strongRelease)
    case "xor": return .infix(.xor)
    default: break
    }
    return .name(name)
  }

  private mutating func ownWord(_ name: String) -> Token.Kind {
    switch name {
    case "Y": .prefix(.previous)
    case "Z": .prefix(.weakPrevious)
    case "O": .prefix(.once)
    case "H": .prefix(.historically)
    case "S": .infix(.since)
    case "T": .infix(.triggered)
    case "not": .prefix(.not)
    case "and": .infix(.and)
    case "or": .infix(.or)
    default: spotWord(name)
    }
  }
}
