public import Cryptography
public import Determinism

/// What a ledger starts from; the hash of its bytes names the chain.
public struct Genesis: Canonical {
  /// The version of the protocol that this is.
  public static let version: UInt32 = 1

  /// The number of replicas n.
  public var replicas: UInt16
  /// The number of faulty replicas f that it tolerates.
  public var faults: UInt16
  /// The replicas' keys, by position.
  public var replicaKeys: [PublicKey]
  /// The clients' keys, by position.
  public var clientKeys: [PublicKey]
  /// The governors' keys, by position.
  public var governorKeys: [PublicKey]
  /// The number of governors m who decide together.
  public var governorThreshold: UInt16
  /// The sessions that are open from the start, ascending by name.
  public var sessions: [GenesisSession]
  /// The domains, ascending by name.
  public var domains: [GenesisDomain]
  /// The limits that all replicas must share.
  public var parameters: GenesisParameters

  /// Puts a genesis together.
  public init(
    replicas: UInt16, faults: UInt16, replicaKeys: [PublicKey], clientKeys: [PublicKey],
    governorKeys: [PublicKey], governorThreshold: UInt16, sessions: [GenesisSession],
    domains: [GenesisDomain], parameters: GenesisParameters
  ) {
    self.replicas = replicas
    self.faults = faults
    self.replicaKeys = replicaKeys
    self.clientKeys = clientKeys
    self.governorKeys = governorKeys
    self.governorThreshold = governorThreshold
    self.sessions = sessions
    self.domains = domains
    self.parameters = parameters
  }

  /// The chain identifier: SHA-256 of the canonical bytes.
  public var chain: Digest { Hashing.sha256(canonicalBytes) }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(Self.version)
    writer.put(replicas)
    writer.put(faults)
    writer.encode(replicaKeys)
    writer.encode(clientKeys)
    writer.encode(governorKeys)
    writer.put(governorThreshold)
    writer.encode(sessions)
    writer.encode(domains)
    writer.encode(parameters)
  }
}

extension Genesis {
  /// Reads a genesis; other versions and names out of order are refused.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let version: UInt32 = try reader.take()
    guard version == Self.version else { throw .unknownTag(UInt64(version), at: reader.offset - 4) }
    replicas = try reader.take()
    faults = try reader.take()
    replicaKeys = try reader.decode()
    clientKeys = try reader.decode()
    governorKeys = try reader.decode()
    governorThreshold = try reader.take()
    let start = reader.offset
    sessions = try reader.decode()
    domains = try reader.decode()
    guard zip(sessions, sessions.dropFirst()).allSatisfy({ $0.name < $1.name }),
      zip(domains, domains.dropFirst()).allSatisfy({ $0.name < $1.name })
    else { throw .notCanonical("names out of order", at: start) }
    parameters = try reader.decode()
  }
}

/// A session that is open from the start.
public struct GenesisSession: Canonical {
  /// Its name.
  public var name: Name
  /// The domain that it belongs to.
  public var domain: Name
  /// The keys that may use it, strictly ascending; all when empty.
  public var access: [PublicKey]

  /// Describes a session.
  public init(name: Name, domain: Name, access: [PublicKey] = []) {
    self.name = name
    self.domain = domain
    self.access = access
  }

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(name)
    writer.encode(domain)
    writer.encode(access)
  }

  /// Reads a session.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    name = try reader.decode()
    domain = try reader.decode()
    access = try reader.takeAscending()
  }
}

/// A domain: virtual nodes, and the objects that stand on them at the start.
public struct GenesisDomain: Canonical {
  /// An object and the virtual node on which it starts.
  public struct Placement: Canonical {
    /// The object.
    public var object: Name
    /// The virtual node.
    public var node: Name

    /// Places an object.
    public init(object: Name, node: Name) {
      self.object = object
      self.node = node
    }

    /// Appends both names.
    public func encode(into writer: inout CanonicalWriter) {
      writer.encode(object)
      writer.encode(node)
    }

    /// Reads both names.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      object = try reader.decode()
      node = try reader.decode()
    }
  }

  /// Its name.
  public var name: Name
  /// The virtual nodes, strictly ascending.
  public var nodes: [Name]
  /// The objects, strictly ascending.
  public var objects: [Placement]
  /// The difference of heights Λ, in slots, above which replicas count as lagging.
  public var lag: UInt32

  /// Describes a domain.
  public init(name: Name, nodes: [Name] = [], objects: [Placement] = [], lag: UInt32 = 16) {
    self.name = name
    self.nodes = nodes
    self.objects = objects
    self.lag = lag
  }

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(name)
    writer.encode(nodes)
    writer.encode(objects)
    writer.put(lag)
  }

  /// Reads a domain.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    name = try reader.decode()
    nodes = try reader.takeAscending()
    let start = reader.offset
    objects = try reader.decode()
    guard zip(objects, objects.dropFirst()).allSatisfy({ $0.object < $1.object }) else {
      throw .notCanonical("objects out of order", at: start)
    }
    lag = try reader.take()
  }
}

/// The limits that all replicas must share.
public struct GenesisParameters: Hashable, Canonical {
  /// The window W: how many slots above the stable one may be open.
  public var window: UInt32 = 64
  /// The most commands of a fresh batch.
  public var batchLimit: UInt32 = 64
  /// The slots K between checkpoints.
  public var checkpointInterval: UInt32 = 16
  /// The number of lanes L of a client.
  public var lanes: UInt16 = 16
  /// The most receipts for wrong numbers per client and checkpoint interval.
  public var receiptLimit: UInt16 = 64
  /// The most microseconds Δ_ts that a fresh proposal's time may be off a voter's clock.
  public var clockTolerance: UInt64 = 2_000_000

  /// The defaults of the protocol.
  public init() {}

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(window)
    writer.put(batchLimit)
    writer.put(checkpointInterval)
    writer.put(lanes)
    writer.put(receiptLimit)
    writer.put(clockTolerance)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    window = try reader.take()
    batchLimit = try reader.take()
    checkpointInterval = try reader.take()
    lanes = try reader.take()
    receiptLimit = try reader.take()
    clockTolerance = try reader.take()
  }
}

extension CanonicalReader {
  /// Reads a list that stands strictly ascending.
  mutating func takeAscending<Value: Canonical & Comparable>() throws(CanonicalError) -> [Value] {
    let start = offset
    let list = try decode([Value].self)
    guard zip(list, list.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .notCanonical("a list out of order", at: start)
    }
    return list
  }
}
