public import Cryptography
import Determinism
public import Machine

/// Why a configuration describes no cluster.
public enum LedgerConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Fewer than 3f + 1 replicas, without `isUnsafe`.
  case tooFewReplicas(replicas: Int, faults: Int)
  /// Two quorums need not share a correct replica, without `isUnsafe`.
  case quorumsDisjoint(quorum: Int, replicas: Int, faults: Int)
  /// More votes are needed than there are replicas that are sure to vote, without `isUnsafe`.
  case quorumUnreachable(quorum: Int, replicas: Int, faults: Int)
  /// The window is no multiple of the checkpoint interval, and would block.
  case intervalDoesNotDivideWindow(interval: Int, window: Int)
  /// A number outside its range.
  case outOfRange(name: String, value: Int, allowed: ClosedRange<Int>)
  /// There is no such mutant.
  case unknownMutant(String)
  /// A session or object that names a domain, or an object that names a node, that there is not.
  case unknownName(String)

  /// The reason in words, with what is allowed.
  public var description: String {
    switch self {
    case .tooFewReplicas(let replicas, let faults):
      "\(replicas) replicas tolerate no \(faults) faults: at least \(3 * faults + 1) do"
    case .quorumsDisjoint(let quorum, let replicas, let faults):
      "two quorums of \(quorum) among \(replicas) replicas may meet in \(faults) faulty ones only"
    case .quorumUnreachable(let quorum, let replicas, let faults):
      "a quorum of \(quorum) needs some of the \(faults) faulty among \(replicas) replicas"
    case .intervalDoesNotDivideWindow(let interval, let window):
      "the checkpoint interval \(interval) does not divide the window \(window)"
    case .outOfRange(let name, let value, let allowed):
      "\(name) is \(value); allowed are \(allowed.lowerBound) to \(allowed.upperBound)"
    case .unknownMutant(let name):
      "no mutant '\(name)'; there are \(LedgerMutant.allCases.map(\.name).joined(separator: ", "))"
    case .unknownName(let name): "nothing is called '\(name)'"
    }
  }
}

/// All that a scenario may say of a ledger's cluster.
public struct LedgerConfiguration: Sendable {
  /// The number of replicas n.
  public var replicas = 4
  /// The number of faulty replicas f that the cluster is to tolerate.
  public var faults = 1
  /// The votes of a quorum; ⌈(n + f + 1) / 2⌉ when nil.
  public var quorum: Int?
  /// Whether too few replicas, or too small a quorum, are meant.
  public var isUnsafe = false
  /// The number of clients.
  public var clients = 1
  /// The number of governors.
  public var governors = 0
  /// The number of governors who decide together.
  public var governorThreshold = 0
  /// The domains; ascending by name is not needed here.
  public var domains = [GenesisDomain(name: Name(known: "main"))]
  /// The sessions that are open from the start.
  public var sessions = [GenesisSession(name: Name(known: "main"), domain: Name(known: "main"))]
  /// The limits that all replicas share.
  public var parameters = GenesisParameters()
  /// How many checkpoints' worth of slots a replica keeps, at least, before it writes a snapshot and
  /// forgets what is before it; all when 0.
  public var retention: UInt32 = 0
  /// The times that replicas and clients keep.
  public var timing = LedgerTiming()
  /// What every client does.
  public var workload = LedgerWorkload()
  /// Whether clients log what they ask for, and so outlive their crashes.
  public var hasDurableClients = false
  /// Which client subscribes to which session.
  public var subscriptions: [LedgerSubscription] = []
  /// The mutant to study, by name.
  public var mutant: String?

  /// Four replicas and a client with one command.
  public init() {}

  /// The names of a replica's stores.
  public static let stores = ["wal", "ledger"]

  /// The names of the stores of a client that has some.
  public static let clientStores = ["wal"]

  /// The cluster: replicas first, then clients, with keys made and the cryptographer bound to the
  /// chain.
  ///
  /// - Throws: ``LedgerConfigurationError`` at the first thing that is wrong.
  public static func cluster(
    _ configuration: LedgerConfiguration, cryptographer: Cryptographer
  ) throws(LedgerConfigurationError) -> Cluster<LedgerNode> {
    let rules = try configuration.validated()
    let replicaKeys = (0..<configuration.replicas).map {
      cryptographer.makeKey(role: "replica", index: UInt32($0))
    }
    let clientKeys = (0..<configuration.clients).map {
      cryptographer.makeKey(role: "client", index: UInt32($0))
    }
    let governorKeys = (0..<configuration.governors).map {
      cryptographer.makeKey(role: "governor", index: UInt32($0))
    }
    let genesis = Genesis(
      replicas: UInt16(configuration.replicas), faults: UInt16(configuration.faults),
      replicaKeys: replicaKeys.map(cryptographer.publicKey),
      clientKeys: clientKeys.map(cryptographer.publicKey),
      governorKeys: governorKeys.map(cryptographer.publicKey),
      governorThreshold: UInt16(configuration.governorThreshold),
      sessions: configuration.sessions.sorted { $0.name < $1.name },
      domains: configuration.domains.sorted { $0.name < $1.name },
      parameters: configuration.parameters)
    let setup = LedgerSetup(
      genesis: genesis, rules: rules, quorum: configuration.quorum, timing: configuration.timing,
      retention: configuration.retention, subscriptions: configuration.subscriptions)
    cryptographer.bind(chain: setup.chain)
    var crypto = cryptographer
    let state = LedgerState(setup: setup, crypto: &crypto)
    let replicas = replicaKeys.enumerated().map { (index, key) -> Cluster<LedgerNode>.Member in
      .init(
        group: "replica", index: index,
        node: .replica(Replica(setup: setup, index: UInt16(index), state: state)), key: key,
        stores: stores)
    }
    let clients = clientKeys.enumerated().map { (index, key) -> Cluster<LedgerNode>.Member in
      let client = Client(setup: setup, index: UInt16(index), workload: configuration.workload)
      guard configuration.hasDurableClients else {
        return .init(group: "client", index: index, node: .client(client), key: key)
      }
      return .init(
        group: "client", index: index, node: .durableClient(DurableClient(client)), key: key,
        stores: clientStores)
    }
    return Cluster(replicas + clients)
  }
}
