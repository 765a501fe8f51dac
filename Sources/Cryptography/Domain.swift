public import Determinism

/// What keeps hashes and signatures of one kind and chain apart from those of any other.
///
/// `tagged(T, body) = "NCT1" ‖ u8 len(T) ‖ T ‖ chainId ‖ body`, `H(T, body) = SHA-256(tagged)`.
/// The length before the tag makes the form uniquely readable: no two (tag, chain, body) share it.
///
/// - Source: Nocturne repaired protocol, canonical encoding and cryptography.
@frozen
public struct Domain: Hashable, Sendable {
  /// The chain identifier: the digest of the genesis, or zero before there is one.
  public let chain: Digest

  /// The domain of a chain.
  @inlinable
  public init(chain: Digest = .zero) { self.chain = chain }

  /// "NCT1", read big-endian.
  @usableFromInline
  static var magic: UInt32 { 0x4E43_5431 }

  /// Writes everything of `tagged(T, body)` that stands before the body.
  @inlinable
  public func frame(_ tag: Tag, into writer: inout CanonicalWriter) {
    writer.put(Self.magic)
    tag.put(into: &writer)
    chain.encode(into: &writer)
  }

  /// `tagged(T, body)` as a new array.
  public func tagged(_ body: some Canonical, _ tag: Tag) -> [UInt8] {
    var writer = CanonicalWriter()
    frame(tag, into: &writer)
    body.encode(into: &writer)
    return writer.bytes
  }

  /// `H(T, body)`, with a writer whose content is overwritten; nothing is allocated once it is
  /// large enough.
  @inlinable
  public func hash(
    _ body: some Canonical, _ tag: Tag, scratch writer: inout CanonicalWriter,
    _ memo: HashMemo? = nil
  ) -> Digest {
    writer.reset()
    frame(tag, into: &writer)
    body.encode(into: &writer)
    return if let memo { memo.sha256(writer) } else { Hashing.sha256(writer) }
  }

  /// `H(T, body)`; makes a writer of its own.
  public func hash(_ body: some Canonical, _ tag: Tag) -> Digest {
    var writer = CanonicalWriter()
    return hash(body, tag, scratch: &writer)
  }

  /// `H(T, body)` of a body that is canonical bytes already, such as none.
  public func hash(encoded body: [UInt8], _ tag: Tag) -> Digest {
    var writer = CanonicalWriter()
    frame(tag, into: &writer)
    writer.put(raw: body)
    return Hashing.sha256(writer)
  }
}
