public import Determinism
public import Diagnostics

/// Tells the properties' propositions what a system's facts mean.
///
/// One is made for each run, so that it may keep what it needs to know of it.
public protocol FactProjection<Fact>: Sendable {
  /// What nodes observe.
  associatedtype Fact: Sendable

  /// The propositions, and the parameters that a run sets.
  static var schema: FactSchema { get }

  /// Before the first fact.
  init()

  /// Takes notice of the members whose facts are told. Nothing by default.
  mutating func began(correct: NodeSet, _ base: inout FactBase)

  /// What it keeps of the run. Nothing by default.
  var memory: MonitorMemory { get }

  /// Tells what a fact means.
  mutating func tell(
    _ fact: Fact, _ change: FactChange, at moment: Moment, _ base: inout FactBase)

  /// Takes notice that a core has healed, after which progress is demanded within a bound, in microseconds. Nothing
  /// by default.
  mutating func healed(
    core: NodeSet, within bound: UInt64, at moment: Moment, _ base: inout FactBase)

  /// Whether a fact matters to what is asked of the facts, now or ever. Every fact does by default.
  func hears(_ fact: Fact, _ base: FactBase) -> Bool

  /// Appends what it keeps of the run. By default nothing, and that this is not all.
  ///
  /// - Returns: Whether the bytes say all that it keeps.
  func encodeState(into writer: inout CanonicalWriter) -> Bool
}

extension FactProjection {
  /// Most projections keep next to nothing.
  public var memory: MonitorMemory { MonitorMemory(window: 0) }

  /// Hears every fact.
  public func hears(_ fact: Fact, _ base: FactBase) -> Bool { true }

  /// Appends nothing, and says that this is not all.
  public func encodeState(into writer: inout CanonicalWriter) -> Bool { false }

  /// Most systems need not know.
  public mutating func began(correct: NodeSet, _ base: inout FactBase) {}

  /// Most systems demand the same with and without faults.
  public mutating func healed(
    core: NodeSet, within bound: UInt64, at moment: Moment, _ base: inout FactBase
  ) {}
}

/// The properties of a system, read from their file and made ready for runs.
public struct PropertyBook<Projection: FactProjection>: Sendable {
  private let properties: [PropertyText]
  /// What is wrong with the file.
  public let findings: [Finding]

  /// Reads the properties of a file; what is wrong with some of them stands in ``findings``.
  public init(_ text: SourceText) {
    let (read, findings) = PropertyParser.read(text, Projection.schema)
    var layout = FactLayout(Projection.schema)
    var (kept, wrong): ([PropertyText], [Finding]) = ([], findings)
    for var property in read {
      let (plan, more) = PropertyPlanner.plan(property, &layout)
      wrong += more
      guard let plan else { continue }
      property.table = plan.table
      kept.append(property)
    }
    properties = kept
    self.findings = wrong
  }

  /// What is probably not meant as it is written, in formulas that can be judged.
  public var doubts: [Finding] { properties.flatMap(\.doubts) }

  /// The names of the properties, in the order of the file.
  public var names: [String] { properties.map(\.name) }

  /// A property of the book for the engines.
  ///
  /// - Precondition: There is one of that name.
  public func property(_ name: String) -> Property<Projection.Fact> {
    guard let text = properties.first(where: { $0.name == name }) else {
      let why = findings.map(\.description).joined(separator: "\n")
      preconditionFailure("there is no property '\(name)'; \(why)")
    }
    return Property(text, Projection.self)
  }

  /// All properties, for the engines.
  public var all: [Property<Projection.Fact>] { names.map(property) }
}
