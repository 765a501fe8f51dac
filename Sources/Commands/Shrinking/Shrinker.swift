import Catalog
import Determinism
import Scenarios
import Simulation
import TemporalLogic
import Traces

/// Makes a failing run smaller, step by step, as long as the same property stays violated.
///
/// First the scenario: fewer nodes, faults and requests. Then the run becomes a schedule that stops at the
/// violation, and of its steps only those are kept that the violation needs: first its causal past, then what
/// delta debugging leaves of that. Last its times. All of it again until nothing changes.
struct Shrinker {
  private var trial: ShrinkTrial
  /// The smallest failing run so far.
  private(set) var best: FailingRun
  /// The run that it began with.
  private let first: FailingRun
  /// The smallest failing run so far that is in no respect larger than the first: less of a scenario may
  /// mean more of a run, until later steps make it smaller again.
  private var smallest: FailingRun

  /// How many candidates were run.
  var candidates: Int { trial.count }

  /// The scenario of the run by time that became a schedule.
  private var timed: ScenarioDocument?

  /// Whether nothing more can be left out.
  private(set) var isFinished = false
  /// Whether all was tried that could turn the run into a schedule.
  private(set) var hasTriedSchedule = false

  /// The share of the budget that the scenario by itself may use, as a divisor.
  private static let scenarioShare = 4

  init(_ run: FailingRun, _ trial: ShrinkTrial) {
    best = run
    first = run
    smallest = run
    self.trial = trial
  }

  /// Does all that the budget allows, and ends with the best that was found.
  mutating func shrink() {
    shrinkAll()
    if !isFinished { best = smallest }
    if isFinished, best.faultActions > 0 { seekCalmerRun() }
  }

  /// Takes a run of another seed instead if that shows the same with fewer faults.
  private mutating func seekCalmerRun() {
    var other = trial
    let run = CalmerRun(of: timed ?? best.document, below: best.faultActions).find(&other)
    trial.count = other.count
    guard let run else { return }
    var shrinker = Shrinker(run, other)
    shrinker.shrinkAll()
    trial.count = shrinker.candidates
    let calmer = shrinker.smallest
    guard calmer.faultActions < best.faultActions, calmer.size.fits(first.size) else { return }
    best = calmer
    isFinished = shrinker.isFinished
  }

  private mutating func shrinkAll() {
    shrinkScenario(until: trial.count + trial.budget / Self.scenarioShare)
    timed = best.document
    guard best.steps != nil || makeSchedule() else {
      hasTriedSchedule = trial.mayGoOn
      shrinkScenario(until: trial.budget)
      isFinished = trial.mayGoOn
      return
    }
    var before: [ScriptStep]?
    var text: String?
    while trial.mayGoOn, before != best.steps || text != best.document.yaml {
      before = best.steps
      text = best.document.yaml
      keepPast()
      dropSteps()
      simplifySteps()
      dropTimes()
      roundTimes()
      shrinkScenario(until: trial.budget)
    }
    isFinished = trial.mayGoOn
  }

  /// The events of the smallest run, as far as its violation.
  var events: [TraceEntry] { trial.events(of: best) }

  /// Runs a candidate, and keeps it if it fails as wanted.
  private mutating func attempt(_ document: ScenarioDocument, _ steps: [ScriptStep]?) -> Bool {
    guard trial.mayGoOn, let run = trial.run(document, steps) else { return false }
    keep(run)
    return true
  }

  /// Runs other steps of the same scenario, and keeps them if they fail as wanted.
  private mutating func attempt(_ steps: [ScriptStep]) -> Bool {
    guard trial.mayGoOn, let run = trial.run(best.document, best.scenario, steps) else {
      return false
    }
    keep(run)
    return true
  }

  private mutating func keep(_ run: FailingRun) {
    best = run
    let size = run.size
    if size.fits(first.size), size.measure <= smallest.size.measure { smallest = run }
  }

  // MARK: The scenario

  private mutating func shrinkScenario(until limit: Int) {
    var hasChanged = true
    while hasChanged, trial.count < limit {
      hasChanged = false
      for document in candidates(of: best) {
        guard trial.count < limit, trial.mayGoOn else { return }
        if attemptSmaller(document) {
          hasChanged = true
          break
        }
      }
    }
  }

  private func candidates(of run: FailingRun) -> [ScenarioDocument] {
    ScenarioEdits(
      run.document, run.scenario.scenario, isOpen: trial.verdict == .presumablyViolated
    ).all
  }

  /// Runs a document that says less; the schedule's steps are carried over to its nodes.
  private mutating func attemptSmaller(_ document: ScenarioDocument) -> Bool {
    guard let steps = best.steps else { return attempt(document, nil) }
    guard let read = ShrinkTrial.read(document, trial.systems) else { return false }
    let map = NodeMap(from: best.scenario.scenario.groups, to: read.scenario.groups)
    return attempt(document, map.carry(steps))
  }

  /// Turns a run by time into a schedule of its inputs, over links that do nothing to messages.
  mutating func makeSchedule() -> Bool {
    if trial.verdict == .presumablyViolated { return makeHealedSchedule() }
    let all = best.entries.map(\.step).filter { $0.action != .heal }
    // Following a schedule takes time by its steps times the messages that wait.
    let candidates =
      (all.count > Self.longRun ? [best.past.filter { $0.action != .heal }, all] : [all])
      .filter { $0.count <= Self.longestSchedule }
    let isMade = [false, true].contains { keepsStoreFaults in
      let document = scripted(keepsStoreFaults: keepsStoreFaults)
      return candidates.contains { attempt(document, $0) }
    }
    return isMade || makeHealedSchedule()
  }

