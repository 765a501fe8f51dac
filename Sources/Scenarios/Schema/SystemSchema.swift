public import Determinism
public import TemporalLogic

/// What a system offers to scenario files: the names that may stand in them, and their defaults.
///
/// The catalog fills it in. Validation knows a system only through this value, so that a new system
/// costs no change here.
public struct SystemSchema: Sendable {
  /// The name for `system:`.
  public var name: String
  /// One sentence.
  public var about: String
  /// The variants that can be executed, the default first; `published`, `repaired` or both.
  public var variants: [String] = ["repaired"]
  /// The operators whose variant can be chosen one by one.
  public var operators: [String] = []
  /// The groups of nodes, in the order of the cluster's node identifiers.
  public var groups: [Group] = []
  /// The names of the message types.
  public var messages: [String] = []
  /// The type of the message that has some canonical bytes; nil where they are of none.
  public var messageType: @Sendable ([UInt8]) -> String? = { _ in nil }
  /// The names of the timers.
  public var timers: [String] = []
  /// The stores of a node.
  public var stores: [Store] = []
  /// The operations that `costs:` can price.
  public var operations: [Operation] = []
  /// The fields of `parameters:`.
  public var parameters: [Parameter] = []
  /// The properties that can be judged.
  public var properties: [String] = []
  /// Those of them that say what a paper says, and are judged only where a scenario asks for them.
  public var published: [String] = []
  /// What formulas in a scenario may speak of; nil where the system tells none.
  public var facts: FactSchema?
  /// The Byzantine behaviours, those that are not available yet included.
  public var behaviours: [Behaviour] = []
  /// The mutants.
  public var mutants: [Mutant] = []
  /// The stages of a request whose latency is measured, such as `visible` and `final`.
  public var stages: [String] = []
  /// Figures beyond those that every run has.
  public var figures: [Figure] = []
  /// What the engine can do with this system; the rest is validated and then refused.
  public var executable: [ScenarioFeature] = ScenarioFeature.allCases
  /// Values of scenario fields where a file leaves them out, such as `n`; paths as in `--set`.
  public var defaults: [Named<String>] = []
  /// The system's own cross-checks, run on a scenario that is valid otherwise.
  public var check: @Sendable (Scenario) -> [Complaint] = { _ in [] }

  /// How soon a healed core has done everything asked for, by the scenario's own times; nil where the
  /// system cannot tell.
  public var progressBound: @Sendable (Scenario) -> Ticks? = { _ in nil }

  /// A system with a name and nothing else.
  public init(name: String, about: String) {
    self.name = name
    self.about = about
  }

  /// Stands in for a system that is not known.
  var isStandIn: Bool { name.isEmpty }
}

extension SystemSchema {
  /// A group of nodes.
  public struct Group: Hashable, Sendable {
    /// Its name for one node, as in `replica 0`.
    public var singular: String
    /// Its name for all, as in `replicas`.
    public var plural: String
    /// How many there are.
    public var count: Count

    /// How many nodes a group has.
    public enum Count: Hashable, Sendable {
      /// Always so many.
      case fixed(Int)
      /// The field `n`.
      case replicas
      /// The field `clients.count`.
      case clients
      /// A parameter of the system, of kind count.
      case parameter(String)
    }

    /// A group.
    public init(_ singular: String, _ plural: String, count: Count) {
      self.singular = singular
      self.plural = plural
      self.count = count
    }
  }

  /// A store of a node.
  public struct Store: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The delay of a write where the scenario says none.
    public var delay: String

    /// A store; the delay is written as in a file.
    public init(_ name: String, delay: String = "0 ms") {
      self.name = name
      self.delay = delay
    }
  }

  /// An operation with a price in time.
  public struct Operation: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The price where the scenario says none.
    public var price: String
    /// What it is.
    public var about: String

    /// An operation; the price is written as in a file.
    public init(_ name: String, price: String = "0 us", about: String) {
      self.name = name
      self.price = price
      self.about = about
    }
  }

  /// A parameter of the system, or an option of a behaviour.
  public struct Parameter: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What it may be.
    public var kind: ParameterKind
    /// Its value where the scenario says none, as in a file; nil if it must be given.
    public var standard: String?
    /// What it means.
    public var about: String

    /// A parameter.
    public init(_ name: String, _ kind: ParameterKind, _ standard: String?, about: String) {
      self.name = name
      self.kind = kind
      self.standard = standard
      self.about = about
    }
  }

  /// A way to lie.
  public struct Behaviour: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What it does, after "a liar".
    public var about: String
    /// Its options.
    public var options: [Parameter]
    /// The groups, by their names for one node, whose nodes can do it; empty for all.
    public var groups: [String]
    /// Whether the engine can do it.
    public var isAvailable: Bool
    /// Why the engine cannot do it, where there is a reason to tell.
    public var obstacle: String?

    /// A behaviour.
    public init(
      _ name: String, about: String = "", options: [Parameter] = [], groups: [String] = [],
      isAvailable: Bool = true, obstacle: String? = nil
    ) {
      self.name = name
      self.about = about
      self.options = options
      self.groups = groups
      self.isAvailable = isAvailable
      self.obstacle = obstacle
    }
  }

  /// A system with one thing broken on purpose.
  public struct Mutant: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The property that it breaks.
    public var breaks: String

    /// A mutant.
    public init(_ name: String, breaks: String) {
      self.name = name
      self.breaks = breaks
    }
  }

  /// A number that a run reports.
  public struct Figure: Hashable, Sendable {
    /// Its name, with dots.
    public var name: String
    /// What it counts.
    public var unit: FigureUnit

    /// A figure.
    public init(_ name: String, _ unit: FigureUnit) {
      self.name = name
      self.unit = unit
    }
  }

  /// What a system's own check has against a scenario.
  public struct Complaint: Hashable, Sendable {
    /// The field, as in `--set`, such as `parameters.checkpoint`.
    public var path: String
    /// What is wrong, without a full stop.
    public var message: String
    /// The way out.
    public var hint: String?

    /// A complaint.
    public init(_ path: String, _ message: String, hint: String? = nil) {
      self.path = path
      self.message = message
      self.hint = hint
    }
  }
}
