import CSodium
public import Determinism

/// BLAKE2b-256 over bytes that arrive in pieces; how they are cut does not matter.
///
/// - Source: Saarinen and Aumasson, *The BLAKE2 Cryptographic Hash* (RFC 7693).
@safe
public struct BLAKE2bStream: ~Copyable {
  /// The running state, and behind it room for the copy that a snapshot ends.
  private let state: UnsafeMutableRawPointer
  private let stateSize: Int

  /// Starts with no bytes.
  public init() {
    Sodium.require()
    // A multiple of the alignment, so that the second state is aligned too.
    stateSize = (crypto_generichash_statebytes() + 63) & ~63
    // The type cannot be copied; `deinit` gives the memory back.
    unsafe state = UnsafeMutableRawPointer.allocate(byteCount: 2 * stateSize, alignment: 64)
    // libsodium imports its state as an opaque type; it asks for 64-byte alignment only.
    _ = unsafe crypto_generichash_init(OpaquePointer(state), nil, 0, Bytes32.count)
  }

  deinit {
    // Ours alone.
    unsafe state.deallocate()
  }

  /// Appends bytes from memory that the caller owns.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    // The state is initialised, and is ours alone; `bytes` is read during the call only.
    _ = unsafe crypto_generichash_update(
      OpaquePointer(state), bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
      UInt64(bytes.count))
  }

  /// Appends bytes.
  public mutating func update(_ bytes: [UInt8]) {
    // The pointer does not outlive the call.
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// Appends what a writer holds.
  public mutating func update(_ writer: borrowing CanonicalWriter) {
    // The pointer does not outlive the call.
    unsafe writer.withUnsafeBytes { unsafe update($0) }
  }

  /// The digest of the bytes so far; more may follow.
  public mutating func snapshot() -> Digest {
    // Both halves lie in our allocation; ending a state spoils it, so the copy is ended.
    let copy = unsafe state + stateSize
    unsafe copy.copyMemory(from: state, byteCount: stateSize)
    return unsafe Self.end(copy)
  }

  /// The digest of all bytes.
  public consuming func finish() -> Digest {
    // The state is not used again.
    unsafe Self.end(state)
  }

  private static func end(_ state: UnsafeMutableRawPointer) -> Digest {
    // `digest` has 32 bytes, the length with which the state was begun.
    unsafe Digest(
      Bytes32 { digest in
        _ = unsafe crypto_generichash_final(OpaquePointer(state), digest, Bytes32.count)
      })
  }
}
