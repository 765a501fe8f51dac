public import Determinism

/// How a search goes about it. Whatever is chosen, the same choice gives the same answer, with any number of workers.
public struct SearchOptions: Sendable {
  /// How states are told apart.
  public enum Identity: Sendable {
    /// By fingerprints; ``Exploration/collisionProbability`` says how sure that is.
    case fingerprint64, fingerprint128
    /// By all of their words, which are kept.
    case exact
  }

  /// How states are told apart.
  public var identity = Identity.fingerprint64
  /// Where to stop.
  public var limits = SearchLimits()
  /// Whether the search ends with the first depth at which something is wrong; if not, it goes on for the other
  /// properties and for the counts.
  public var stopsAtViolation = true
  /// Whether a state that no step leaves is wrong.
  public var refusesDeadlock = true
  /// Whether symmetric states are explored once, if the system has any.
  public var usesSymmetry = true
  /// Whether steps are left out that lead nowhere else, if the system says which actions do not depend on each other.
  public var reducesOrders = false
  /// What is searched, in words that tell it from all else; a search that was saved goes on with the same only.
  public var subject = ""
  /// Where the search is saved, if it is to be; breadth first only.
  public var checkpoints: Checkpoints?
  /// Where to put what memory has no room for; nil to end there. Breadth first only.
  public var spill: Spill?
  /// Who does it.
  public var workers: any WorkerPool = SingleWorker()

  /// How many states are expanded before what they lead to is looked up, by all workers; and by one alone, who does it
  /// if there are fewer than an eighth of a round. Limits are looked at between rounds.
  var (round, batch) = (4_096, 64)

  /// The usual: 64-bit fingerprints, one worker, no limit, to the first violation.
  public init() {}
}
