import Cryptography
public import Determinism

/// The replicated state: what every correct replica has in common after a slot.
///
/// It changes only by ``apply(_:hashes:setup:crypto:)``.
public struct LedgerState: Canonical {
  /// The epoch.
  public internal(set) var epoch: UInt32 = 0
  /// The last slot that was applied; 0 before the first.
  public internal(set) var slot: UInt64 = 0
  /// Microseconds: no later event may be at or before this time.
  public internal(set) var lastTime: UInt64 = 0
  /// In the order of their names.
  var domains: [DomainState] = []
  var keys = MerkleMap<PublicKey, KeyStatus>()
  var lanes = MerkleMap<LaneKey, Lane>()
  /// The commands that have an outcome, ascending by hash; since the last checkpoint, and those
  /// above their lane's floor.
  var judged: [JudgedCommand] = []
  /// Binds ``judged``: chained over what each slot added, begun anew when a checkpoint prunes.
  var judgedDigest = Digest.zero

  /// The state before slot 1.
  public init(setup: LedgerSetup, crypto: inout some LedgerCryptography & ~Copyable) {
    let genesis = setup.genesis
    for domain in genesis.domains {
      var state = DomainState(name: domain.name)
      state.entries[.header(domain.name)] = .header(
        DomainHeader(nodes: domain.nodes, lag: domain.lag))
      for place in domain.objects {
        state.entries[.placement(place.object)] = .placement(
          ObjectPlacement(node: place.node, version: 0, lastCommand: .zero))
      }
      for session in genesis.sessions where session.domain == domain.name {
        state.entries[.session(session.name)] = .session(
          SessionState(access: session.access, head: Self.start(of: session.name, &crypto)))
      }
      domains.append(state)
    }
    for key in genesis.clientKeys + genesis.governorKeys { keys[key] = KeyStatus(addedSlot: 0) }
  }

  /// The head of a session before its first event.
  static func start(
    of session: Name, _ crypto: inout some LedgerCryptography & ~Copyable
  ) -> SessionHead {
    SessionHead(sequence: 0, hash: crypto.hash(session, .session))
  }

  /// The domain of a session, by position, and the session.
  func find(_ name: Name) -> (domain: Int, session: SessionState)? {
    for index in domains.indices {
      if let session = domains[index].session(name) { return (index, session) }
    }
    return nil
  }

  /// Where an outcome stands, if the command has one that is still remembered.
  func findJudged(_ hash: Digest) -> JudgedCommand? {
    let position = judged.prefixCount(where: { $0.hash < hash })
    return position < judged.count && judged[position].hash == hash ? judged[position] : nil
  }

  /// The head of a session, its number and last hash; nil when there is no such session.
  public func head(of session: Name) -> SessionHead? { find(session)?.session.head }

  /// A value of a session.
  public func value(of key: Name, in session: Name) -> [UInt8]? {
    guard let (domain, _) = find(session),
      case .value(let bytes) = domains[domain].entries[.value(session, key)]
    else { return nil }
    return bytes
  }

  /// A counter of a session; 0 before its first addition.
  public func counter(_ key: Name, in session: Name) -> Int64 {
    find(session).map { domains[$0.domain].counter(session, key) } ?? 0
  }

  /// The virtual node on which an object stands, and the object's version.
  public func owner(of object: Name, in domain: Name) -> (node: Name, version: UInt64)? {
    domains.first { $0.name == domain }?.placement(object).map { ($0.node, $0.version) }
  }

  /// The digest of the whole state: the Merkle root over the domains' roots in the order of their
  /// names, the roots of keys and lanes, and `H("global", epoch ‖ lastTime ‖ judged)`.
  mutating func digest(
    setup: LedgerSetup, crypto: inout some LedgerCryptography & ~Copyable
  ) -> Digest {
    let empty = setup.emptyTree
    var parts: [Digest] = []
    parts.reserveCapacity(domains.count + 3)
    for index in domains.indices {
      parts.append(domains[index].entries.root(&crypto, empty: empty))
    }
    parts.append(keys.root(&crypto, empty: empty))
    parts.append(lanes.root(&crypto, empty: empty))
    let rest = GlobalPart(epoch: epoch, lastTime: lastTime, judged: judgedDigest)
    parts.append(crypto.hash(rest, .global))
    return MerkleTree(of: parts, in: Domain(chain: setup.chain), crypto.hashMemo).root
  }

  /// Appends all of it.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(slot)
    writer.put(lastTime)
    writer.encode(domains)
    writer.encode(keys)
    writer.encode(lanes)
    writer.encode(judged)
    writer.encode(judgedDigest)
  }

  /// Reads all of it.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    slot = try reader.take()
    lastTime = try reader.take()
    domains = try reader.decode()
    keys = try reader.decode()
    lanes = try reader.decode()
    let start = reader.offset
    judged = try reader.decode()
    guard zip(judged, judged.dropFirst()).allSatisfy({ $0.hash < $1.hash }) else {
      throw .notCanonical("judged commands out of order", at: start)
    }
    judgedDigest = try reader.decode()
  }
}

/// What the state holds outside its maps.
private struct GlobalPart: Canonical {
  let epoch: UInt32
  let lastTime: UInt64
  let judged: Digest

  init(epoch: UInt32, lastTime: UInt64, judged: Digest) {
    self.epoch = epoch
    self.lastTime = lastTime
    self.judged = judged
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(lastTime)
    writer.encode(judged)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    lastTime = try reader.take()
    judged = try reader.decode()
  }
}

extension Array {
  /// The number of elements at the front for which a test holds, when none behind them passes it.
  func prefixCount(where isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
