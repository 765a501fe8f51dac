public import Classics
public import ClusterModel
import Cryptography
import Determinism
import Machine
import ModelChecking
import TemporalLogic

extension AtomicCommit {
  /// Every run of two-phase commit among nodes, within bounds.
  ///
  /// - Parameters:
  ///   - managers: How many resource managers there are.
  ///   - bounds: What may happen besides.
  ///   - preparedNeeded: Of how many managers the coordinator must know that they are prepared; nil for all.
  ///   - isFair: Whether what can happen does so in the end.
  public static func model(
    managers: Int, _ bounds: ClusterBounds, preparedNeeded: Int? = nil, isFair: Bool = false
  ) -> ClusterSystem {
    var setting = ClusterSetting(
      cluster(managers: managers, preparedNeeded: preparedNeeded),
      Cryptographer(mode: .ideal, seed: 0), bounds, textOfNode: text)
    setting.isFair = isFair
    setting.propositions = [
      .init("working") { isIn(.working, $1) }, .init("committed") { isIn(.committed, $1) },
      .init("aborted") { isIn(.aborted, $1) }, .init("prepared") { isIn(.prepared, $1) },
    ]
    setting.modelProperties = [
      ModelProperty(
        "Consistent", .always, "!(committed & aborted)",
        about: "no manager commits where another one aborts"),
      ModelProperty(
        "Commits", .sometimes, "committed & !working & !prepared & !aborted",
        about: "all can commit"),
      ModelProperty(
        "Settled", .temporal, "F !(working | prepared)",
        about: "every manager commits or aborts in the end"),
    ]
    return ClusterSystem(setting)
  }

  private static func isIn(_ state: CommitNode.Manager.State, _ node: CommitNode) -> Bool {
    if case .manager(let manager) = node { manager.state == state } else { false }
  }

  private static func text(_ node: CommitNode) -> String {
    switch node {
    case .manager(let manager): return "\(manager.state)"
    case .coordinator(let coordinator):
      let prepared = coordinator.prepared.map { "\($0.index)" }.joined(separator: ", ")
      return "\(coordinator.state), knows of {\(prepared)}"
    }
  }
}
