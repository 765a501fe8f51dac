import Cryptography
import Determinism

/// One domain of the replicated state: its sessions with their values and counters, and the places
/// of its objects, as one sorted map.
struct DomainState: Canonical {
  let name: Name
  var entries = MerkleMap<DomainKey, DomainValue>()

  init(name: Name) { self.name = name }

  var header: DomainHeader {
    guard case .header(let header) = entries[.header(name)] else {
      preconditionFailure("domain \(name) has no header")
    }
    return header
  }

  /// A session of the domain.
  func session(_ name: Name) -> SessionState? {
    if case .session(let session) = entries[.session(name)] { session } else { nil }
  }

  /// An object of the domain.
  func placement(_ object: Name) -> ObjectPlacement? {
    if case .placement(let place) = entries[.placement(object)] { place } else { nil }
  }

  /// A counter of a session, which starts at 0.
  func counter(_ session: Name, _ key: Name) -> Int64 {
    if case .counter(let value) = entries[.counter(session, key)] { value } else { 0 }
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(name)
    writer.encode(entries)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    name = try reader.decode()
    entries = try reader.decode()
    guard zip(entries.keys, entries.values).allSatisfy({ key, value in key.kind == value.kind }),
      entries.keys.first == .header(name)
    else { throw .notCanonical("a domain without its header", at: start) }
  }
}

/// The key of an entry of a domain; the order is by kind, then by names.
struct DomainKey: Hashable, Comparable, Canonical {
  /// What the entry is about.
  enum Kind: UInt8, Canonical {
    case header, session, value, counter, placement

    func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }
    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      self = try reader.takeCase()
    }
  }

  let kind: Kind
  let scope: Name
  let item: Name?

  static func header(_ domain: Name) -> Self { Self(kind: .header, scope: domain, item: nil) }
  static func session(_ name: Name) -> Self { Self(kind: .session, scope: name, item: nil) }
  static func value(_ session: Name, _ key: Name) -> Self {
    Self(kind: .value, scope: session, item: key)
  }
  static func counter(_ session: Name, _ key: Name) -> Self {
    Self(kind: .counter, scope: session, item: key)
  }
  static func placement(_ object: Name) -> Self { Self(kind: .placement, scope: object, item: nil) }

  static func < (left: Self, right: Self) -> Bool {
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    if left.scope != right.scope { return left.scope < right.scope }
    guard let left = left.item, let right = right.item else { return false }
    return left < right
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(kind)
    writer.encode(scope)
    if let item { writer.encode(item) }
  }
}

extension DomainKey {
  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    kind = try reader.decode()
    scope = try reader.decode()
    switch kind {
    case .header, .session, .placement: item = nil
    case .value, .counter: item = try reader.decode(Name.self)
    }
  }
}

/// The value of an entry of a domain.
enum DomainValue: Canonical {
  case header(DomainHeader)
  case session(SessionState)
  case value([UInt8])
  case counter(Int64)
  case placement(ObjectPlacement)

  var kind: DomainKey.Kind {
    switch self {
    case .header: .header
    case .session: .session
    case .value: .value
    case .counter: .counter
    case .placement: .placement
    }
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(kind)
    switch self {
    case .header(let header): writer.encode(header)
    case .session(let session): writer.encode(session)
    case .value(let bytes): writer.put(bytes: bytes)
    case .counter(let value): writer.put(UInt64(bitPattern: value))
    case .placement(let place): writer.encode(place)
    }
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.decode(DomainKey.Kind.self) {
    case .header: self = .header(try reader.decode())
    case .session: self = .session(try reader.decode())
    case .value: self = .value(try reader.takeBytes())
    case .counter: self = .counter(Int64(bitPattern: try reader.take()))
    case .placement: self = .placement(try reader.decode())
    }
  }
}

/// What a domain is besides its sessions and objects.
struct DomainHeader: Canonical {
  var nodes: [Name]
  var lag: UInt32
  var isQuarantined = false
  var version: UInt64 = 0

  init(nodes: [Name], lag: UInt32) {
    self.nodes = nodes
    self.lag = lag
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(nodes)
    writer.put(lag)
    writer.encode(isQuarantined)
    writer.put(version)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    nodes = try reader.takeAscending()
    lag = try reader.take()
    isQuarantined = try reader.decode()
    version = try reader.take()
  }
}

/// A session: whether it is open, who may use it, and its last event.
struct SessionState: Canonical {
  var isOpen = true
  var access: [PublicKey]
  var head: SessionHead

  init(access: [PublicKey], head: SessionHead) {
    self.access = access
    self.head = head
  }

  func admits(_ key: PublicKey) -> Bool { access.isEmpty || access.contains(key) }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(isOpen)
    writer.encode(access)
    writer.encode(head)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    isOpen = try reader.decode()
    access = try reader.takeAscending()
    head = try reader.decode()
  }
}

/// Where an object is, and which command brought it there.
struct ObjectPlacement: Canonical {
  var node: Name
  var version: UInt64
  var lastCommand: Digest

  init(node: Name, version: UInt64, lastCommand: Digest) {
    self.node = node
    self.version = version
    self.lastCommand = lastCommand
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(node)
    writer.put(version)
    writer.encode(lastCommand)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    node = try reader.decode()
    version = try reader.take()
    lastCommand = try reader.decode()
  }
}
