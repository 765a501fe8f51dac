public import Determinism

/// 32 raw bytes, held as four words so that values copy, compare and hash without memory of their
/// own.
///
/// The words are the bytes read big-endian; comparing words is therefore comparing bytes.
@frozen
public struct Bytes32: Hashable, Comparable, Canonical {
  /// Bytes 0 to 7.
  public let word0: UInt64
  /// Bytes 8 to 15.
  public let word1: UInt64
  /// Bytes 16 to 23.
  public let word2: UInt64
  /// Bytes 24 to 31.
  public let word3: UInt64

  /// The number of bytes.
  public static var count: Int { 32 }

  /// Makes a value of four big-endian words.
  @inlinable
  public init(_ word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64) {
    self.word0 = word0
    self.word1 = word1
    self.word2 = word2
    self.word3 = word3
  }

  /// Makes a value of 32 bytes.
  ///
  /// - Precondition: There are exactly 32.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == Self.count, "\(bytes.count) bytes where 32 are needed")
    func word(_ index: Int) -> UInt64 {
      bytes[index * 8..<index * 8 + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    self.init(word(0), word(1), word(2), word(3))
  }

  /// Makes a value of 64 hexadecimal digits of either case; nil for any other text.
  public init?(hex: String) {
    let digits = hex.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == 2 * Self.count, !digits.contains(nil) else { return nil }
    let values = digits.compactMap(\.self)
    self.init(bytes: (0..<Self.count).map { UInt8(values[2 * $0] << 4 | values[2 * $0 + 1]) })
  }

  /// The bytes as a new array.
  public var bytes: [UInt8] {
    // The buffer is copied before it ends.
    unsafe withPointer { unsafe Array(UnsafeBufferPointer(start: $0, count: Self.count)) }
  }

  /// The bytes as 64 lower-case hexadecimal digits.
  public var hex: String { hexText(bytes) }

  /// Orders as the bytes do.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    if left.word0 != right.word0 { return left.word0 < right.word0 }
    if left.word1 != right.word1 { return left.word1 < right.word1 }
    if left.word2 != right.word2 { return left.word2 < right.word2 }
    return left.word3 < right.word3
  }

  /// Appends the 32 bytes, without a count.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(word0, word1, word2, word3)
  }

  /// Reads 32 bytes.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    word0 = try reader.take()
    word1 = try reader.take()
    word2 = try reader.take()
    word3 = try reader.take()
  }

  /// Lends the bytes in their order.
  func withPointer<R>(_ body: (UnsafePointer<UInt8>) -> R) -> R {
    let words = (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian)
    // Four words without padding, alive for the call.
    return unsafe Swift.withUnsafeBytes(of: words) {
      unsafe body($0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Makes a value of the 32 bytes that `fill` writes.
  init(filledBy fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    // Four words without padding, alive for the call; bytes may alias any memory.
    unsafe withUnsafeMutableBytes(of: &words) {
      unsafe fill($0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    }
    self.init(
      UInt64(bigEndian: words.0), UInt64(bigEndian: words.1), UInt64(bigEndian: words.2),
      UInt64(bigEndian: words.3))
  }
}

/// Lower-case hexadecimal digits, two a byte.
func hexText(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
  return String(decoding: text, as: UTF8.self)
}
