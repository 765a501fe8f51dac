public import ClusterModel
public import Cryptography
import Determinism
import Faults
public import Machine
public import ModelChecking
public import Scenarios
public import Simulation
public import TemporalLogic
public import Traces

/// What keeps a scenario from being explored.
public struct CheckObstacle: Error, Hashable, Sendable {
  /// The field that is in the way.
  public let field: String
  /// What is the matter with it.
  public let text: String

  init(_ field: String, _ text: String) { (self.field, self.text) = (field, text) }
}

/// Why a scenario was not explored.
public enum CheckFailure: Error, Sendable {
  /// Something in it cannot be explored.
  case obstacle(CheckObstacle)
  /// The engine refused.
  case engine(ExplorationError)
}

/// What an exploration of a scenario has found.
public struct CheckOutcome: Sendable {
  /// Counts and verdicts.
  public let record: CheckRecord
  /// Of properties that a path of states violates, the path as the steps of a schedule.
  public let scripts: [(property: String, steps: [Simulation.Schedule.Step])]

  /// What was found.
  public init(
    record: CheckRecord, scripts: [(property: String, steps: [Simulation.Schedule.Step])]
  ) {
    (self.record, self.scripts) = (record, scripts)
  }
}

extension Simulation.Schedule.Step {
  /// A step of an exploration.
  init(_ step: ClusterStep) {
    let action: Simulation.Schedule.Action
    switch step.kind {
    case .deliver, .deliverAndKeep:
      action = .deliver(label: step.label, from: step.sender, to: step.node, nth: step.nth)
    case .timer: action = .timer(label: step.label, node: step.node, nth: step.nth)
    case .request: action = .client(node: step.node)
    case .stored: action = .stored(node: step.node, store: StoreID(step.store), nth: step.nth)
    case .crash: action = .crash(step.node)
    case .restart: action = .restart(step.node)
    case .say:
      action = .say(label: step.label, from: step.sender, to: step.node, message: step.message)
    }
    self.init(action)
    keeps = step.kind == .deliverAndKeep
  }
}

extension Check {
  /// What the words of `check:` allow.
  var bounds: ClusterBounds {
    var bounds = ClusterBounds(network: ClusterNetwork(rawValue: network.rawValue) ?? .bag)
    bounds.timers = timers
    bounds.drops = budgets.drop
    bounds.duplicates = budgets.duplicate
    bounds.crashes = budgets.crash
    bounds.restarts = budgets.restart
    bounds.storeFaults = budgets.store
    bounds.requests = commands
    return bounds
  }

  /// The bounds by name, as reports tell them.
  var named: [(name: String, value: Int)] {
    [
      ("commands", commands), ("timers", timers), ("drop", budgets.drop),
      ("duplicate", budgets.duplicate), ("crash", budgets.crash), ("restart", budgets.restart),
      ("store", budgets.store),
    ]
  }
}

extension Scenario {
  /// What keeps it from being explored.
  func obstacle(_ check: Check) -> CheckObstacle? {
    if case .ticks = check.time {
      return CheckObstacle("check.time", "exploration has no clock: only 'untimed' is explored")
    }
    if !check.symmetry.isEmpty {
      return CheckObstacle("check.symmetry", "clusters are explored without symmetry")
    }
    let most = ClusterBounds.most
    for (name, value) in check.named where value > most {
      return CheckObstacle("check.\(name)", "\(name) is \(value), and \(most) is the most")
    }
    return nil
  }
}

extension Blueprint {
  /// Liars that say whatever they can construct.
  @usableFromInline
  struct Adversary: Sendable {
    let liars: [(liar: NodeID, messages: [N.S.Message])]
    let perSlot: Int
  }

  /// What is to be explored of a scenario with some nodes.
  ///
  /// - Parameters:
  ///   - inside: The part of a node that is told.
  @usableFromInline
  static func model<Wrapped: Node>(
    of cluster: Cluster<Wrapped>, _ cryptographer: Cryptographer, _ scenario: Scenario,
    _ check: Check, _ properties: [Property<Wrapped.S.Fact>], due: Wrapped.S.Timer?,
    isFair: Bool, _ adversary: Adversary? = nil, inside: @escaping @Sendable (Wrapped) -> Any
  ) -> ClusterSystem where Wrapped.S == N.S {
    var setting = ClusterSetting(cluster, cryptographer, check.bounds) {
      StateText.line(of: inside($0))
    }
    setting.differences = { before, after in
      StateDifference.between(inside(before), inside(after)).map {
        ModelVariable($0.path, $0.after ?? "gone")
      }
    }
    let plan = scenario.faultPlan
    setting.liars = plan.byzantine
    setting.twins = plan.twins
    if let adversary {
      setting.adversary = NodeSet(adversary.liars.map(\.liar))
      setting.constructionsPerSlot = adversary.perSlot
      setting.constructions = { liar in adversary.liars.first { $0.liar == liar }?.messages ?? [] }
    }
    setting.coalitions = plan.coalitions
    setting.isFair = isFair
    setting.properties = properties
    if let due, scenario.clients.load.model == .open {
      let clients = scenario.groups.first { $0.singular == "client" }?.nodes ?? NodeSet()
      setting.requests = clients.map { .init($0, due) }
    } else {
      setting.bounds.requests = 0
    }
    return ClusterSystem(setting)
  }

