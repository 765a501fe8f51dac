public import Determinism

/// The name of a session, domain, virtual node, object, key or counter: 1 to 64 bytes of printable
/// ASCII without a space.
///
/// So narrow an alphabet has the same NFC in every version of Unicode.
public struct Name: Hashable, Comparable, Canonical, CustomStringConvertible {
  /// The most bytes of a name.
  public static let limit = 64

  /// The name as text.
  public let text: String

  /// Takes a text for a name; nil unless it is 1 to 64 bytes of 0x21 to 0x7E.
  public init?(_ text: String) {
    let count = text.utf8.count
    guard count > 0, count <= Self.limit, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return nil
    }
    self.text = text
  }

  /// Names something in source.
  ///
  /// - Precondition: The text is a name.
  public init(known text: String) {
    guard let name = Self(text) else { preconditionFailure("'\(text)' is no name") }
    self = name
  }

  /// Orders as the bytes do.
  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  /// The same as ``text``.
  public var description: String { text }

  /// Appends a `u32` count and the bytes.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(UInt32(text.utf8.count))
    for byte in text.utf8 { writer.put(byte) }
  }

  /// Reads a name.
  ///
  /// - Throws: `CanonicalError`, also for text that is no name.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    guard let name = Self(try reader.takeText()) else {
      throw .notCanonical("not a name of 1 to \(Self.limit) printable bytes", at: start)
    }
    self = name
  }
}
