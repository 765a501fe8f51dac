/// A value with exactly one byte form: NCE-1, the encoding behind hashes, signatures, fingerprints
/// and digests.
///
/// Integers are fixed width and big-endian; byte strings and lists carry a `u32` count; an optional
/// is `0x00` or `0x01` and the value; a flag is one byte. There are no floats and no maps: a map is
/// a list of pairs, strictly ascending by key. `decode∘encode` and `encode∘decode` are identities,
/// so a decoder must refuse whatever its encoder would not have written.
///
/// - Source: Nocturne repaired protocol, canonical encoding NCE-1.
public protocol Canonical: Equatable, Sendable {
  /// Appends the value's canonical bytes.
  func encode(into writer: inout CanonicalWriter)
  /// Reads one value, consuming exactly the bytes that ``encode(into:)`` writes for it.
  ///
  /// - Throws: ``CanonicalError`` on bytes that no value encodes to.
  init(decoding reader: inout CanonicalReader) throws(CanonicalError)
}

extension Canonical {
  /// The value's canonical bytes as a new array.
  public var canonicalBytes: [UInt8] {
    var writer = CanonicalWriter()
    encode(into: &writer)
    return writer.bytes
  }

  /// Decodes a value that fills `bytes` exactly.
  ///
  /// - Throws: ``CanonicalError``, also ``CanonicalError/trailingBytes(_:)`` when some are left.
  public init(canonicalBytes bytes: [UInt8]) throws(CanonicalError) {
    var reader = CanonicalReader(bytes)
    try self.init(decoding: &reader)
    try reader.finish()
  }
}

extension FixedWidthInteger where Self: UnsignedInteger & Sendable {
  /// Appends the integer big-endian, in its full width.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { writer.put(self) }

  /// Reads an integer of this width.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    self = try reader.take()
  }
}

extension UInt8: Canonical {}
extension UInt16: Canonical {}
extension UInt32: Canonical {}
extension UInt64: Canonical {}

extension Bool: Canonical {
  /// Appends `0x01` for true and `0x00` for false.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { writer.put(UInt8(self ? 1 : 0)) }

  /// Reads a flag; any byte but 0 and 1 is refused.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = false
    case 1: self = true
    case let byte: throw .unknownTag(UInt64(byte), at: reader.offset - 1)
    }
  }
}

extension Array: Canonical where Element: Canonical {
  /// Appends a `u32` count and the elements.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(UInt32(count))
    for element in self { element.encode(into: &writer) }
  }

  /// Reads a count and that many elements.
  ///
  /// Room is reserved only as elements arrive, so a forged count cannot exhaust the memory.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let count = try reader.takeCount()
    self = []
    for _ in 0..<count { append(try Element(decoding: &reader)) }
  }
}

extension Optional: Canonical where Wrapped: Canonical {
  /// Appends `0x00`, or `0x01` and the value.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(UInt8(self == nil ? 0 : 1))
    if let value = self { value.encode(into: &writer) }
  }

  /// Reads an optional value.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    self = try Bool(decoding: &reader) ? Wrapped(decoding: &reader) : nil
  }
}

/// An enumeration without payloads encodes as its raw byte.
extension Canonical where Self: RawRepresentable, RawValue == UInt8 {
  /// Appends the raw value.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

  /// Reads a raw value; one without a case is refused.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let raw = try reader.take(UInt8.self)
    guard let value = Self(rawValue: raw) else {
      throw .unknownTag(UInt64(raw), at: reader.offset - 1)
    }
    self = value
  }
}
