public import Determinism

/// The name under which signatures are verified: 32 bytes, an Ed25519 point in the real modes.
@frozen
public struct PublicKey: Hashable, Comparable, Canonical, CustomStringConvertible {
  /// The 32 bytes.
  public let raw: Bytes32

  /// Takes 32 bytes for a key; whether they are a point shows when a signature is verified.
  @inlinable
  public init(_ raw: Bytes32) { self.raw = raw }

  /// Takes 32 bytes for a key.
  ///
  /// - Precondition: There are exactly 32.
  public init(bytes: [UInt8]) { raw = Bytes32(bytes: bytes) }

  /// The bytes as a new array.
  public var bytes: [UInt8] { raw.bytes }
  /// The bytes as 64 lower-case hexadecimal digits.
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
