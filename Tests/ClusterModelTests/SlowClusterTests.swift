import Classics
import ClusterModel
import Cryptography
import Machine
import ModelChecking
import Testing

@Suite("Clusters, beside the definition of what may happen to them")
struct SlowClusterTests {
  static let bounds: [ClusterBounds] = ClusterNetwork.allCases.flatMap { network in
    [(0, 0, 0, 0), (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (1, 1, 1, 1), (2, 0, 1, 1)].map {
      budget in
      var bounds = ClusterBounds(network: network)
      if network != .set { (bounds.drops, bounds.duplicates) = (budget.0, budget.1) }
      (bounds.crashes, bounds.restarts) = (budget.2, budget.3)
      return bounds
    }
  }

  static func distinct<N: Node>(_ cluster: Cluster<N>, _ bounds: ClusterBounds) throws -> Int {
    let model = ClusterSystem(
      ClusterSetting(cluster, Cryptographer(mode: .ideal, seed: 0), bounds) { "\($0)" })
    var options = SearchOptions()
    options.refusesDeadlock = false
    return try ModelChecker(model).explore([], options).counts.distinct
  }

  @Test("Two-phase commit has as many states", arguments: bounds)
  func commit(bounds: ClusterBounds) throws {
    let cluster = AtomicCommit.cluster(managers: 2)
    let slow = try SlowCluster(cluster: cluster, bounds: bounds).count()
    #expect(try Self.distinct(cluster, bounds) == slow)
    #expect(slow > 50)
  }

  @Test("A slot among three has as many states", arguments: ClusterNetwork.allCases)
  func slot(network: ClusterNetwork) throws {
    let cluster = ThreePhaseCase.cluster(replicas: 3, quorum: 2, payloads: 2)
    let bounds = ClusterBounds(network: network)
    let slow = try SlowCluster(cluster: cluster, bounds: bounds).count()
    #expect(try Self.distinct(cluster, bounds) == slow)
    #expect(slow > 500)
  }
}

/// The three-phase exchange, small.
enum ThreePhaseCase {
  static func cluster(
    replicas: Int, quorum: Int, payloads: Int = 1, slots: UInt64 = 1,
    _ cryptographer: Cryptographer = Cryptographer(mode: .ideal, seed: 0)
  ) -> Cluster<ThreePhaseReplica> {
    var configuration = ThreePhase.Configuration(
      replicas: replicas, payload: 4, isSigned: false, slots: slots)
    (configuration.quorum, configuration.payloads) = (quorum, payloads)
    return ThreePhase.cluster(configuration, cryptographer)
  }
}
