public import Cryptography
public import Determinism

/// A body and a signature over it: what every vote of a replica is.
///
/// The tag under which the body is signed is the message's own.
public struct Signed<Content: Hashable & Canonical>: Hashable, Canonical {
  /// What is signed.
  public typealias Body = Content

  /// What is signed.
  public var body: Content
  /// The signer's signature.
  public var signature: Signature

  /// Joins a body and its signature.
  public init(body: Content, signature: Signature) {
    self.body = body
    self.signature = signature
  }

  /// Appends the body and the signature.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(body)
    writer.encode(signature)
  }

  /// Reads the body and the signature.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    body = try reader.decode()
    signature = try reader.decode()
  }
}
