public import ModelChecking
public import Traces

/// A model that is part of the program, as `check` knows it.
public struct ModelEntry: Sendable {
  /// Its name.
  public let name: String
  /// What it is, in a sentence without a full stop.
  public let about: String
  /// What becomes of messages: `set`, `bag` or `fifo`; nil if there are none.
  public let network: String?
  /// The numbers that say how large it is.
  public let bounds: [ModelBound]
  /// The ways in which it can be; the first is the one that is checked unless said.
  public let variants: [ModelVariant]
  /// What is said of it; formulas are those of the usual size.
  public let properties: [ModelProperty]
  /// What it allows to leave out, by the words of `--reduce`.
  public let reductions: [String]
  /// Explores it.
  ///
  /// - Throws: What the engine refuses.
  public let run: @Sendable (ModelRequest) throws(ExplorationError) -> CheckRecord
  /// Walks through it, given a variant's name and the values of all bounds.
  public let walk: @Sendable (_ variant: String, _ bounds: [Int]) -> any ModelWalk

  /// Registers a model.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - about: What it is.
  ///   - network: What becomes of messages.
  ///   - bounds: The numbers that say how large it is.
  ///   - variants: The ways in which it can be, at least one.
  ///   - make: Makes it of a variant's name and the values of all bounds, in their order.
  public init<Model: CompiledModel>(
    _ name: String, about: String, network: String? = nil, bounds: [ModelBound],
    variants: [ModelVariant],
    make: @escaping @Sendable (_ variant: String, _ bounds: [Int]) -> Model
  ) {
    (self.name, self.about, self.network) = (name, about, network)
    (self.bounds, self.variants) = (bounds, variants)
    let usual = make(variants[0].name, bounds.map(\.usual))
    properties = usual.properties + (usual.mayEnd ? [] : [.noDeadlock])
    reductions =
      (usual.independence == nil && usual.compound == nil ? [] : ["por"])
      + (usual.hasSymmetry ? ["symmetry"] : [])
    walk = { ModelWalker(make($0, $1)) }
    run = { request throws(ExplorationError) in
      let model = make(request.variant, request.bounds)
      var run = ModelRun(model, request)
      return try run.record(
        name, network: network, zip(bounds, request.bounds).map { ($0.0.name, $0.1) })
    }
  }
}

/// A number that says how large a model is.
public struct ModelBound: Hashable, Sendable {
  /// Its name, as `--bounds` takes it.
  public let name: String
  /// What there are so many of.
  public let about: String
  /// What it may be.
  public let range: ClosedRange<Int>
  /// What it is unless said.
  public let usual: Int

  /// A bound.
  public init(_ name: String, _ range: ClosedRange<Int>, usual: Int, about: String) {
    (self.name, self.range, self.usual, self.about) = (name, range, usual, about)
  }
}

/// A way in which a model can be, and what is then expected of it.
public struct ModelVariant: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// What it is, in a sentence without a full stop.
  public let about: String
  /// The properties that are violated; all others hold.
  public let violates: [String]

  /// A variant.
  public init(_ name: String, about: String, violates: [String] = []) {
    (self.name, self.about, self.violates) = (name, about, violates)
  }
}

/// What a check of a model is asked for.
public struct ModelRequest: Sendable {
  /// How states are looked for.
  public enum Search: String, CaseIterable, Sendable {
    /// Breadth first, depth first, depth first with a limit that grows, and by walks at random.
    case bfs, dfs, iddfs, random
  }

  /// The variant's name.
  public var variant: String
  /// The values of all bounds, in their order.
  public var bounds: [Int]
  /// The properties that are judged, by name.
  public var properties: [String]
  /// How states are looked for.
  public var search = Search.bfs
  /// The walks, of a search at random.
  public var walks: RandomWalks
  /// Whether the search goes on where one was saved, in the store of the options' checkpoints.
  public var resumes = false
  /// Whether nothing happens but what the schedule of a scenario lets happen, in any order or not at all.
  public var isAround = false
  /// Limits, reductions and workers.
  public var options = SearchOptions()

  /// A request for everything, of a variant and some bounds.
  public init(variant: String, bounds: [Int], properties: [String], walks: RandomWalks) {
    (self.variant, self.bounds, self.properties) = (variant, bounds, properties)
    self.walks = walks
    options.stopsAtViolation = false
    options.usesSymmetry = false
  }
}

extension ModelProperty {
  /// Of every model that may not end: a step leaves each state.
  public static let noDeadlock = ModelProperty(
    "NoDeadlock", .always, "true", about: "a step leaves each state")
}
