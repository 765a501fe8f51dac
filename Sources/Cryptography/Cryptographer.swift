public import Determinism

/// Holds the keys of one run and signs and verifies for its nodes; the engine owns it.
///
/// **Ideal signatures.** The textbook ideal signature is a table of (signer, tag, chain, message)
/// into which only the owner of a key can write, and verification looks the entry up. Here no table
/// is kept: a signature is a 128-bit fingerprint of exactly those four under a secret of the run.
/// The secret is derived from the seed and never leaves this object, and nodes and liars are values
/// that see messages only; so the one way to come by a fingerprint that verifies is that
/// ``sign(_:_:with:)`` was called with the owner's key, which is when the table would have got its
/// entry. The two differ by a guess or a chance collision, about 2⁻¹²⁸ for a pair, and by
/// this: a signature does not change when the same is signed again, as in Ed25519. A table would be
/// part of every state of an exploration; a fingerprint is not.
///
/// One run uses it from one thread, and all results are functions of the mode, the seed and the
/// sequence of calls.
public final class Cryptographer {
  /// How signatures are made and checked.
  public let mode: CryptoMode
  /// The domain of the run's chain; the zero chain before ``bind(chain:)``.
  public private(set) var domain = Domain()
  /// What was done so far.
  public var counters: CryptoCounters {
    var counters = counts
    counters.forgotten = signed.forgotten + verified.forgotten
    return counters
  }

  @usableFromInline
  struct KeyRecord {
    @usableFromInline
    let publicKey: PublicKey
    /// The seed of the Ed25519 key pair; unused in the ideal mode.
    let seed: Bytes32
  }

  @usableFromInline
  var scratch = CanonicalWriter()
  @usableFromInline
  var counts = CryptoCounters()
  @usableFromInline
  var keys: [KeyRecord] = []
  /// The fingerprint of the domain under the run's secret, to which each message is added.
  @usableFromInline
  var base: KeyedFingerprint

  /// What remembers the run's hashes; nil in the mode `full`, which does everything every time.
  public let hashMemo: HashMemo?

  private let seed: UInt64
  private let secret: Bytes32
  private var signed: MemoTable<Signature>
  private var verified: MemoTable<Bool>

  /// The most signatures and the most verdicts that one generation of the memo holds.
  ///
  /// Two generations of each make at most about 30 MB.
  public static let memoLimit = 1 << 16

  /// Makes the cryptographer of a run, with no keys.
  ///
  /// - Parameters:
  ///   - mode: How it signs, for the whole run.
  ///   - seed: The run's seed, of which keys and the secret of the ideal mode are functions.
  ///   - memoLimit: How many answers of a kind are remembered for sure before the oldest go.
  public init(mode: CryptoMode, seed: UInt64, memoLimit: Int = Cryptographer.memoLimit) {
    Sodium.require()
    self.mode = mode
    self.seed = seed
    secret = Self.derive("nct-secret", seed, role: "", index: 0).raw
    base = KeyedFingerprint(secret: secret)
    hashMemo = mode == .full ? nil : HashMemo(base: base)
    signed = MemoTable(limit: memoLimit)
    verified = MemoTable(limit: memoLimit)
    bind(chain: .zero)
  }

  /// Names the chain that all signatures from now on are of, once the genesis is known.
  public func bind(chain: Digest) {
    domain = Domain(chain: chain)
    base = KeyedFingerprint(secret: secret)
    base.absorb(chain.raw)
  }

  /// Makes the key of a participant.
  ///
  /// The same seed, role and index give the same key, in all modes, so that what is ordered by keys, or by
  /// hashes over them, has one order in all: `crypto_sign_seed_keypair(SHA-256("nct-key" ‖ u64 seed ‖
  /// role ‖ u32 index))`. The ideal mode does without the secret half.
  public func makeKey(role: String, index: UInt32) -> SigningKey {
    let seed = Self.derive("nct-key", seed, role: role, index: index).raw
    let record = KeyRecord(publicKey: Ed25519.publicKey(seed: seed), seed: seed)
    keys.append(record)
    return SigningKey(position: keys.count - 1)
  }

