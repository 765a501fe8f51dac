import Classics
import ModelChecking

extension TwoPhaseCommit {
  /// The properties that a search decides.
  static let known = TwoPhaseCommit(managers: 3).letterProperties
}

extension Paxos {
  /// The properties that a search decides.
  static let known = Paxos().letterProperties
}
