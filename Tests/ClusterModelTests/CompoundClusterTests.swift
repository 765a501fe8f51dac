import Classics
import ClusterModel
import Cryptography
import Determinism
import Faults
import Machine
import ModelChecking
import TemporalLogic
import Testing

@Suite("Clusters in compound steps")
struct CompoundClusterTests {
  /// What the properties come to: in single steps, and in compound ones.
  struct Both {
    let single: Exploration
    let compound: Exploration

    init(_ model: ClusterSystem) throws {
      func explore(reduces: Bool) throws -> Exploration {
        var options = SearchOptions()
        (options.refusesDeadlock, options.stopsAtViolation) = (false, false)
        options.reducesOrders = reduces
        return try ModelChecker(model).explore(model.letterProperties, options)
      }
      (single, compound) = (try explore(reduces: false), try explore(reduces: true))
    }

    /// Whether both say the same, in as few steps.
    func agree() {
      #expect(single.isComplete && compound.isComplete)
      #expect(compound.properties.map(\.verdict) == single.properties.map(\.verdict))
      #expect(
        compound.properties.map { $0.path?.steps.count }
          == single.properties.map { $0.path?.steps.count })
      #expect(compound.counts.distinct <= single.counts.distinct)
    }
  }

  static func commit(_ bounds: ClusterBounds, preparedNeeded: Int?) -> ClusterSystem {
    var setting = ClusterSetting(
      AtomicCommit.cluster(managers: 2, preparedNeeded: preparedNeeded),
      Cryptographer(mode: .ideal, seed: 0), bounds
    ) { "\($0)" }
    setting.properties = AtomicCommit.properties
    return ClusterSystem(setting)
  }

  static func slot(
    _ bounds: ClusterBounds, replicas: Int, quorum: Int, side: [Int]? = nil, slots: UInt64 = 1
  ) -> ClusterSystem {
    let cryptographer = Cryptographer(mode: .ideal, seed: 0)
    let payloads = side == nil ? 1 : 2
    var setting = ClusterSetting(
      ThreePhaseCase.cluster(
        replicas: replicas, quorum: quorum, payloads: payloads, slots: slots, cryptographer),
      cryptographer, bounds
    ) { "\($0)" }
    if let side { setting.twins = [Twin(NodeID(0), side: NodeSet(side.map { NodeID($0) }))] }
    setting.properties = ThreePhase.formulas
    return ClusterSystem(setting)
  }

  @Test("Two-phase commit: the same verdicts in as few steps", arguments: SlowClusterTests.bounds)
  func commit(bounds: ClusterBounds) throws {
    try Both(Self.commit(bounds, preparedNeeded: nil)).agree()
    // With one vote too few it is wrong, and found so in as many steps.
    let hasty = try Both(Self.commit(bounds, preparedNeeded: 1))
    hasty.agree()
    #expect(hasty.single["Consistent"]?.verdict == .violated)
  }

  @Test("A slot: the same verdicts in as few steps", arguments: SlowClusterTests.bounds)
  func slot(bounds: ClusterBounds) throws {
    // Budgets multiply the states: for two replicas they are few enough.
    try Both(Self.slot(bounds, replicas: 2, quorum: 2)).agree()
  }

  @Test("A fork is as short as it is", arguments: ClusterNetwork.allCases)
  func forks(network: ClusterNetwork) throws {
    let forked = try Both(
      Self.slot(ClusterBounds(network: network), replicas: 3, quorum: 2, side: [2]))
    forked.agree()
    #expect(forked.single["Agreement"]?.verdict == .violated)
    #expect(forked.compound.counts.distinct * 4 < forked.single.counts.distinct)
  }

  @Test("What nodes make hold is noticed")
  func propositions() throws {
    var setting = ClusterSetting(
      AtomicCommit.cluster(managers: 3), Cryptographer(mode: .ideal, seed: 0),
      ClusterBounds(network: .bag)
    ) { "\($0)" }
    // That the coordinator has heard of two makes no difference to others.
    setting.propositions = [
      .init("two") { _, node in
        if case .coordinator(let coordinator) = node {
          coordinator.prepared.count == 2
        } else {
          false
        }
      }
    ]
    setting.modelProperties = [
      ModelProperty("Two", .sometimes, "two", about: "the coordinator has heard of two")
    ]
    let both = try Both(ClusterSystem(setting))
    both.agree()
    #expect(both.compound["Two"]?.path?.steps.count == 4)
  }
}
