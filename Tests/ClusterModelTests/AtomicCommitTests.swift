import Classics
import ClusterModel
import Cryptography
import Machine
import ModelChecking
import TemporalLogic
import Testing

@Suite("Two-phase commit among nodes")
struct AtomicCommitTests {
  static func model(
    managers: Int, _ network: ClusterNetwork, preparedNeeded: Int? = nil, facts: Bool = false,
    isFair: Bool = false
  ) -> ClusterSystem {
    var setting = ClusterSetting(
      AtomicCommit.cluster(managers: managers, preparedNeeded: preparedNeeded),
      Cryptographer(mode: .ideal, seed: 0), ClusterBounds(network: network)
    ) { "\($0)" }
    setting.isFair = isFair
    if facts { setting.properties = AtomicCommit.properties }
    return ClusterSystem(setting)
  }

  @Test(
    "There are as many states as in the specification",
    arguments: [
      (2, ClusterNetwork.set, 56), (3, .set, 288), (5, .set, 8832), (3, .bag, 584),
      (5, .bag, 33824),
    ])
  func states(managers: Int, network: ClusterNetwork, distinct: Int) throws {
    var options = SearchOptions()
    options.refusesDeadlock = false
    let result = try ModelChecker(Self.model(managers: managers, network)).explore([], options)
    #expect(result.counts.distinct == distinct)
    #expect(result.isComplete)
  }
}
