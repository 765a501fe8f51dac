import CSodium

/// Ed25519 detached signatures over raw bytes, without tags.
///
/// libsodium refuses what makes signatures malleable or keys meaningless: S not below the group
/// order, points of small order, and points that are not encoded canonically.
///
/// - Source: Josefsson and Liusvaara, *Edwards-Curve Digital Signature Algorithm* (RFC 8032), §5.1.
enum Ed25519 {
  /// The public key of the key pair that grows from a seed.
  static func publicKey(seed: Bytes32) -> PublicKey {
    Sodium.require()
    var secretKey = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
    // 32 bytes each for the public key and the seed, 64 for the secret key, which is the seed
    // followed by the public key and need not be kept.
    return unsafe PublicKey(
      Bytes32 { publicKey in
        unsafe seed.withPointer { seed in
          _ = unsafe crypto_sign_seed_keypair(
            publicKey, &secretKey, seed)
        }
      })
  }

  /// Signs a message.
  static func sign(
    _ message: UnsafeRawBufferPointer, seed: Bytes32, publicKey: PublicKey
  ) -> Signature {
    let secretKey = Signature(head: seed, tail: publicKey.raw)
    // 64 bytes for the signature and the secret key each.
    return unsafe Signature { signature in
      unsafe secretKey.withPointer { secretKey in
        _ = unsafe crypto_sign_detached(
          signature, nil, message.baseAddress?.assumingMemoryBound(to: UInt8.self),
          UInt64(message.count), secretKey)
      }
    }
  }

  /// Whether `signature` is the key owner's over the message.
  static func verify(
    _ signature: Signature, of message: UnsafeRawBufferPointer, by key: PublicKey
  ) -> Bool {
    // 64 bytes for the signature, 32 for the key.
    unsafe signature.withPointer { signature in
      unsafe key.raw.withPointer { key in
        unsafe crypto_sign_verify_detached(
          signature,
          message.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(message.count),
          key) == 0
      }
    }
  }
}

extension Signature {
  /// Lends the 64 bytes in their order.
  func withPointer<R>(_ body: (UnsafePointer<UInt8>) -> R) -> R {
    let words = (
      head.word0.bigEndian, head.word1.bigEndian, head.word2.bigEndian, head.word3.bigEndian,
      tail.word0.bigEndian, tail.word1.bigEndian, tail.word2.bigEndian, tail.word3.bigEndian
    )
    // Eight words without padding, alive for the call.
    return unsafe Swift.withUnsafeBytes(of: words) {
      unsafe body($0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Makes a signature of the 64 bytes that `fill` writes.
  init(filledBy fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    var halves = (Bytes32(0, 0, 0, 0), Bytes32(0, 0, 0, 0))
    // Eight words without padding, alive for the call; bytes may alias any memory.
    unsafe withUnsafeMutableBytes(of: &halves) {
      unsafe fill($0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    }
    self.init(head: halves.0.byteSwappedFromMemory, tail: halves.1.byteSwappedFromMemory)
  }
}

extension Bytes32 {
  /// The value whose words were filled as memory and not as big-endian numbers.
  fileprivate var byteSwappedFromMemory: Bytes32 {
    Bytes32(
      UInt64(bigEndian: word0), UInt64(bigEndian: word1), UInt64(bigEndian: word2),
      UInt64(bigEndian: word3))
  }
}
