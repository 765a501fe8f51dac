import ClusterModel
public import Cryptography
public import Determinism
public import Faults
public import Machine
public import Scenarios
public import Simulation
public import TemporalLogic
public import Traces

/// A system as scenarios know it: its schema, and how one seed of a scenario runs.
public struct SystemEntry: Sendable {
  /// The names that may stand in scenario files.
  public let schema: SystemSchema
  /// The properties' TLA+ operators, by name.
  public let operators: [(property: String, tla: String?)]
  /// What each property says, in a sentence, by name.
  public let summaries: [(property: String, text: String)]
  /// The names of the facts that properties speak of.
  public let facts: [String]
  /// Runs one seed.
  ///
  /// - Throws: `ScheduleError` for a scripted schedule that cannot be followed.
  public let run: @Sendable (Scenario, RunRequest) throws(ScheduleError) -> RunOutcome

  /// Explores every run of a scenario within the bounds of an exploration.
  public let explore: @Sendable (Scenario, Check, ModelRequest) throws(CheckFailure) -> CheckOutcome
  /// Walks through the states of a scenario within the bounds of an exploration, given the names of properties.
  public let walk: @Sendable (Scenario, Check, [String]) throws(CheckFailure) -> any ModelWalk
  /// Whether a property of a scenario, by name, can be explored, and whether it speaks of what has to come in the end.
  public let explorable: @Sendable (Scenario, String) -> (isFormula: Bool, isOfTheEnd: Bool)

  /// Registers a system.
  ///
  /// Message types, timers, stages and properties of the schema are filled in from the node's types
  /// and the blueprint.
  public init<N: Node>(_ schema: SystemSchema, _ blueprint: Blueprint<N>) {
    var schema = schema
    schema.messages = N.S.Message.labels
    schema.messageType = { bytes in (try? N.S.Message(canonicalBytes: bytes))?.labelText }
    schema.timers = N.S.Timer.labels
    schema.stages = N.S.stages
    schema.properties = blueprint.properties.map(\.name)
    schema.published = blueprint.properties.filter { $0.published != nil }.map(\.name)
    schema.facts = blueprint.facts
    schema.behaviours = blueprint.behaviours + schema.behaviours
    self.schema = schema
    operators = blueprint.properties.map { ($0.name, $0.tla) }
    summaries = blueprint.properties.map { property in
      (property.name, property.summary + (property.published.map { " (\($0))" } ?? ""))
    }
    facts = N.S.Fact.labels
    run = { scenario, request throws(ScheduleError) in try blueprint.run(scenario, request) }
    explore = { scenario, check, request throws(CheckFailure) in
      try blueprint.explore(scenario, check, request)
    }
    walk = { scenario, check, properties throws(CheckFailure) in
      ModelWalker(try blueprint.clusterSystem(scenario, check, properties))
    }
    explorable = { scenario, name in blueprint.explorable(scenario, name) }
  }
}

/// What a run of one seed is asked for.
public struct RunRequest: Sendable {
  /// The seed.
  public var seed: UInt64
  /// The cryptographic mode.
  public var crypto: CryptoMode
  /// Which events are kept as trace entries, by number.
  public var captured: Range<UInt64>
  /// The event after which the run stops and the states are told; nil for the whole run.
  public var until: UInt64?
  /// Which of the captured events are kept, with what their steps changed; nil for all, without that.
  public var kept: [UInt64]?
  /// Whether a journal is kept of all events.
  public var isJournalled = false
  /// The only property that is judged, whose violation ends the run; nil for those of the scenario.
  public var property: String?
  /// A schedule in place of the scenario's.
  public var schedule: Simulation.Schedule?

  /// A run of a seed.
  public init(seed: UInt64, crypto: CryptoMode, captured: Range<UInt64> = 0..<0) {
    self.seed = seed
    self.crypto = crypto
    self.captured = captured
  }
}

/// What a run of one seed was.
public struct RunOutcome: Sendable {
  /// Verdicts, digests and figures.
  public var record: RunRecord
  /// The events that were asked for.
  public var captured: [TraceEntry]
  /// The states of the nodes where a run was told to stop.
  public var states: [(node: String, text: String)]
  /// What happened and why, if that was asked for.
  public var journal: RunJournal?
  /// The steps of a schedule that happened, each as an exact schedule has to name it.
  public var performed: [RunJournal.Entry] = []
  /// The names of the stores, in the order of their identifiers.
  public var stores: [String] = []

