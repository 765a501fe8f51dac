import Catalog
import Scenarios
import Simulation
import TemporalLogic
import Traces

/// A step of a scripted run.
typealias ScriptStep = Simulation.Schedule.Step

/// A run that violates a property, or leaves open at its end what the property demands, and what it was
/// made of.
struct FailingRun {
  /// What the scenario says.
  var document: ScenarioDocument
  /// The case that was read of it.
  var scenario: ScenarioCase
  /// Its seed.
  var seed: UInt64
  /// The inputs in order, as far as the violation; nil for a run by time.
  var steps: [ScriptStep]?
  /// What the run was.
  var outcome: RunOutcome
  /// Whether the property is violated, or only presumably so.
  var verdict: Verdict
  /// What it violates, or what is open at its end.
  var violation: Violation

  /// The steps that happened without which the violation could not have.
  var past: [ScriptStep] {
    guard let history = outcome.journal?.history else { return [] }
    let events = history.past(of: violation.against + [violation.step])
    var next = 0
    return entries.compactMap { entry in
      while next < events.count, events[next] < entry.event { next += 1 }
      // Nothing is demanded of a core that never heals.
      if entry.step.action == .heal { return entry.step }
      return next < events.count && events[next] == entry.event ? entry.step : nil
    }
  }

  /// The inputs that happened, as steps of a schedule, with their events.
  var entries: [RunJournal.Entry] {
    steps == nil ? outcome.journal?.steps ?? [] : outcome.performed.filter { $0.event > 0 }
  }

  /// Whether the run goes on by itself when the core has healed.
  var goesOn: Bool { steps?.contains { $0.action == .heal } ?? false }

  /// How many faults it is told to have: behaviours of liars, lies of stores, cuts, pauses and crashes, and
  /// in a schedule crashes, boots after them, what liars say by steps, and messages that come twice or spoilt.
  var faultActions: Int {
    let byStep = (steps ?? []).reduce(0) { count, step in
      let isFault =
        switch step.action {
        case .crash, .restart, .say: true
        default: false
        }
      return count + (isFault ? 1 : 0) + (step.keeps ? 1 : 0) + (step.flip == nil ? 0 : 1)
    }
    return document.faults.count + byStep
  }

  /// How large it is.
  var size: RunSize {
    RunSize(
      nodes: scenario.scenario.nodeCount,
      faults: outcome.record.faults.reduce(0) { $0 + $1.injected },
      steps: UInt64(goesOn ? outcome.journal?.steps.count ?? 0 : entries.count),
      messages: outcome.record.messages.delivered)
  }
}

/// How large a failing run is, as far as its violation.
struct RunSize: Equatable {
  /// Nodes of the cluster.
  var nodes: Int
  /// Faults that were done.
  var faults: UInt64
  /// Inputs that nodes took, boots aside, and crashes.
  var steps: UInt64
  /// Messages that arrived.
  var messages: UInt64

  /// Whether it is in no respect larger than another.
  func fits(_ other: RunSize) -> Bool {
    nodes <= other.nodes && faults <= other.faults && steps <= other.steps
      && messages <= other.messages
  }

  /// What there is to read, by which two runs compare.
  var measure: UInt64 { UInt64(nodes) + faults + steps + messages }
}
