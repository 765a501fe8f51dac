import Cryptography
import Determinism
import Machine
import NocturneLedger
import Scenarios

extension SystemEntry {
  /// The Nocturne event ledger, repaired: replicas that order, judge, keep and vouch for commands.
  public static let nocturne = SystemEntry(
    nocturneSchema,
    Blueprint<LedgerNode>(
      properties: Ledger.properties, due: .due, behaviours: Lying.all + Lying.ledger
    ) { scenario, cryptographer in
      do throws(LedgerConfigurationError) {
        return try LedgerConfiguration.cluster(
          LedgerConfiguration(scenario), cryptographer: cryptographer)
      } catch {
        preconditionFailure("validation has let through what makes no cluster: \(error)")
      }
    }.telling(LedgerProjection.self))

  private static var nocturneSchema: SystemSchema {
    var schema = SystemSchema(
      name: "nocturne",
      about: "The signed event ledger, repaired: PBFT with checkpoints and changes of view")
    schema.groups = [
      .init("replica", "replicas", count: .replicas), .init("client", "clients", count: .clients),
    ]
    schema.stores = [.init("wal", delay: "2 ms"), .init("ledger", delay: "100 ms")]
    schema.operations = nocturneOperations
    schema.parameters = nocturneParameters
    schema.mutants = LedgerMutant.allCases.map { .init($0.name, breaks: $0.breaks) }
    schema.behaviours = [twins] + unavailableBehaviours
    schema.executable = simulated
    schema.check = complaints
    schema.progressBound = { LedgerConfiguration($0).progressBound($0) }
    return schema
  }

  private static let nocturneOperations: [SystemSchema.Operation] =
    [
      ("cmd", "a client's command"), ("pp", "a PREPREPARE"), ("p", "a PREPARE"),
      ("c", "a COMMIT"), ("a", "an ANCHOR, which vouches for an outcome"),
      ("ck", "a CHECKPOINT"), ("vc", "a VIEWCHANGE"), ("nv", "a NEWVIEW"), ("nack", "a NACK"),
      ("rs", "a REJECTSUMMARY"),
    ].flatMap { tag, what in
      [
        SystemSchema.Operation("sign.\(tag)", about: "signing \(what)"),
        SystemSchema.Operation("verify.\(tag)", about: "verifying the signature of \(what)"),
      ]
    } + [SystemSchema.Operation("hash", about: "any hash")]

  private static let nocturneParameters: [SystemSchema.Parameter] = [
    .init("window", .count(1...65_536), "64", about: "slots above the last stable checkpoint, W"),
    .init("batch", .count(1...4_096), "64", about: "commands in a batch at most"),
    .init(
      "checkpoint", .count(1...65_536), "16", about: "slots between checkpoints, K; divides W"),
    .init("fanOut", .duration, "0 ms", about: "how long a replica takes to fan an outcome out"),
    .init(
      "clientLog", .boolean, "false",
      about: "whether clients log what they ask for; they do in any case where one is to crash"),
    .init(
      "retry", .duration, "400 ms", about: "when a client asks all replicas, doubled every time"),
    .init("resend", .duration, "500 ms", about: "when a replica says again what had no effect"),
    .init("resendLimit", .duration, "8 s", about: "the longest such wait"),
    .init(
      "requestTimeout", .duration, "500 ms",
      about: "how long a backup waits for a command to be judged, T_req(0); doubled by views"),
    .init(
      "viewTimeout", .duration, "1 s",
      about: "how long a replica waits for a view to begin, T_vc(0); doubled by views"),
    .init("timeoutLimit", .duration, "64 s", about: "the longest of those two waits"),
    .init(
      "retention", .count(0...65_536), "0",
      about: "checkpoints' worth of slots that a replica keeps at least; 0 for all"),
    .init(
      "summary", .duration, "10 s",
      about: "the interval of which one record tells all that was rejected unjudged, T_rs"),
    .init(
      "clockTolerance", .duration, "2 s", about: "how far a proposal's time may be off, Δ_ts"),
    .init(
      "lag", .count(1...65_536), "16",
      about: "slots by which replicas may lag behind each other for a time only, Λ"),
    .init("keys", .count(1...1_000_000), "16", about: "keys that the commands write to"),
    .init("sessions", .count(1...64), "1", about: "sessions that the commands take turns in"),
    .init(
      "subscribers", .count(0...256), "0",
      about: "clients, the first ones, that take the events of all sessions"),
    .init(
      "perLane", .count(1...64), "1",
      about: "commands that a client has under way in one lane; above 1 it breaks its own rule"),
  ]

  /// What the ledger has against a scenario that is valid otherwise.
  @Sendable
  private static func complaints(_ scenario: Scenario) -> [SystemSchema.Complaint] {
    var complaints: [SystemSchema.Complaint] = []
    let think = scenario.clients.load.think.sampler
    if scenario.clients.load.model == .closed,
      think.quantile(at: 0) != think.quantile(at: .max)
    {
      complaints.append(
        .init("clients.load.think", "the clients of 'nocturne' think for a constant time"))
    }
    do throws(LedgerConfigurationError) {
      try LedgerConfiguration(scenario).validate()
    } catch {
      complaints.append(complaint(of: error))
    }
    return complaints
  }

