public import Cryptography
public import Determinism

/// One change of a session's values; the payload of a state transition is a list of them.
public enum StateOperation: Hashable, Canonical {
  /// Sets a value.
  case put(Name, [UInt8])
  /// Removes a value, if there is one.
  case delete(Name)
  /// Adds to a counter, which starts at 0.
  case add(Name, Int64)

  /// Appends 0, 1 or 2 and the operands; an amount as two's complement `u64`.
  public func encode(into writer: inout CanonicalWriter) {
    switch self {
    case .put(let key, let value):
      writer.put(UInt8(0))
      writer.encode(key)
      writer.put(bytes: value)
    case .delete(let key):
      writer.put(UInt8(1))
      writer.encode(key)
    case .add(let key, let amount):
      writer.put(UInt8(2))
      writer.encode(key)
      writer.put(UInt64(bitPattern: amount))
    }
  }

  /// Reads an operation.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .put(try reader.decode(), try reader.takeBytes())
    case 1: self = .delete(try reader.decode())
    case 2: self = .add(try reader.decode(), Int64(bitPattern: try reader.take()))
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}

/// The payload of a teleport: moves an object between virtual nodes of one domain.
public struct TeleportOrder: Hashable, Canonical {
  /// The domain of the object, which must be the session's.
  public var domain: Name
  /// The object.
  public var object: Name
  /// Where the client saw it.
  public var from: Name
  /// Where it is to go.
  public var to: Name
  /// The version of the object that the client saw.
  public var expectedVersion: UInt64

  /// Describes a teleport.
  public init(domain: Name, object: Name, from: Name, to: Name, expectedVersion: UInt64) {
    self.domain = domain
    self.object = object
    self.from = from
    self.to = to
    self.expectedVersion = expectedVersion
  }

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(domain)
    writer.encode(object)
    writer.encode(from)
    writer.encode(to)
    writer.put(expectedVersion)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    domain = try reader.decode()
    object = try reader.decode()
    from = try reader.decode()
    to = try reader.decode()
    expectedVersion = try reader.take()
  }
}

/// The payload of a key's registration, with the proof that its owner wants it.
public struct KeyRegistration: Hashable, Canonical {
  /// What the new key signs, with the tag `rk`: itself, and who registers it.
  public struct Proof: Hashable, Canonical {
    /// The new key.
    public var key: PublicKey
    /// The signer of the command.
    public var registrar: PublicKey

    /// Joins the two keys.
    public init(key: PublicKey, registrar: PublicKey) {
      self.key = key
      self.registrar = registrar
    }

    /// Appends both keys.
    public func encode(into writer: inout CanonicalWriter) {
      writer.encode(key)
      writer.encode(registrar)
    }

    /// Reads both keys.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      key = try reader.decode()
      registrar = try reader.decode()
    }
  }

  /// The new key.
  public var key: PublicKey
  /// Its signature over the ``Proof``.
  public var signature: Signature

  /// Joins the key and its signature.
  public init(key: PublicKey, signature: Signature) {
    self.key = key
    self.signature = signature
  }

  /// Appends the key and the signature.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(key)
    writer.encode(signature)
  }

  /// Reads the key and the signature.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    key = try reader.decode()
    signature = try reader.decode()
  }
}

/// The payload that opens a session.
public struct SessionOpening: Hashable, Canonical {
  /// The domain of the new session.
  public var domain: Name
  /// The keys that may use it, strictly ascending; all when empty.
  public var access: [PublicKey]

  /// Describes a session to open; the keys are sorted here.
  public init(domain: Name, access: [PublicKey] = []) {
    self.domain = domain
    self.access = access.sorted()
  }

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(domain)
    writer.encode(access)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    domain = try reader.decode()
    access = try reader.takeAscending()
  }
}

/// The payload that puts a domain into quarantine or ends it, with the governors' signatures.
public struct QuarantineOrder: Hashable, Canonical {
  /// What the governors sign, with the tag `qd`.
  public struct Body: Hashable, Canonical {
    /// The domain.
    public var domain: Name
    /// Whether it is to be in quarantine.
    public var isOn: Bool
    /// The version that the domain gets: one more than it has.
    public var version: UInt64

    /// Describes an order.
    public init(domain: Name, isOn: Bool, version: UInt64) {
      self.domain = domain
      self.isOn = isOn
      self.version = version
    }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.encode(domain)
      writer.encode(isOn)
      writer.put(version)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      domain = try reader.decode()
      isOn = try reader.decode()
      version = try reader.take()
    }
  }

  /// What is ordered.
  public var body: Body
  /// The governors' signatures, ascending by position.
  public var endorsements: [Endorsement]

  /// Joins an order and its signatures.
  public init(body: Body, endorsements: [Endorsement]) {
    self.body = body
    self.endorsements = endorsements
  }

  /// Appends the order and the signatures.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(body)
    writer.encode(endorsements)
  }

  /// Reads the order and the signatures.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    body = try reader.decode()
    endorsements = try reader.takeEndorsements()
  }
}

/// A payload as one counted byte string, for hashing.
struct PayloadBytes: Canonical {
  let bytes: [UInt8]

  func encode(into writer: inout CanonicalWriter) { writer.put(bytes: bytes) }
}

extension PayloadBytes {
  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    bytes = try reader.takeBytes()
  }
}
