public import Determinism

/// A 32-byte digest: SHA-256 of a protocol value, or BLAKE2b-256 of a trace.
@frozen
public struct Digest: Hashable, Comparable, Canonical, CustomStringConvertible {
  /// The 32 bytes.
  public let raw: Bytes32

  /// The digest whose bytes are all zero, which stands for "none yet".
  public static var zero: Digest { Digest(Bytes32(0, 0, 0, 0)) }

  /// Takes 32 bytes for a digest.
  @inlinable
  public init(_ raw: Bytes32) { self.raw = raw }

  /// Takes 32 bytes for a digest.
  ///
  /// - Precondition: There are exactly 32.
  public init(bytes: [UInt8]) { raw = Bytes32(bytes: bytes) }

  /// Reads 64 hexadecimal digits; nil for any other text.
  public init?(hex: String) {
    guard let raw = Bytes32(hex: hex) else { return nil }
    self.raw = raw
  }

  /// The bytes as a new array.
  public var bytes: [UInt8] { raw.bytes }
  /// The bytes as 64 lower-case hexadecimal digits.
  public var hex: String { raw.hex }
  /// The same as ``hex``.
  public var description: String { raw.hex }

  /// Orders as the bytes do.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }

  /// Appends the 32 bytes, without a count.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { raw.encode(into: &writer) }

  /// Reads 32 bytes.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    raw = try Bytes32(decoding: &reader)
  }
}
