import Determinism
public import Machine
public import TemporalLogic
import Traces

/// The monitors of a run and what they have found.
@usableFromInline
struct MonitorBoard<Fact: Sendable> {
  @usableFromInline
  let properties: [Property<Fact>]
  @usableFromInline
  var monitors: [any Monitor<Fact>]
  @usableFromInline
  var violations: [Violation?]

  @usableFromInline
  init(_ properties: [Property<Fact>]) {
    self.properties = properties
    monitors = properties.map { $0.monitor() }
    violations = properties.map { _ in nil }
  }

  /// Tells every property whose facts it will be told.
  mutating func began(correct: NodeSet) {
    for index in monitors.indices { monitors[index].began(correct: correct) }
  }

  /// What the monitors keep of the run.
  var memory: MonitorMemory {
    monitors.reduce(into: MonitorMemory()) { sum, monitor in
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
    for index in monitors.indices where violations[index] == nil {
      violations[index] = monitors[index].observe(fact, change, at: moment)
    }
  }

  /// Tells every property that is not violated yet of the second phase.
  mutating func healed(core: NodeSet, within bound: UInt64, at moment: Moment) {
    for index in monitors.indices where violations[index] == nil {
      monitors[index].healed(core: core, within: bound, at: moment)
    }
  }

  /// The judgements at the end of a run; what a limit cut short is inconclusive unless it is violated.
  func judge(end: Moment, isCut: Bool) -> [PropertyRecord] {
    properties.indices.map { index in
      let judgement: Judgement
      if let violation = violations[index] {
        judgement = Judgement(.violated, violation: violation)
      } else if isCut {
        judgement = Judgement(.inconclusive)
      } else {
        judgement = monitors[index].judge(end: end)
      }
      return PropertyRecord(
        name: properties[index].name, tla: properties[index].tla, judgement: judgement)
    }
  }
}
