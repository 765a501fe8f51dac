/// A key that a ``LookupTable`` can find: a number or a fingerprint.
public protocol LookupKey: Equatable, Sendable {
  /// The one key that marks an unused slot; the table keeps its value elsewhere.
  static var vacant: Self { get }
  /// A word of which every bit depends on the whole key.
  var scattered: UInt64 { get }
}

extension UInt64: LookupKey {
  /// The number 0.
  @inlinable
  public static var vacant: UInt64 { 0 }

  /// The number times a constant, the halves of the product folded.
  @inlinable
  @inline(__always)
  public var scattered: UInt64 { Fingerprint.folded(self, 0x9E37_79B9_7F4A_7C15) }
}

extension Fingerprint128: LookupKey {
  /// The fingerprint of zeros.
  @inlinable
  public static var vacant: Fingerprint128 { Fingerprint128(high: 0, low: 0) }

  /// One half, since a fingerprint is scattered already; the other tells it apart.
  @inlinable
  @inline(__always)
  public var scattered: UInt64 { low }
}
