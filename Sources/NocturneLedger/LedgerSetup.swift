public import Cryptography
public import Determinism

/// What all members of a cluster know from the start and never change: the genesis and what follows
/// from it. One object, shared by all nodes.
public final class LedgerSetup: Canonical {
  /// What the ledger starts from.
  public let genesis: Genesis
  /// The name of the chain.
  public let chain: Digest
  /// The constants and guards, which mutants alter.
  public let rules: LedgerRules
  /// How many votes decide: ⌈(n + f + 1) / 2⌉ unless an unsafe scenario says otherwise.
  public let quorum: Int
  /// The times that replicas and clients keep.
  public let timing: LedgerTiming
  /// How many checkpoints' worth of slots a replica keeps, at least; 0 for all.
  public let retention: UInt32
  /// The digest of the empty Merkle tree under the chain.
  let emptyTree: Digest
  /// The execution digest before slot 1.
  let start: Digest
  /// Which client subscribes to which session, ascending.
  public let subscriptions: [LedgerSubscription]
  /// The clients' positions, ascending by key.
  private let clientsByKey: [(key: PublicKey, client: Int)]

  /// Derives what follows from a genesis.
  public init(
    genesis: Genesis, rules: LedgerRules = LedgerRules(), quorum: Int? = nil,
    timing: LedgerTiming = LedgerTiming(), retention: UInt32 = 0,
    subscriptions: [LedgerSubscription] = []
  ) {
    self.genesis = genesis
    self.rules = rules
    let votes = quorum ?? Self.quorum(replicas: genesis.replicas, faults: genesis.faults)
    self.quorum = rules.quorumsIntersect ? votes : Int(genesis.replicas) / 2 + 1
    self.timing = timing
    self.retention = retention
    self.subscriptions = subscriptions.sorted()
    clientsByKey = genesis.clientKeys.enumerated().map { ($0.element, $0.offset) }
      .sorted { $0.key < $1.key }
    chain = genesis.chain
    let domain = Domain(chain: chain)
    emptyTree = domain.hash(encoded: [], Tag("empty"))
    start = domain.hash(chain, .executionStart)
  }

  /// The least number of votes such that two groups of them share a correct replica:
  /// ⌈(n + f + 1) / 2⌉.
  ///
  /// - Source: for n = 3f + 1 this is the 2f + 1 of Castro and Liskov, *Practical Byzantine Fault
  ///   Tolerance* (OSDI 1999), §3.
  public static func quorum(replicas: UInt16, faults: UInt16) -> Int {
    (Int(replicas) + Int(faults)) / 2 + 1
  }

  /// The number of replicas n.
  var replicas: Int { Int(genesis.replicas) }
  /// The number of faulty replicas f that the cluster tolerates.
  var faults: Int { Int(genesis.faults) }
  /// All replicas; they are the first members of the cluster.
  var everyone: NodeSet { NodeSet(0..<replicas) }

  /// The member that is a client.
  func node(ofClient index: Int) -> NodeID { NodeID(replicas + index) }

  /// The position of the client with a key; nil for other keys.
  func clientIndex(of key: PublicKey) -> Int? {
    let position = clientsByKey.prefixCount { $0.key < key }
    guard position < clientsByKey.count, clientsByKey[position].key == key else { return nil }
    return clientsByKey[position].client
  }

  /// Two setups are equal when their bytes are.
  public static func == (left: LedgerSetup, right: LedgerSetup) -> Bool {
    left === right
      || left.genesis == right.genesis && left.rules == right.rules
        && left.quorum == right.quorum && left.timing == right.timing
        && left.retention == right.retention
        && left.subscriptions == right.subscriptions
  }

  /// Appends genesis, rules, quorum, timing and subscriptions.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(genesis)
    writer.encode(rules)
    writer.put(UInt16(quorum))
    writer.encode(timing)
    writer.put(retention)
    writer.encode(subscriptions)
  }

  /// Reads genesis, rules, quorum, timing and subscriptions.
  public convenience init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    self.init(
      genesis: try reader.decode(), rules: try reader.decode(),
      quorum: Int(try reader.take(UInt16.self)), timing: try reader.decode(),
      retention: try reader.take(), subscriptions: try reader.takeAscending())
  }
}

/// A client that wants the events of a session.
public struct LedgerSubscription: Hashable, Comparable, Canonical {
  /// The session.
  public var session: Name
  /// The position of the client.
  public var client: UInt16

  /// Describes a subscription.
  public init(session: Name, client: UInt16) {
    self.session = session
    self.client = client
  }

  /// Orders by session, then by client.
  public static func < (left: Self, right: Self) -> Bool {
    left.session == right.session ? left.client < right.client : left.session < right.session
  }

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(session)
    writer.put(client)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    session = try reader.decode()
    client = try reader.take()
  }
}

/// The times that replicas and clients keep.
public struct LedgerTiming: Hashable, Canonical {
  /// How long a client waits for an outcome before it asks all replicas; doubled every time.
  public var clientRetry = Ticks.milliseconds(400)
  /// How long a replica waits before it says again what had no effect; doubled every time.
  public var resend = Ticks.milliseconds(500)
  /// The longest such wait of clients and replicas.
  public var resendLimit = Ticks.seconds(8)
  /// How long a backup waits for the next command of a lane to be judged, T_req(0); doubled for every
  /// view that the command outlives.
  public var requestTimeout = Ticks.milliseconds(500)
  /// How long a replica waits for a view to begin once a quorum has left the one before, T_vc(0);
  /// doubled for every view in a row that does not begin.
  public var viewTimeout = Ticks.seconds(1)
  /// The longest such wait.
  public var timeoutLimit = Ticks.seconds(64)
  /// How long a replica takes to fan an outcome out to clients and subscribers.
  public var fanOut = Ticks.zero
  /// The interval of which one record tells all requests that a replica rejected unjudged, T_rs.
  public var summary = Ticks.seconds(10)

  /// The defaults.
  public init() {}

  /// The wait before attempt number `attempt`, from 0: `base` · 2^attempt, at most ``resendLimit``.
  func backoff(_ base: Ticks, attempt: UInt8) -> Ticks {
    max(base, min(base * (1 << UInt64(min(attempt, 30))), resendLimit))
  }

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(clientRetry)
    writer.encode(resend)
    writer.encode(resendLimit)
    writer.encode(requestTimeout)
    writer.encode(viewTimeout)
    writer.encode(timeoutLimit)
    writer.encode(fanOut)
    writer.encode(summary)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    clientRetry = try reader.decode()
    resend = try reader.decode()
    resendLimit = try reader.decode()
    requestTimeout = try reader.decode()
    viewTimeout = try reader.decode()
    timeoutLimit = try reader.decode()
    fanOut = try reader.decode()
    summary = try reader.decode()
  }
}
