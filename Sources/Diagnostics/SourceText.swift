/// A named text that findings point into: a file, or an argument of the command line.
///
/// Any bytes are accepted. Invalid UTF-8 shows as U+FFFD, and each such replacement counts as one
/// column; ``firstInvalidByte`` says where it starts, for parsers that refuse it.
public struct SourceText: Sendable {
  /// What findings call the text, usually a path.
  public let name: String
  /// The text as it was handed in.
  public let bytes: [UInt8]
  /// The offset of each line's first byte; never empty.
  private let lineStarts: [Int]

  /// Makes a text of bytes, valid UTF-8 or not.
  ///
  /// - Complexity: O(length).
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// Makes a text of a string.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The whole text, with U+FFFD in place of invalid UTF-8.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// How many lines there are; a text that ends in a newline has an empty last line.
  public var lineCount: Int { lineStarts.count }

  /// The bytes of a line without its line break.
  ///
  /// - Parameter line: From 1; a line the text does not have is empty.
  public func lineBytes(_ line: Int) -> ArraySlice<UInt8> {
    guard line >= 1, line <= lineStarts.count else { return [] }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes[start..<end]
  }

  /// The text of a line without its line break.
  public func line(_ line: Int) -> String { String(decoding: lineBytes(line), as: UTF8.self) }

  /// The part of a line that is worth showing around a column, and how many columns are left out
  /// before it; what is left out shows as `…`.
  func excerpt(of line: Int, around column: Int, width: Int) -> (text: String, leftOut: Int) {
    let scalars = Array(self.line(line).unicodeScalars)
    guard scalars.count > width else { return (self.line(line), 0) }
    let before = min(column - 1, scalars.count)
    let start = max(0, min(before - width / 4, scalars.count - width))
    var text = String.UnicodeScalarView(scalars[start..<start + width])
    if start > 0 { text.replaceSubrange(text.startIndex...text.startIndex, with: ["…"]) }
    if start + width < scalars.count { text.append("…") }
    return (String(text), start)
  }

  /// The place of a byte.
  ///
  /// - Parameter offset: Outside the text it is taken as the nearest end.
  /// - Complexity: O(log lines + length of the line).
  public func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return SourcePosition(line: low + 1, column: scalarCount(lineStarts[low]..<offset) + 1)
  }

  /// The byte at a place, or the nearest one before it.
  ///
  /// - Complexity: O(length of the line).
  public func offset(of position: SourcePosition) -> Int {
    guard position.line >= 1 else { return 0 }
    guard position.line <= lineStarts.count else { return bytes.count }
    var offset = lineStarts[position.line - 1]
    var left = position.column - 1
    for scalar in line(position.line).unicodeScalars where left > 0 {
      offset += UTF8.width(scalar)
      left -= 1
    }
    return min(offset, bytes.count)
  }

  /// The number of Unicode scalars in a range of bytes, as columns count them.
  public func scalarCount(_ range: Range<Int>) -> Int {
    let range = range.clamped(to: 0..<bytes.count)
    return String(decoding: bytes[range], as: UTF8.self).unicodeScalars.count
  }

  /// The offset of the first byte that is not valid UTF-8, if there is one.
  public var firstInvalidByte: Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.parseScalar(from: &rest) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }
}
