public import Determinism

/// A named formula over the facts of a system, and how to judge it on a run.
///
/// This is the one contract between properties and engines: an engine makes a monitor per run, tells
/// it every fact in order, and asks for its judgement at the end.
public struct Property<Fact: Sendable>: Sendable {
  /// The name that scenarios, reports and claims use, such as `Agreement`.
  public let name: String
  /// What it says, in one sentence.
  public let summary: String
  /// The TLA+ operator that corresponds to it, such as `XavierPBFT!Agreement`.
  public let tla: String?
  /// Where the form of a paper stands that it says literally, right or wrong; nil for what must hold. Such a one is
  /// judged where it is asked for, and not by default.
  public var published: String?
  /// How runs are judged by it.
  public let judge: Judge

  /// How a property judges runs.
  public enum Judge: Sendable {
    /// Alone, by a monitor of its own, made for each run.
    case monitor(@Sendable () -> any Monitor<Fact>)
    /// With others, by its formula.
    case formula(FormulaProperty<Fact>)
  }

  /// A property with its monitor.
  public init(
    _ name: String, _ summary: String, tla: String? = nil,
    monitor: @escaping @Sendable () -> any Monitor<Fact>
  ) {
    self.name = name
    self.summary = summary
    self.tla = tla
    judge = .monitor(monitor)
  }

  /// What judges the property alone on a new run, each fact as a step of its own.
  public func monitor() -> any Monitor<Fact> {
    switch judge {
    case .monitor(let make): return make()
    case .formula(let formula):
      return FormulaMonitor(judge: formula.makeJudge([formula.text]))
    }
  }

  /// A property that a formula says.
  init<Projection: FactProjection>(_ text: PropertyText, _ projection: Projection.Type)
  where Projection.Fact == Fact {
    name = text.name
    summary = text.summary
    tla = text.tla
    published = text.published
    judge = .formula(FormulaProperty(text: text) { FormulaBoard<Projection>($0) })
  }
}

/// A property that its formula says, over the propositions of a system.
public struct FormulaProperty<Fact: Sendable>: Sendable {
  let text: PropertyText
  let makeJudge: @Sendable ([PropertyText]) -> any FormulaJudge<Fact>

  /// Whether something may have to come in the end, so that no beginning of a run decides it.
  public var isOfTheEnd: Bool {
    guard let table = text.table else { return false }
    return (0..<table.stateCount).contains { table.verdict(UInt16($0)) == .presumablyFalse }
  }

  /// Makes what judges such properties of one system together on one run; nil for none.
  public static func judge(_ properties: [Self]) -> (any FormulaJudge<Fact>)? {
    properties.first.map { $0.makeJudge(properties.map(\.text)) }
  }
}

/// Judges one formula alone.
struct FormulaMonitor<Fact: Sendable>: Monitor {
  private var judge: any FormulaJudge<Fact>

  init(judge: any FormulaJudge<Fact>) { self.judge = judge }

  mutating func began(correct: NodeSet) { judge.began(correct: correct) }

  mutating func observe(_ fact: Fact, _ change: FactChange, at moment: Moment) -> Violation? {
    judge.observe(fact, change, at: moment)
    judge.settle()
    return judge.takeViolation()?.violation
  }

  mutating func healed(core: NodeSet, within bound: UInt64, at moment: Moment) {
    judge.healed(core: core, within: bound, at: moment)
  }

  func judge(end moment: Moment) -> Judgement {
    var judge = judge
    judge.advance(to: moment)
    judge.settle()
    return judge.judge(0, end: moment)
  }

  var memory: MonitorMemory { judge.memory }
}

/// What judges one property on one run, fact by fact.
public protocol Monitor<Fact> {
  /// What the property speaks of.
  associatedtype Fact

  /// Takes notice, before the first fact, of the members whose facts are told. Nothing by default.
  mutating func began(correct: NodeSet)

  /// Takes notice of a fact.
  ///
  /// - Returns: The violation that this fact completes; a monitor reports its first one only.
  mutating func observe(_ fact: Fact, _ change: FactChange, at moment: Moment) -> Violation?

  /// Takes notice that a core has healed: from now on its members and the correct clients make
  /// progress, and what is asked for must be done within a bound. Nothing by default.
  ///
  /// - Parameters:
  ///   - core: The members that heal, by position in the cluster.
  ///   - bound: In microseconds, from now or from the request, whichever is later.
  ///   - moment: When.
  mutating func healed(core: NodeSet, within bound: UInt64, at moment: Moment)

  /// Judges the run at its end. Not called once a violation was reported.
  ///
  /// A safety property that was kept *holds*, or is *vacuous* when nothing that it speaks of happened.
  func judge(end moment: Moment) -> Judgement

  /// What the monitor keeps of the run; nothing worth counting by default.
  var memory: MonitorMemory { get }
}

extension Monitor {
  /// Most properties look at facts only.
  public mutating func began(correct: NodeSet) {}

  /// Small monitors keep next to nothing.
  public var memory: MonitorMemory { MonitorMemory() }

  /// Most properties demand the same with and without faults.
  public mutating func healed(core: NodeSet, within bound: UInt64, at moment: Moment) {}
}

/// What happened to the truth of a fact.
public enum FactChange: Sendable {
  /// True for this step only.
  case pulse
  /// True from this step on.
  case latch
  /// No longer true.
  case unlatch
}

/// A place on a run.
public struct Moment: Equatable, Sendable {
  /// The number of the step, counted from 1; 0 before the first.
  public var step: UInt64
  /// Virtual time in microseconds.
  public var microseconds: UInt64
  /// The position in the cluster of the node that observed.
  public var node: UInt16

  /// A place on a run.
  public init(step: UInt64, microseconds: UInt64, node: UInt16) {
    self.step = step
    self.microseconds = microseconds
    self.node = node
  }
}
