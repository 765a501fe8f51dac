import CSodium
public import Determinism

/// One-shot hash functions.
public enum Hashing {
  /// SHA-256 of some bytes.
  ///
  /// - Source: NIST, *Secure Hash Standard* (FIPS 180-4), §6.2.
  public static func sha256(_ bytes: [UInt8]) -> Digest {
    // The pointer does not outlive the call.
    unsafe bytes.withUnsafeBytes { unsafe sha256($0) }
  }

  /// SHA-256 of memory that the caller owns.
  public static func sha256(_ bytes: UnsafeRawBufferPointer) -> Digest {
    // `digest` has 32 bytes; a message of no bytes may have no address.
    unsafe Digest(
      Bytes32 { digest in
        _ = unsafe crypto_hash_sha256(
          digest, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
      })
  }

  /// SHA-256 of what a writer holds.
  public static func sha256(_ writer: borrowing CanonicalWriter) -> Digest {
    // The pointer does not outlive the call.
    unsafe writer.withUnsafeBytes { unsafe sha256($0) }
  }

  /// BLAKE2b of some bytes, 32 bytes long and without a key.
  ///
  /// - Source: Saarinen and Aumasson, *The BLAKE2 Cryptographic Hash* (RFC 7693).
  public static func blake2b(_ bytes: [UInt8]) -> Digest {
    // The pointer does not outlive the call.
    unsafe bytes.withUnsafeBytes { unsafe blake2b($0) }
  }

  /// BLAKE2b of memory that the caller owns, 32 bytes long and without a key.
  public static func blake2b(_ bytes: UnsafeRawBufferPointer) -> Digest {
    Sodium.require()
    // `digest` has 32 bytes; a message of no bytes may have no address.
    return unsafe Digest(
      Bytes32 { digest in
        _ = unsafe crypto_generichash(
          digest, Bytes32.count, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
          UInt64(bytes.count), nil, 0)
      })
  }

  /// BLAKE2b of what a writer holds, 32 bytes long and without a key.
  public static func blake2b(_ writer: borrowing CanonicalWriter) -> Digest {
    // The pointer does not outlive the call.
    unsafe writer.withUnsafeBytes { unsafe blake2b($0) }
  }
}