  /// An error in the words of a scenario.
  private static func complaint(
    of error: LedgerConfigurationError
  ) -> SystemSchema.Complaint {
    switch error {
    case .tooFewReplicas: .init("n", "\(error)")
    case .quorumsDisjoint, .quorumUnreachable: .init("quorum", "\(error)")
    case .intervalDoesNotDivideWindow: .init("parameters.checkpoint", "\(error)")
    case .unknownMutant: .init("mutant", "\(error)")
    case .unknownName: .init("system", "\(error)")
    case .outOfRange(let name, let value, let allowed):
      outOfRange(path(of: name), value, allowed)
    }
  }

  private static func outOfRange(
    _ path: String, _ value: Int, _ allowed: ClosedRange<Int>
  ) -> SystemSchema.Complaint {
    let isDuration = allowed.upperBound == .max  // Of times all above 0 are allowed.
    return .init(
      path, "'\(path)' is \(isDuration ? "\(value) us" : "\(value)")",
      hint: isDuration
        ? "it must be above 0, as in '400 ms'"
        : "allowed: \(allowed.lowerBound) to \(allowed.upperBound)")
  }

  /// The field that a number of the configuration comes from.
  private static func path(of name: String) -> String {
    switch name {
    case "replicas": "n"
    case "faults": "f"
    case "quorum": "quorum"
    case "clients": "clients.count"
    case "lanes", "workload.lanes": "clients.lanes"
    case "window": "parameters.window"
    case "batchLimit": "parameters.batch"
    case "checkpointInterval": "parameters.checkpoint"
    case "clientRetry": "parameters.retry"
    case "resend": "parameters.resend"
    case "summary": "parameters.summary"
    case "requestTimeout": "parameters.requestTimeout"
    case "viewTimeout": "parameters.viewTimeout"
    case "workload.keys": "parameters.keys"
    case "workload.perLane": "parameters.perLane"
    case "workload.valueBytes": "clients.payload"
    case "workload.sessions": "parameters.sessions"
    default: "clients"
    }
  }
}

extension LedgerConfiguration {
  /// What a scenario says of the ledger.
  init(_ scenario: Scenario) {
    self.init()
    replicas = scenario.cluster.replicas
    faults = scenario.cluster.faults
    quorum = scenario.cluster.quorum
    isUnsafe = scenario.cluster.isUnsafe
    clients = scenario.clients.count
    mutant = scenario.mutant
    let given = scenario.parameters
    parameters.window = UInt32(given.count("window") ?? 64)
    parameters.batchLimit = UInt32(given.count("batch") ?? 64)
    parameters.checkpointInterval = UInt32(given.count("checkpoint") ?? 16)
    parameters.clockTolerance =
      given.duration("clockTolerance")?.microseconds ?? parameters.clockTolerance
    timing.fanOut = given.duration("fanOut") ?? timing.fanOut
    timing.clientRetry = given.duration("retry") ?? timing.clientRetry
    timing.resend = given.duration("resend") ?? timing.resend
    timing.resendLimit = given.duration("resendLimit") ?? timing.resendLimit
    timing.summary = given.duration("summary") ?? timing.summary
    timing.requestTimeout = given.duration("requestTimeout") ?? timing.requestTimeout
    timing.viewTimeout = given.duration("viewTimeout") ?? timing.viewTimeout
    timing.timeoutLimit = given.duration("timeoutLimit") ?? timing.timeoutLimit
    retention = UInt32(given.count("retention") ?? 0)
    // One that never crashes has no use for a log, and no run changes for the possibility.
    let crashing = scenario.crashingNodes
    hasDurableClients =
      (given.boolean("clientLog") ?? false)
      || scenario.groups.contains { group in
        group.singular == "client" && group.nodes.contains(where: crashing.contains)
      }
    workload.keys = UInt32(given.count("keys") ?? 16)
    workload.lanes = UInt16(clamping: scenario.clients.lanes)
    workload.perLane = UInt16(given.count("perLane") ?? 1)
    workload.operation = scenario.clients.payloadBytes > 0 ? .put : .add
    workload.valueBytes = UInt32(scenario.clients.payloadBytes)
    parameters.lanes = max(parameters.lanes, workload.lanes)
    let names = (0..<(given.count("sessions") ?? 1)).map { number in
      Name(known: number == 0 ? "main" : "session-\(number)")
    }
    domains = [
      GenesisDomain(name: Name(known: "main"), lag: UInt32(given.count("lag") ?? 16))
    ]
    sessions = names.map { GenesisSession(name: $0, domain: Name(known: "main")) }
    workload.sessions = names
    subscriptions = (0..<min(given.count("subscribers") ?? 0, clients)).flatMap { client in
      names.map { LedgerSubscription(session: $0, client: UInt16(client)) }
    }
    let load = scenario.clients.load
    workload.arrivals =
      load.model == .open
      ? .open
      : .closed(
        outstanding: UInt16(clamping: load.outstanding),
        think: Ticks(load.think.sampler.quantile(at: 0)),
        commands: load.commands.map(UInt64.init) ?? .max)
  }
}
