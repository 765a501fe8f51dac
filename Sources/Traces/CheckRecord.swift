public import TemporalLogic

/// What a check of all runs found out, as reports tell it.
public struct CheckRecord: Sendable {
  /// What explored the model.
  public enum Engine: String, Sendable {
    /// Nodes and an adversary.
    case cluster
    /// A model that is part of the program.
    case compiled
    /// A TLA+ module.
    case tla
  }

  /// The model's name.
  public var model: String
  /// The variant of the model.
  public var variant: String
  /// What explored it.
  public var engine = Engine.compiled
  /// How it was searched: `bfs`, `dfs`, `iddfs` or `random`.
  public var search: String
  /// How many workers searched.
  public var workers: Int
  /// What becomes of messages: `set`, `bag` or `fifo`; nil if there are none.
  public var network: String?
  /// The bounds, by name.
  public var bounds: [(name: String, value: Int)] = []
  /// What was left out because nothing can tell: `por`, `symmetry`.
  public var reductions: [String] = []
  /// The steps of the run around which was searched, with what happens on it and nothing else; nil for all that can
  /// happen.
  public var around: Int?
  /// Whether everything was explored.
  public var isComplete: Bool
  /// What ended the search before: `states`, `memory`, `time` or `depth`.
  public var limit: String?
  /// What was counted.
  public var counts: Counts
  /// How probable it is at most that a state was missed, as `1.2e-9`.
  public var collisionProbability: String
  /// What is known of each property.
  public var properties: [Property] = []

  /// A record without properties.
  public init(
    model: String, variant: String, search: String, workers: Int, isComplete: Bool,
    limit: String?, counts: Counts, collisionProbability: String
  ) {
    (self.model, self.variant, self.search, self.workers) = (model, variant, search, workers)
    (self.isComplete, self.limit, self.counts) = (isComplete, limit, counts)
    self.collisionProbability = collisionProbability
  }

  /// What a search counts, as TLC does.
  public struct Counts: Hashable, Sendable {
    /// The states found, each once.
    public var distinct = 0
    /// The states told, with repeats.
    public var generated = 0
    /// The states of the longest of the shortest paths.
    public var depth = 0
    /// The initial states.
    public var initial = 0
    /// The states that no step leaves.
    public var deadlocks = 0
    /// Of each action, how often it was taken and how many states it was first to find.
    public var actions: [Action] = []
    /// Bytes of the table of states, with what leads back from each.
    public var tableBytes = 0
    /// The most bytes of states that waited.
    public var frontierBytes = 0
    /// The most bytes that were on disk, as memory had no room for them.
    public var spilledBytes = 0

    /// Nothing.
    public init() {}
  }

  /// How often an action was seen.
  public struct Action: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// How many steps were it.
    public var taken: Int
    /// How many states were first found by it.
    public var distinct: Int

    /// An action's counts.
    public init(name: String, taken: Int, distinct: Int) {
      (self.name, self.taken, self.distinct) = (name, taken, distinct)
    }
  }

  /// What is known of a property.
  public struct Property: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What it says, in a sentence without a full stop.
    public var about: String
    /// The operator of a TLA+ module that says the same, such as `Teleport!Fresh`; nil if there is none.
    public var tla: String?
    /// What is known.
    public var verdict: Verdict
    /// What should be; nil if nothing is expected.
    public var expected: Verdict?
    /// What refutes it, or shows that it can happen.
    public var example: Example?

    /// What is known of a property.
    public init(
      name: String, about: String, tla: String? = nil, verdict: Verdict, expected: Verdict?,
      example: Example?
    ) {
      (self.name, self.about, self.tla, self.verdict) = (name, about, tla, verdict)
      (self.expected, self.example) = (expected, example)
    }

    /// Whether it is as expected; nil if nothing is.
    public var isMet: Bool? { expected.map { $0 == verdict } }
  }

  /// A run, step by step.
  public struct Example: Hashable, Sendable {
    /// A variable with its value, in words.
    public struct Variable: Hashable, Sendable {
      /// Its name.
      public var name: String
      /// Its value.
      public var value: String

      /// A variable.
      public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    /// A step.
    public struct Step: Hashable, Sendable {
      /// The action; nil where nothing is done.
      public var action: String?
      /// The variables that it changes, with their new values.
      public var changes: [Variable]

      /// A step.
      public init(action: String?, changes: [Variable]) {
        (self.action, self.changes) = (action, changes)
      }
    }

    /// The variables of the state in which it begins.
    public var initial: [Variable]
    /// Its steps.
    public var steps: [Step]
    /// How many steps come before those that are repeated for ever; nil if it ends.
    public var stem: Int?
    /// Why it is fair, demand by demand.
    public var fairness: [Fairness] = []

    /// A run that ends.
    public init(initial: [Variable], steps: [Step]) {
      (self.initial, self.steps) = (initial, steps)
    }
  }

  /// Why a run that goes on for ever meets a demand of fairness.
  public struct Fairness: Hashable, Sendable {
    /// How it does.
    public enum Reason: Hashable, Sendable {
      /// It takes the action in each round, by a step of the run.
      case taken(step: Int)
      /// The action cannot be taken before a step of the run, in each round.
      case disabled(step: Int)
      /// The action cannot be taken anywhere in a round.
      case neverEnabled
    }

    /// The demand's name, such as `WF deliver 0->1`.
    public var demand: String
    /// How it is met.
    public var reason: Reason

    /// A demand that is met.
    public init(demand: String, reason: Reason) { (self.demand, self.reason) = (demand, reason) }
  }
}

extension CheckRecord {
  /// Whether every expectation is met, and nothing is violated of which nothing is expected.
  public var isMet: Bool {
    properties.allSatisfy { $0.isMet ?? ($0.verdict != .violated) }
  }

  /// Whether something that is not as it should be is not known either.
  public var isInconclusive: Bool {
    properties.contains { $0.verdict == .inconclusive && $0.expected != .inconclusive }
  }

  /// Whether something is known to be other than it should be.
  public var isRefuted: Bool {
    properties.contains { property in
      guard property.verdict != .inconclusive else { return false }
      return !(property.isMet ?? (property.verdict != .violated))
    }
  }
}
