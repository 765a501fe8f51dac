import Cryptography
import Determinism
import Faults
public import Machine
public import Scenarios
public import Simulation

extension SimulationPlan {
  /// The plan that a scenario describes.
  ///
  /// - Parameters:
  ///   - scenario: A validated case.
  ///   - seed: The seed of the run.
  ///   - due: The input by which an open load tells a client that a request is due.
  ///   - stores: The names of the cluster's stores, by position.
  public init(_ scenario: Scenario, seed: UInt64, due: S.Timer?, stores: [String]) {
    self.init(seed: seed)
    let table = LinkTable(scenario)
    profiles = table.profiles
    profile = { table.kind(from: $0, to: $1) }
    let storeProfiles = stores.map { name in
      scenario.stores.first { $0.name == name }.map {
        StoreProfile(delay: $0.value.delay.sampler, hasChecksums: $0.value.hasChecksums)
      } ?? StoreProfile()
    }
    self.stores = { _, store in storeProfiles[Int(store.index)] }
    let coreCount = scenario.cores
    cores = { _ in coreCount }
    prices = Self.prices(scenario)
    faults = scenario.faultPlan
    faults.stores = Self.storeFaults(scenario, stores: stores)
    if scenario.gst != .never {
      synchrony = Synchrony(from: scenario.gst, bound: scenario.delta)
    }
    healing = scenario.liveness.map { phase in
      let replicas = scenario.groups.first?.nodes ?? NodeSet()
      let others = NodeSet((0..<scenario.nodeCount).map(NodeID.init)).subtracting(replicas)
      return Healing(
        core: phase.core,
        company: others.subtracting(scenario.liars).subtracting(faults.byzantine),
        at: phase.after ?? .zero, within: phase.within, bound: scenario.delta)
    }
    duration = scenario.duration
    timeLimit = scenario.limits.virtualTime
    eventLimit = scenario.limits.events
    memoryLimit = scenario.limits.memory
    if let due { loads = Self.loads(scenario, due: due) }
    schedule = scenario.schedule.map { Self.schedule($0, stores: stores) }
  }

  private static func prices(_ scenario: Scenario) -> PriceList {
    do throws(PriceError) {
      return try PriceList(scenario.costs.map { ($0.name, $0.value) })
    } catch {
      preconditionFailure("the schema names an operation that has no price: \(error)")
    }
  }

  /// The faults of stores, by the cluster's order of stores and not by the schema's.
  private static func storeFaults(_ scenario: Scenario, stores: [String]) -> [StoreFault] {
    stores.enumerated().flatMap { position, name in
      (scenario.stores.first { $0.name == name }?.value.faults ?? []).map {
        var fault = $0
        fault.store = StoreID(UInt8(position))
        return fault
      }
    }
  }

  private static func loads(_ scenario: Scenario, due: S.Timer) -> [LoadPlan<S.Timer>] {
    let load = scenario.clients.load
    guard load.model == .open else { return [] }
    let arrivals: LoadPlan<S.Timer>.Arrivals =
      switch load.pattern {
      case .constant: .steady(load.rate.count, per: load.rate.span)
      case .poisson: .poisson(load.rate.count, per: load.rate.span)
      case .burst: .bursts(of: UInt64(load.burst), load.rate.count, per: load.rate.span)
      }
    let clients = scenario.groups.first { $0.singular == "client" }?.nodes ?? NodeSet()
    return clients.map { client in
      LoadPlan(
        node: client, timer: due, arrivals: arrivals, first: load.start,
        count: load.commands.map(UInt64.init) ?? .max,
        until: load.rest.map { scenario.duration - $0 } ?? .never)
    }
  }

  /// A script of a scenario, with numbers for the names of types, timers and stores.
  static func schedule(
    _ script: Scenarios.Schedule, stores: [String]
  ) -> Simulation.Schedule {
    Simulation.Schedule(
      script.steps.map { step in
        var made = Simulation.Schedule.Step(action(step.action, stores), at: step.at)
        made.keeps = step.keeps
        made.flip = step.flip
        return made
      },
      goesOn: script.ending == .run)
  }

  private static func action(
    _ action: Scenarios.Schedule.Action, _ stores: [String]
  ) -> Simulation.Schedule.Action {
    switch action {
    case .deliver(let type, let from, let to, let nth):
      .deliver(label: position(of: type, in: S.Message.labels), from: from, to: to, nth: nth)
    case .timer(let node, let name, let nth):
      .timer(label: position(of: name, in: S.Timer.labels), node: node, nth: nth)
    case .stored(let node, let store, let nth):
      .stored(node: node, store: StoreID(position(of: store, in: stores)), nth: nth)
    case .client(let node): .client(node: node)
    case .crash(let node): .crash(node)
    case .restart(let node): .restart(node)
    case .say(let type, let liar, let hearer, let message):
      .say(
        label: position(of: type, in: S.Message.labels), from: liar, to: hearer, message: message)
    case .heal: .heal
    }
  }

  /// Where a name stands in a list; validation lets no unknown name through.
  private static func position(of name: String, in names: [String]) -> UInt8 {
    guard let position = names.firstIndex(of: name) else {
      preconditionFailure("'\(name)' is none of \(names)")
    }
    return UInt8(position)
  }
}

/// The kinds of links of a scenario: nodes that the same rules name are told apart no further.
struct LinkTable: Sendable {
  private(set) var profiles: [LinkProfile] = []
  /// The class of each node: which rules name it as sender, and which as receiver.
  private var classes: [Int] = []
  /// The kind of link between two classes, and of a node to itself at the end.
  private var kinds: [Int] = []
  private var classCount = 0

  init(_ scenario: Scenario) {
    var representatives: [NodeID] = []
    var signatures: [[Bool]] = []
    for node in (0..<scenario.nodeCount).map(NodeID.init) {
      let signature = scenario.links.flatMap { [$0.from.contains(node), $0.to.contains(node)] }
      if let known = signatures.firstIndex(of: signature) {
        classes.append(known)
      } else {
        classes.append(signatures.count)
        signatures.append(signature)
        representatives.append(node)
      }
    }
    classCount = representatives.count
    for from in representatives {
      for to in representatives { kinds.append(add(scenario.link(from: from, to: to))) }
    }
    kinds.append(add(LinkProfile()))
  }

  private mutating func add(_ profile: LinkProfile) -> Int {
    if let known = profiles.firstIndex(of: profile) { return known }
    profiles.append(profile)
    return profiles.count - 1
  }

  /// The position in ``profiles`` of a link; a node reaches itself at once.
  func kind(from: NodeID, to: NodeID) -> Int {
    guard from != to else { return kinds[kinds.count - 1] }
    return kinds[classes[Int(from.index)] * classCount + classes[Int(to.index)]]
  }
}
