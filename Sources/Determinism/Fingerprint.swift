/// Fast fingerprints of bytes, the same in every process and on every machine.
///
/// They tell states and messages apart where nobody chooses them to collide; anything an adversary
/// may forge needs a cryptographic hash.
///
/// - Source: Wang Yi, wyhash, final version 4 (public domain), with its published test vectors.
public enum Fingerprint {
  /// Returns the 64-bit fingerprint of the bytes: wyhash with the seed, 0 unless another family is
  /// wanted.
  @inlinable
  public static func hash64(_ bytes: RawSpan, seed: UInt64 = 0) -> UInt64 {
    hash(
      bytes, seed: seed,
      secrets: (
        0x2d35_8dcc_aa6c_78a5, 0x8bb8_4b93_962e_acc9, 0x4b33_a62e_d433_d4a3, 0x4d5a_2da5_1de1_aa47
      ))
  }

  /// Returns the 64-bit fingerprint of the bytes of an array.
  @inlinable
  public static func hash64(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    // An array of bytes has no padding to read.
    unsafe hash64(bytes.span.bytes, seed: seed)
  }

  /// Returns the 64-bit fingerprint of bytes in memory that the caller keeps alive.
  @inlinable
  @unsafe
  public static func hash64(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    // The span does not outlive the call.
    unsafe hash64(bytes.bytes, seed: seed)
  }

  /// Returns the 128-bit fingerprint of the bytes, whose low half is the 64-bit one.
  ///
  /// The high half is wyhash again with other secrets (those of its final version 3), since inputs
  /// that a secret blinds are blind for every seed.
  @inlinable
  public static func hash128(_ bytes: RawSpan) -> Fingerprint128 {
    Fingerprint128(
      high: hash(
        bytes, seed: 0,
        secrets: (
          0xa076_1d64_78bd_642f, 0xe703_7ed1_a0b4_28db, 0x8ebc_6af0_9c88_c6e3,
          0x5899_65cc_7537_4cc3
        )),
      low: hash64(bytes))
  }

  /// Returns the 128-bit fingerprint of the bytes of an array.
  @inlinable
  public static func hash128(_ bytes: [UInt8]) -> Fingerprint128 {
    // An array of bytes has no padding to read.
    unsafe hash128(bytes.span.bytes)
  }

  /// Returns the 128-bit fingerprint of bytes in memory that the caller keeps alive.
  @inlinable
  @unsafe
  public static func hash128(_ bytes: UnsafeRawBufferPointer) -> Fingerprint128 {
    // The span does not outlive the call.
    unsafe hash128(bytes.bytes)
  }

  /// The product of two words, its halves folded into one.
  @inlinable
  @inline(__always)
  static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  @usableFromInline typealias Secrets = (UInt64, UInt64, UInt64, UInt64)

  @inlinable
  @inline(__always)
  static func hash(_ bytes: RawSpan, seed: UInt64, secrets: Secrets) -> UInt64 {
    let count = bytes.byteCount
    var state = seed ^ folded(seed ^ secrets.0, secrets.1)
    var first: UInt64 = 0
    var second: UInt64 = 0
    if count <= 16 {
      if count >= 4 {
        let middle = (count >> 3) << 2
        first = word32(bytes, 0) << 32 | word32(bytes, middle)
        second = word32(bytes, count - 4) << 32 | word32(bytes, count - 4 - middle)
      } else if count > 0 {
        first =
          byte(bytes, 0) << 16 | byte(bytes, count >> 1) << 8 | byte(bytes, count - 1)
      }
    } else {
      var offset = 0
      if count >= 48 {
        var (state1, state2) = (state, state)
        repeat {
          state = folded(word(bytes, offset) ^ secrets.1, word(bytes, offset + 8) ^ state)
          state1 = folded(word(bytes, offset + 16) ^ secrets.2, word(bytes, offset + 24) ^ state1)
          state2 = folded(word(bytes, offset + 32) ^ secrets.3, word(bytes, offset + 40) ^ state2)
          offset += 48
        } while count - offset >= 48
        state ^= state1 ^ state2
      }
      while count - offset > 16 {
        state = folded(word(bytes, offset) ^ secrets.1, word(bytes, offset + 8) ^ state)
        offset += 16
      }
      first = word(bytes, count - 16)
      second = word(bytes, count - 8)
    }
    let product = (first ^ secrets.1).multipliedFullWidth(by: second ^ state)
    return folded(product.low ^ secrets.0 ^ UInt64(count), product.high ^ secrets.1)
  }

  @inlinable
  @inline(__always)
  static func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
    // Any bytes make an integer; `hash` asks for words within the span only.
    UInt64(
      littleEndian: unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  @inlinable
  @inline(__always)
  static func word32(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
    // As above.
    let half = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return UInt64(UInt32(littleEndian: half))
  }

  @inlinable
  @inline(__always)
  static func byte(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
    // As above.
    UInt64(unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
  }
}
