public import Determinism

/// A domain-separation tag: what kind of body a hash or a signature is of, such as `pp` or `cmd`.
///
/// 1 to 8 printable ASCII bytes, packed into a word from its high end. Equal words are equal tags,
/// since no tag holds a zero byte.
@frozen
public struct Tag: Hashable, Sendable, CustomStringConvertible {
  /// The bytes, first byte highest, zero after the last.
  public let word: UInt64

  /// The number of bytes, 1 to 8.
  @inlinable
  public var count: Int { 8 - word.trailingZeroBitCount / 8 }

  /// Names a tag in source.
  ///
  /// - Precondition: The text is 1 to 8 printable ASCII bytes, without a space.
  @inlinable
  public init(_ text: StaticString) {
    // The text lives as long as the program.
    let packed = text.withUTF8Buffer { unsafe Self.pack($0) }
    precondition(packed != 0, "a tag is 1 to 8 printable ASCII characters")
    word = packed
  }

  /// Reads a tag that a user wrote; nil unless it is 1 to 8 printable ASCII bytes without a space.
  public init?(parsing text: some StringProtocol) {
    word = Self.pack(text.utf8)
    if word == 0 { return nil }
  }

  /// The packed bytes, or 0 when they are no tag.
  @inlinable
  static func pack(_ bytes: some Collection<UInt8>) -> UInt64 {
    var word: UInt64 = 0
    var count = 0
    for byte in bytes {
      guard count < 8, byte > 0x20, byte < 0x7F else { return 0 }
      word |= UInt64(byte) << UInt64(56 - 8 * count)
      count += 1
    }
    return word
  }

  /// The tag as text.
  public var text: String {
    String(
      decoding: (0..<count).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) },
      as: UTF8.self)
  }

  /// The same as ``text``.
  public var description: String { text }

  /// Appends a `u8` length and the bytes.
  @inlinable
  func put(into writer: inout CanonicalWriter) {
    let count = count
    writer.put(UInt8(count))
    for index in 0..<count {
      writer.put(UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * index)))
    }
  }
}
