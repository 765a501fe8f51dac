/// Reads canonical bytes and refuses those that no encoder writes.
@frozen
public struct CanonicalReader: ~Copyable {
  @usableFromInline
  let bytes: [UInt8]
  /// The number of bytes consumed.
  @inlinable
  public var offset: Int { position }

  @usableFromInline
  var position = 0

  /// Starts at the first byte.
  @inlinable
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The number of bytes not yet consumed.
  @inlinable
  public var remaining: Int { bytes.count - position }

  /// Reads a big-endian integer of the wanted width.
  @inlinable
  public mutating func take<T: FixedWidthInteger>(_: T.Type = T.self) throws(CanonicalError) -> T {
    let size = MemoryLayout<T>.size
    guard remaining >= size else { throw .truncated(at: bytes.count) }
    var value: T = 0
    for index in position..<position + size { value = value << 8 | T(bytes[index]) }
    position += size
    return value
  }

  /// Reads a `u32` count that the remaining bytes could satisfy with one byte an element.
  @inlinable
  public mutating func takeCount() throws(CanonicalError) -> Int {
    let count = Int(try take(UInt32.self))
    guard count <= remaining else { throw .truncated(at: bytes.count) }
    return count
  }

  /// Reads a canonical value of the type that the caller expects.
  @inlinable
  @inline(__always)
  public mutating func decode<C: Canonical>(_: C.Type = C.self) throws(CanonicalError) -> C {
    try C(decoding: &self)
  }

  /// Reads a counted byte string.
  @inlinable
  public mutating func takeBytes() throws(CanonicalError) -> [UInt8] {
    try takeRaw(takeCount())
  }

  /// Reads `count` bytes that carry no count.
  @inlinable
  public mutating func takeRaw(_ count: Int) throws(CanonicalError) -> [UInt8] {
    guard remaining >= count else { throw .truncated(at: bytes.count) }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  /// Reads a counted text; only ASCII is accepted, since its NFC is the same in every Unicode version.
  public mutating func takeText() throws(CanonicalError) -> String {
    let start = position
    let text = try takeBytes()
    guard text.allSatisfy({ $0 < 0x80 }) else {
      throw .notCanonical("text is not ASCII", at: start)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Ends the reading.
  ///
  /// - Throws: ``CanonicalError/trailingBytes(_:)`` when bytes are left.
  @inlinable
  public func finish() throws(CanonicalError) {
    guard remaining == 0 else { throw .trailingBytes(remaining) }
  }
}