  private static func derive(
    _ label: StaticString, _ seed: UInt64, role: String, index: UInt32
  ) -> Digest {
    var writer = CanonicalWriter()
    // The label lives as long as the program. Seed and index have fixed widths, so nothing needs a
    // length.
    label.withUTF8Buffer { unsafe writer.put(raw: UnsafeRawBufferPointer($0)) }
    writer.put(seed)
    writer.put(raw: Array(role.utf8))
    writer.put(index)
    return Hashing.sha256(writer)
  }

  /// The name under which the key's signatures are verified.
  @inlinable
  public func publicKey(of key: SigningKey) -> PublicKey { keys[Int(key.position)].publicKey }

  /// `H(T, body)` in the run's domain; SHA-256 in every mode.
  @inlinable
  public func hash(_ body: some Canonical, _ tag: Tag) -> Digest {
    domain.hash(body, tag, scratch: &scratch, hashMemo)
  }

  /// `Sig_k(T, body)`: signs the body under a tag in the run's domain.
  @inlinable
  public func sign(_ body: some Canonical, _ tag: Tag, with key: SigningKey) -> Signature {
    scratch.reset()
    switch mode {
    case .ideal:
      body.encode(into: &scratch)
      counts.signs += 1
      return idealSignature(tag, of: publicKey(of: key))
    case .memo, .full:
      domain.frame(tag, into: &scratch)
      body.encode(into: &scratch)
      return realSignature(with: key)
    }
  }

  /// Whether the signature is the key owner's over the body under the tag in the run's domain.
  @inlinable
  public func verify(
    _ signature: Signature, of body: some Canonical, _ tag: Tag, by key: PublicKey
  ) -> Bool {
    scratch.reset()
    switch mode {
    case .ideal:
      body.encode(into: &scratch)
      counts.verifies += 1
      return signature == idealSignature(tag, of: key)
    case .memo, .full:
      domain.frame(tag, into: &scratch)
      body.encode(into: &scratch)
      return isRealSignature(signature, by: key)
    }
  }

  /// The ideal signature of the body in the scratch writer.
  @inlinable
  func idealSignature(_ tag: Tag, of key: PublicKey) -> Signature {
    var fingerprint = base
    fingerprint.absorb(tag.word, 0)
    fingerprint.absorb(key.raw)
    // The bytes are read during the call only.
    unsafe scratch.withUnsafeBytes { unsafe fingerprint.absorb($0) }
    let words = fingerprint.words
    return Signature(
      head: Bytes32(words.0, words.1, 0, 0), tail: Bytes32(0, 0, 0, 0))
  }

  /// The Ed25519 signature of the scratch writer's bytes.
  @usableFromInline
  func realSignature(with key: SigningKey) -> Signature {
    let record = keys[Int(key.position)]
    let fingerprint = fingerprint(by: record.publicKey).words
    if mode == .memo, let signature = signed.find(fingerprint) {
      counts.hits += 1
      return signature
    }
    // The bytes are read during the call only.
    let signature = unsafe scratch.withUnsafeBytes {
      unsafe Ed25519.sign($0, seed: record.seed, publicKey: record.publicKey)
    }
    counts.signs += 1
    if mode == .memo { signed.insert(fingerprint, signature) }
    return signature
  }

  /// Whether the signature is Ed25519's over the scratch writer's bytes.
  @usableFromInline
  func isRealSignature(_ signature: Signature, by key: PublicKey) -> Bool {
    var fingerprint = fingerprint(by: key)
    fingerprint.absorb(signature.head)
    fingerprint.absorb(signature.tail)
    let words = fingerprint.words
    let known = verified.find(words)
    if mode == .memo, let known {
      counts.hits += 1
      return known
    }
    // The bytes are read during the call only.
    let isValid = unsafe scratch.withUnsafeBytes {
      unsafe Ed25519.verify(signature, of: $0, by: key)
    }
    counts.verifies += 1
    if known == nil {
      counts.distinct += 1
      verified.insert(words, isValid)
    }
    return isValid
  }

  /// The fingerprint of the scratch writer's bytes and a key.
  private func fingerprint(by key: PublicKey) -> KeyedFingerprint {
    var fingerprint = base
    fingerprint.absorb(key.raw)
    // The bytes are read during the call only.
    unsafe scratch.withUnsafeBytes { unsafe fingerprint.absorb($0) }
    return fingerprint
  }
}

@available(*, unavailable)
extension Cryptographer: Sendable {}
