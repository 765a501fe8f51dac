import Catalog
import Determinism
import Faults
import Scenarios
import Simulation
import Traces

/// The nodes of a run that may lie and do not: that nobody takes them at their word may be all that it needs.
struct IdleLiars {
  /// Their names.
  let names: [String]

  init(_ run: FailingRun) {
    let scenario = run.scenario.scenario
    let plan = scenario.faultPlan
    let told = run.outcome.record.faults.filter { $0.injected > 0 }.map(\.kind)
    var active = NodeSet(plan.twins.map(\.node))
    for liars in scenario.byzantine
    where liars.behaviours.contains(where: { told.contains($0.kind) }) {
      active = active.union(liars.nodes)
    }
    for entry in run.entries {
      if case .say(_, let liar, _, _) = entry.step.action { active.insert(liar) }
    }
    for fault in plan.stores where fault.isLie && told.contains(fault.kind.counted.name) {
      active = active.union(fault.nodes)
    }
    names = plan.byzantine.subtracting(active).map(scenario.name)
  }

  /// What a reader has to know of them; nil if there are none.
  var note: String? {
    guard let last = names.last else { return nil }
    if names.count == 1 { return "\(last) counts as a liar, though it tells no lie in this run." }
    let others = names.dropLast().joined(separator: ", ")
    return "\(others) and \(last) count as liars, though they tell no lie in this run."
  }
}