  /// What a run was.
  public init(
    record: RunRecord, captured: [TraceEntry], states: [(node: String, text: String)] = []
  ) {
    self.record = record
    self.captured = captured
    self.states = states
  }
}

/// How a scenario becomes a cluster of nodes.
public struct Blueprint<N: Node>: Sendable {
  /// The members, with keys of the run.
  public let cluster: @Sendable (Scenario, Cryptographer) -> Cluster<N>
  /// What can be judged.
  public let properties: [Property<N.S.Fact>]
  /// The input by which an open load tells a client that its next request is due; nil for a system
  /// whose nodes make their own load.
  public let due: N.S.Timer?
  /// The behaviours that liars may have, besides those of the schema.
  public let behaviours: [SystemSchema.Behaviour]
  /// Runs one seed of a scenario in which nodes have such behaviours.
  @usableFromInline
  let runLiars:
    (
      @Sendable (Scenario, RunRequest, [Property<N.S.Fact>]) throws(ScheduleError) -> RunOutcome
    )?
  /// What is explored of a scenario in which nodes have such behaviours.
  let modelLiars:
    (
      @Sendable (Cryptographer, Scenario, Check, [Property<N.S.Fact>], Bool) -> ClusterSystem
    )?
  /// What a member could construct as a liar.
  let constructions: (@Sendable (Scenario, Cryptographer, NodeID) -> [N.S.Message])?
  /// How the members of a cluster say what a schedule has them say.
  @usableFromInline
  let speech: (@Sendable (Cluster<N>) -> SimulationPlan<N.S>.Speech)?
  /// What can be judged, as formulas, where that differs from what runs are judged by.
  let formulas: [Property<N.S.Fact>]
  /// What a scenario's own formulas may speak of.
  public private(set) var facts: FactSchema?
  /// The properties that a scenario's own formulas are.
  @usableFromInline
  var own: @Sendable ([PropertyFormula]) -> [Property<N.S.Fact>] = { _ in [] }

  /// Describes how a scenario becomes a cluster whose nodes can lie.
  ///
  /// A scenario without liars runs the bare nodes, at no cost.
  ///
  /// - Parameters:
  ///   - properties: What runs are judged by.
  ///   - formulas: The same properties as formulas, for exploration, where they are judged otherwise on runs.
  ///   - due: The input by which an open load tells a client that its next request is due.
  ///   - behaviours: What liars may do.
  ///   - cluster: Makes the members.
  public init(
    properties: [Property<N.S.Fact>], formulas: [Property<N.S.Fact>]? = nil,
    due: N.S.Timer? = nil, behaviours: [Lying<N>],
    cluster: @escaping @Sendable (Scenario, Cryptographer) -> Cluster<N>
  ) where N: Forging {
    self.properties = properties
    self.due = due
    self.cluster = cluster
    self.behaviours = behaviours.map(\.behaviour)
    let names = self.behaviours.map(\.name)
    runLiars = { scenario, request, properties throws(ScheduleError) in
      let cryptographer = Cryptographer(mode: request.crypto, seed: request.seed)
      let honest = cluster(scenario, cryptographer)
      return try RunOutcome(
        of: honest.lying(scenario, behaviours), scenario, request, cryptographer, properties, due,
        behaviours: names, Self.speech(of: honest)
      ) { $0.node }
    }
    speech = { Self.speech(of: $0) }
    modelLiars = { cryptographer, scenario, check, properties, isFair in
      let members = cluster(scenario, cryptographer).lying(scenario, behaviours)
      return Self.model(
        of: members, cryptographer, scenario, check, properties, due: due, isFair: isFair
      ) { $0.node }
    }
    constructions = { scenario, cryptographer, liar in
      let member = cluster(scenario, cryptographer).members[Int(liar.index)]
      var context = Context<N.S>(
        cryptographer: cryptographer, prices: PriceList(),
        choices: .scripted(answers: [], alternatives: []))
      context.begin(as: liar, at: .zero, key: member.key, nextTicket: 0)
      return member.node.constructions(&context)
    }
    self.formulas = formulas ?? properties
  }

