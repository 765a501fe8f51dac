/// Why some bytes are not the canonical form of any value.
public enum CanonicalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The bytes end before the value does.
  case truncated(at: Int)
  /// So many bytes are left after the value.
  case trailingBytes(Int)
  /// A tag, flag or enumeration value that no encoder writes.
  case unknownTag(UInt64, at: Int)
  /// A value that the encoder would have written otherwise, such as a list out of order.
  case notCanonical(String, at: Int)

  /// The reason in words, with the byte offset.
  public var description: String {
    switch self {
    case .truncated(let offset): "the bytes end at \(offset), in the middle of a value"
    case .trailingBytes(let count): "\(count) bytes are left after the value"
    case .unknownTag(let tag, let offset): "unknown tag \(tag) at byte \(offset)"
    case .notCanonical(let what, let offset): "\(what) at byte \(offset)"
    }
  }
}