  /// What is to be explored of a scenario.
  func clusterSystem(
    _ scenario: Scenario, _ check: Check, _ names: [String]
  ) throws(CheckFailure) -> ClusterSystem {
    if let obstacle = scenario.obstacle(check) { throw .obstacle(obstacle) }
    let properties = try explored(scenario, names)
    let isFair = properties.contains { $0.isOfTheEnd }
    // The seed decides which keys there are; nothing else is drawn.
    let cryptographer = Cryptographer(mode: .ideal, seed: 0)
    let adversary = try adversary(scenario, check, cryptographer)
    if let modelLiars, !scenario.faultPlan.coalitions.isEmpty {
      return modelLiars(cryptographer, scenario, check, properties, isFair)
    }
    return Self.model(
      of: cluster(scenario, cryptographer), cryptographer, scenario, check, properties,
      due: due, isFair: isFair, adversary
    ) { $0 }
  }

  private func adversary(
    _ scenario: Scenario, _ check: Check, _ cryptographer: Cryptographer
  ) throws(CheckFailure) -> Adversary? {
    let liars = check.byzantine.nodes
    if liars.isEmpty { return nil }
    func obstacle(_ text: String) -> CheckFailure {
      .obstacle(CheckObstacle("check.byzantine", text))
    }
    guard scenario.faultPlan.byzantine.isEmpty else {
      throw obstacle("it has liars under 'byzantine:' too; one of both is explored")
    }
    let made = liars.map { liar in (liar, constructions?(scenario, cryptographer, liar) ?? []) }
    if let (liar, _) = made.first(where: { $0.1.isEmpty }) {
      throw obstacle("nobody knows what node \(liar) could construct, or it is too much")
    }
    return Adversary(liars: made, perSlot: check.byzantine.perTypeViewSlot)
  }

  /// Explores a scenario.
  func explore(
    _ scenario: Scenario, _ check: Check, _ request: ModelRequest
  ) throws(CheckFailure) -> CheckOutcome {
    var system = try clusterSystem(scenario, check, request.properties)
    if request.isAround { system = try around(scenario, system) }
    do throws(ExplorationError) {
      var run = ModelRun(system, request)
      var record = try run.record(scenario.name, network: nil, check.named)
      if request.isAround { record.tellAround(scenario.schedule?.steps.count ?? 0) }
      var scripts: [(property: String, steps: [Simulation.Schedule.Step])] = []
      for (name, path) in run.paths {
        guard let steps = system.script(of: path) else { continue }
        scripts.append((name, steps.map(Simulation.Schedule.Step.init)))
      }
      return CheckOutcome(record: record, scripts: scripts)
    } catch {
      throw .engine(error)
    }
  }

  /// Whether a property can be explored, and whether it speaks of what has to come in the end.
  func explorable(_ scenario: Scenario, _ name: String) -> (isFormula: Bool, isOfTheEnd: Bool) {
    let property = (formulas + own(scenario.formulas)).first { $0.name == name }
    return (property?.isFormula ?? false, property?.isOfTheEnd ?? false)
  }

  /// The properties that are asked for, as formulas.
  private func explored(
    _ scenario: Scenario, _ names: [String]
  ) throws(CheckFailure) -> [Property<N.S.Fact>] {
    let all = formulas + own(scenario.formulas)
    var chosen: [Property<N.S.Fact>] = []
    for name in names {
      guard let property = all.first(where: { $0.name == name }), property.isFormula else {
        throw .obstacle(
          CheckObstacle("properties", "'\(name)' is not said by a formula, and is not explored"))
      }
      chosen.append(property)
    }
    // Each takes two bits of a letter.
    if chosen.count > 32 {
      throw .obstacle(
        CheckObstacle("properties", "they are \(chosen.count), and 32 are judged at a time"))
    }
    return chosen
  }
}

extension Property {
  /// Whether a formula says it.
  var isFormula: Bool {
    if case .formula = judge { true } else { false }
  }

  /// Whether something may have to come in the end.
  var isOfTheEnd: Bool {
    if case .formula(let formula) = judge { formula.isOfTheEnd } else { false }
  }
}