  private static func speech(of cluster: Cluster<N>) -> SimulationPlan<N.S>.Speech
  where N: Forging {
    { liar, message, context in
      cluster.members[Int(liar.index)].node.spoken(message, &context)
    }
  }

  /// Describes how a scenario becomes a cluster.
  public init(
    properties: [Property<N.S.Fact>], due: N.S.Timer? = nil,
    cluster: @escaping @Sendable (Scenario, Cryptographer) -> Cluster<N>
  ) {
    self.properties = properties
    self.due = due
    self.cluster = cluster
    behaviours = []
    runLiars = nil
    modelLiars = nil
    constructions = nil
    speech = nil
    formulas = properties
  }

  /// The same, for scenarios that may have formulas of their own over what the facts mean.
  public func telling<Projection: FactProjection>(_ projection: Projection.Type) -> Blueprint
  where Projection.Fact == N.S.Fact {
    var blueprint = self
    blueprint.facts = Projection.schema
    blueprint.own = { formulas in formulas.map { $0.property(projection) } }
    return blueprint
  }

  /// Runs one seed of a scenario.
  @inlinable
  public func run(_ scenario: Scenario, _ request: RunRequest) throws(ScheduleError) -> RunOutcome {
    let properties = properties + own(scenario.formulas)
    if let runLiars, !scenario.faultPlan.coalitions.isEmpty {
      return try runLiars(scenario, request, properties)
    }
    let cryptographer = Cryptographer(mode: request.crypto, seed: request.seed)
    let members = cluster(scenario, cryptographer)
    return try RunOutcome(
      of: members, scenario, request, cryptographer, properties, due, behaviours: [],
      speech?(members)
    ) { $0 }
  }
}

extension RunOutcome {
  /// Runs one seed of a scenario with a cluster.
  ///
  /// - Parameters:
  ///   - cluster: The members, liars among them.
  ///   - scenario: The case.
  ///   - request: What is asked for.
  ///   - cryptographer: The keys by which the cluster was built.
  ///   - properties: What can be judged.
  ///   - due: The input by which an open load tells a client that its next request is due.
  ///   - behaviours: The names of the liars' behaviours, by number.
  ///   - speech: How liars say what a schedule has them say.
  ///   - inside: The part of a node whose state is told.
  @inlinable
  init<N: Node>(
    of cluster: Cluster<N>, _ scenario: Scenario, _ request: RunRequest,
    _ cryptographer: Cryptographer, _ properties: [Property<N.S.Fact>], _ due: N.S.Timer?,
    behaviours: [String], _ speech: SimulationPlan<N.S>.Speech?,
    inside: @escaping @Sendable (N) -> Any
  ) throws(ScheduleError) {
    var plan = SimulationPlan<N.S>(scenario, seed: request.seed, due: due, stores: cluster.stores)
    plan.captured = request.captured
    plan.behaviours = behaviours
    plan.speech = speech
    plan.isJournalled = request.isJournalled
    plan.kept = request.kept
    plan.stopsAtViolation = request.property != nil
    if let schedule = request.schedule { plan.schedule = schedule }
    if let until = request.until { plan.eventLimit = min(plan.eventLimit, until) }
    var simulator = Simulator(
      cluster, cryptographer: cryptographer, plan: plan,
      properties: properties.filter {
        request.property.map([$0.name].contains) ?? scenario.properties.contains($0.name)
      })
    if request.kept != nil {
      simulator.compare = { StateDifference.between(inside($0), inside($1)) }
    }
    let record = try simulator.record()
    var states: [(node: String, text: String)] = []
    if request.until != nil {
      for (index, member) in cluster.members.enumerated() {
        states.append((member.name, StateText.of(inside(simulator[NodeID(index)]))))
      }
    }
    self.init(record: record, captured: simulator.captured, states: states)
    journal = simulator.journal
    performed = simulator.performed
    stores = cluster.stores
  }
}

extension Cluster {
  /// The names of all stores, each once, in the order of the first member that has them.
  @inlinable
  var stores: [String] {
    members.reduce(into: []) { names, member in
      for store in member.stores where !names.contains(store) { names.append(store) }
    }
  }
}
