/// A graph whose infinite runs a formula and demands of fairness speak of.
///
/// States are numbers that the graph gives them, so that it may find them as it is asked. What holds, holds on steps:
/// the letter at a position of a run is that of the step taken there. The same question has the same answer, in the
/// same order, however often it is asked.
public protocol FairGraph {
  /// The propositions, each by its bit in ``GraphStep/letter``; at most 64.
  var propositions: [String] { get }
  /// What is demanded of runs, each by its bit in ``GraphStep/taken``; at most 64.
  var fairness: [Fairness] { get }
  /// Where runs begin.
  var initialStates: [Int] { get }

  /// Appends the steps that leave a state, without that of doing nothing.
  ///
  /// - Parameters:
  ///   - state: The number of the state, not negative.
  ///   - steps: What to append to.
  mutating func appendSteps(of state: Int, to steps: inout [GraphStep])

  /// The demands whose action could be taken in a state, as bits; a step takes no other.
  mutating func enabled(in state: Int) -> UInt64

  /// The letter of doing nothing in a state, or nil where it cannot be stayed in.
  mutating func stutter(in state: Int) -> UInt64?
}

/// A step of a ``FairGraph``.
public struct GraphStep: Hashable, Sendable {
  /// The number of the state that it leads to.
  public var target: Int
  /// The propositions that hold on it, as bits by their places in ``FairGraph/propositions``.
  public var letter: UInt64
  /// The demands of fairness whose action it takes, as bits by their places in ``FairGraph/fairness``.
  public var taken: UInt64

  /// A step.
  public init(to target: Int, letter: UInt64 = 0, taken: UInt64 = 0) {
    (self.target, self.letter, self.taken) = (target, letter, taken)
  }
}

/// What a run owes to an action.
///
/// - Source: Lamport, *The temporal logic of actions* (TOPLAS 16, 1994), §5.3 and §5.4.
public struct Fairness: Hashable, Sendable {
  /// How much it owes.
  public enum Strength: Hashable, Sendable {
    /// It takes the action again and again, or finds it disabled again and again.
    case weak
    /// It takes the action again and again, or finds it disabled from some time on.
    case strong
  }

  /// The name that reports use, such as `WF deliver 0->1`.
  public var name: String
  /// How much is owed.
  public var strength: Strength

  /// A demand of weak fairness.
  public static func weak(_ name: String) -> Fairness { Fairness(name, .weak) }
  /// A demand of strong fairness.
  public static func strong(_ name: String) -> Fairness { Fairness(name, .strong) }

  /// A demand.
  public init(_ name: String, _ strength: Strength) {
    (self.name, self.strength) = (name, strength)
  }
}

/// Where a run may do nothing for a step: a loop that takes no action.
public enum Stuttering: Hashable, Sendable {
  /// Nowhere; a state that no step leaves is refused.
  case never
  /// In states that no step leaves.
  case whereStuck
  /// In every state, as in TLA+.
  case everywhere
}
