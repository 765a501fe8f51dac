public import Determinism

/// A detached signature of 64 bytes: Ed25519's R and S, or what stands for them in the ideal mode.
@frozen
public struct Signature: Hashable, Canonical, CustomStringConvertible {
  /// The first 32 bytes: the point R.
  public let head: Bytes32
  /// The last 32 bytes: the scalar S.
  public let tail: Bytes32

  /// 64 zero bytes: no signature at all.
  @inlinable
  public static var zero: Signature {
    Signature(head: Bytes32(0, 0, 0, 0), tail: Bytes32(0, 0, 0, 0))
  }

  /// The number of bytes.
  public static var count: Int { 64 }

  /// Takes two halves for a signature; whether it is one shows when it is verified.
  @inlinable
  public init(head: Bytes32, tail: Bytes32) {
    self.head = head
    self.tail = tail
  }

  /// Takes 64 bytes for a signature.
  ///
  /// - Precondition: There are exactly 64.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == Self.count, "\(bytes.count) bytes where 64 are needed")
    head = Bytes32(bytes: Array(bytes[..<32]))
    tail = Bytes32(bytes: Array(bytes[32...]))
  }

  /// The bytes as a new array.
  public var bytes: [UInt8] { head.bytes + tail.bytes }
  /// The bytes as 128 lower-case hexadecimal digits.
  public var description: String { head.hex + tail.hex }

  /// Appends the 64 bytes, without a count.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) {
    head.encode(into: &writer)
    tail.encode(into: &writer)
  }

  /// Reads 64 bytes.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    head = try Bytes32(decoding: &reader)
    tail = try Bytes32(decoding: &reader)
  }
}
