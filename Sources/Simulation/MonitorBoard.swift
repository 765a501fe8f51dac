import Determinism
public import Machine
public import TemporalLogic
import Traces

/// What judges the properties of a run, and what it has found.
@usableFromInline
struct MonitorBoard<Fact: Sendable> {
  @usableFromInline
  let properties: [Property<Fact>]
  /// The monitors of those that have one of their own, and the properties that these judge. Two arrays: within a tuple
  /// each monitor would be copied to be changed.
  @usableFromInline
  var monitors: [any Monitor<Fact>] = []
  @usableFromInline
  var owners: [Int] = []
  /// The properties that a formula says, in the order of their judge.
  private var said: [Int] = []
  @usableFromInline
  var formulas: (any FormulaJudge<Fact>)?
  @usableFromInline
  var violations: [Violation?]
  /// Whether formulas were told something that they have not judged.
  @usableFromInline
  var isUnsettled = false

  @usableFromInline
  init(_ properties: [Property<Fact>]) {
    self.properties = properties
    violations = properties.map { _ in nil }
    var formulas: [FormulaProperty<Fact>] = []
    for (number, property) in properties.enumerated() {
      switch property.judge {
      case .monitor(let make):
        monitors.append(make())
        owners.append(number)
      case .formula(let formula):
        formulas.append(formula)
        said.append(number)
      }
    }
    self.formulas = FormulaProperty.judge(formulas)
  }

  /// Tells every property whose facts it will be told.
  mutating func began(correct: NodeSet) {
    for index in monitors.indices { monitors[index].began(correct: correct) }
    formulas?.began(correct: correct)
    takeViolations()
  }

  /// What is kept of the run.
  var memory: MonitorMemory {
    monitors.reduce(into: formulas?.memory ?? MonitorMemory()) { sum, monitor in
      let part = monitor.memory
      sum.window += part.window
      sum.history += part.history
    }
  }

  /// Whether some property is violated.
  @usableFromInline
  var hasViolation: Bool { violations.contains { $0 != nil } }

  /// Tells every property that is not violated yet.
  @usableFromInline
  mutating func observe(_ fact: Fact, _ latch: Latch, at moment: Moment) {
    let change: FactChange =
      switch latch {
      case .pulse: .pulse
      case .latch: .latch
      case .unlatch: .unlatch
      }
    for index in monitors.indices where violations[owners[index]] == nil {
      violations[owners[index]] = monitors[index].observe(fact, change, at: moment)
    }
    if formulas != nil {
      formulas?.observe(fact, change, at: moment)
      isUnsettled = true
    }
  }

  /// Has formulas judge what the step has told.
  @usableFromInline
  @inline(never)
  mutating func settle() {
    isUnsettled = false
    formulas?.settle()
    takeViolations()
  }

  private mutating func takeViolations() {
    while let (number, violation) = formulas?.takeViolation() {
      violations[said[number]] = violation
    }
  }

  /// Tells every property that is not violated yet of the second phase.
  mutating func healed(core: NodeSet, within bound: UInt64, at moment: Moment) {
    for index in monitors.indices where violations[owners[index]] == nil {
      monitors[index].healed(core: core, within: bound, at: moment)
    }
    formulas?.healed(core: core, within: bound, at: moment)
    takeViolations()
  }

  /// The judgements at the end of a run; what a limit cut short is inconclusive unless it is violated.
  mutating func judge(end: Moment, isCut: Bool) -> [PropertyRecord] {
    formulas?.advance(to: end)
    settle()
    return properties.indices.map { index in
      let judgement: Judgement
      if let violation = violations[index] {
        judgement = Judgement(.violated, violation: violation)
      } else if isCut {
        judgement = Judgement(.inconclusive)
      } else {
        judgement = self.judgement(index, end)
      }
      return PropertyRecord(
        name: properties[index].name, tla: properties[index].tla, judgement: judgement)
    }
  }

  private func judgement(_ property: Int, _ end: Moment) -> Judgement {
    if let number = said.firstIndex(of: property), let formulas {
      return formulas.judge(number, end: end)
    }
    let own = owners.firstIndex(of: property)
    return own.map { monitors[$0].judge(end: end) } ?? Judgement(.inconclusive)
  }
}