  /// Turns a run in which a core heals into a schedule as far as that: from there it goes on by itself, as
  /// far as it can over links that do nothing to messages, or else over those of the scenario.
  private mutating func makeHealedSchedule() -> Bool {
    let entries = best.entries
    guard let end = entries.lastIndex(where: { $0.step.action == .heal }) else { return false }
    let steps = entries[...end].map(\.step)
    guard steps.count <= Self.longestSchedule else { return false }
    let bare = scripted(keepsStoreFaults: false, isHealed: true)
    let documents = [
      bare, scripted(keepsStoreFaults: true, isHealed: true), calmed(keepsCuts: false),
      calmed(keepsCuts: true),
    ]
    return documents.contains { attempt($0, steps) }
  }

  /// Puts into a document what a system has to know of the steps beforehand: who is to crash besides the
  /// replicas, and that a core heals. The steps themselves stand in no document.
  private func setSteps(of document: inout ScenarioDocument, isHealed: Bool) {
    let steps = crashingClients.map { "{crash: \($0)}" } + (isHealed ? ["{heal: core}"] : [])
    if !steps.isEmpty { document.set("schedule", "[\(steps.joined(separator: ", "))]") }
    if isHealed { document.remove("liveness.after") }
  }

  /// The nodes outside the first group that crash in the run, by name.
  private var crashingClients: [String] {
    let scenario = best.scenario.scenario
    let replicas = scenario.groups.first?.nodes ?? NodeSet()
    var nodes = NodeSet()
    for entry in best.entries {
      if case .crash(let node) = entry.step.action, !replicas.contains(node) { nodes.insert(node) }
    }
    return nodes.filter { Int($0.index) < scenario.nodeCount }.map(scenario.name)
  }

  /// The scenario with what a network and stores do after a core has healed.
  ///
  /// - Parameter keepsCuts: Whether cuts and pauses stay that no healing ends.
  private func calmed(keepsCuts: Bool) -> ScenarioDocument {
    var document = best.document
    for field in ["crashes", "gst", "mode"] + (keepsCuts ? [] : ["partitions", "pauses"]) {
      document.remove(field)
    }
    setSteps(of: &document, isHealed: true)
    for rule in document.keys("links") {
      for field in document.keys("links.\(rule)") where !["from", "to", "delay"].contains(field) {
        document.remove("links.\(rule).\(field)")
      }
    }
    return document
  }

  /// The scenario without what the steps of a schedule do in its place: all but the lies of stores, which
  /// tell in what a crash leaves.
  private func scripted(keepsStoreFaults: Bool, isHealed: Bool = false) -> ScenarioDocument {
    var document = best.document
    for field in Self.scripted where !isHealed || !Self.healed.contains(field) {
      document.remove(field)
    }
    setSteps(of: &document, isHealed: isHealed)
    document.set("links", "{}")
    for store in best.outcome.stores {
      if !keepsStoreFaults { document.remove("stores.\(store)") }
      document.set("stores.\(store).delay", "0 ms")
    }
    return document
  }

  /// Of a longer run only the causal past is tried at first.
  private static let longRun = 2_000
  /// Longer schedules are not tried.
  private static let longestSchedule = 20_000

  private static let scripted = [
    "links", "costs", "cores", "partitions", "crashes", "pauses", "gst", "delta", "duration",
    "mode",
    "liveness", "schedule",
  ]

  /// What a run that goes on still needs.
  private static let healed = ["liveness", "duration", "delta"]

  // MARK: The steps

  private mutating func keepPast() { _ = attempt(best.past) }

  private mutating func dropSteps() {
    _ = DeltaDebugging.minimise(best.steps ?? [], mayGoOn: { trial.mayGoOn }) { steps in
      attempt(steps) ? best.steps : nil
    }
  }

  /// Lets messages arrive once, and whole.
  private mutating func simplifySteps() {
    for position in (best.steps ?? []).indices {
      guard var steps = best.steps, steps.indices.contains(position) else { return }
      guard steps[position].keeps || steps[position].flip != nil else { continue }
      steps[position].keeps = false
      if attempt(steps) { continue }
      steps[position].flip = nil
      _ = attempt(steps)
    }
  }

  /// Lets as many steps as possible happen as early as they can.
  private mutating func dropTimes() {
    let untimed = (best.steps ?? []).map { step in
      var step = step
      step.at = nil
      return step
    }
    if untimed == best.steps || attempt(untimed) { return }
    let timed = (best.steps ?? []).indices.filter { best.steps?[$0].at != nil }
    _ = DeltaDebugging.minimise(timed, mayGoOn: { trial.mayGoOn }) { kept in
      guard var steps = best.steps else { return nil }
      let count = steps.count
      for position in steps.indices where !kept.contains(position) { steps[position].at = nil }
      let known = best
      guard attempt(steps) else { return nil }
      // Positions would no longer mean the same steps.
      if best.steps?.count != count { best = known }
      return best.steps?.count == count && best.steps == steps ? kept : nil
    }
  }

  /// Gives the steps that need a time one in round figures.
  private mutating func roundTimes() {
    for position in (best.steps ?? []).indices {
      guard let steps = best.steps, steps.indices.contains(position),
        let time = steps[position].at?.microseconds
      else { continue }
      for unit in [1_000_000, 100_000, 10_000, 1_000] as [UInt64] {
        let (units, rest) = time.quotientAndRemainder(dividingBy: unit)
        if rest == 0 { break }
        var rounded = steps
        rounded[position].at = Ticks((units + 1) * unit)
        let known = best
        guard attempt(rounded) else { continue }
        if best.steps?.count == rounded.count, best.steps?[position].at == rounded[position].at {
          break
        }
        best = known
      }
    }
  }
}
