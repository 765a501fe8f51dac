import Catalog
import Determinism
import Scenarios
import Simulation
import TemporalLogic

/// A path that a search has found, as a scenario that a simulation replays.
struct CheckedScenario {
  let input: RunInput
  let one: ScenarioCase
  let systems: [SystemEntry]

  /// So many seeds are tried for the choices that nodes make on the path.
  static let mostSeeds: UInt64 = 1_000

  /// The scenario file; nil if no seed repeats the path.
  ///
  /// - Parameters:
  ///   - property: What is violated.
  ///   - steps: The path.
  ///   - command: The search that found it.
  ///   - isShortest: Whether that looked for the fewest steps.
  func text(_ property: String, _ steps: [ScriptStep], command: String, isShortest: Bool) -> String?
  {
    // Mostly no message arrives twice, though its copy stays.
    let once = steps.map { step in
      var step = step
      step.keeps = false
      return step
    }
    let seeds = [one.scenario.seeds.first.value] + (1...Self.mostSeeds)
    for seed in seeds where !Interrupt.isRequested {
      // What is drawn differs from seed to seed, and so does what the document says.
      guard let document = try? one.drawn(by: seed, listsSettings: true).document else { continue }
      var trial = ShrinkTrial(
        systems: systems, seed: seed, crypto: input.crypto, property: property, budget: .max
      ) {}
      let scripted = scripted(document)
      guard let run = trial.run(scripted, once) ?? trial.run(scripted, steps) else { continue }
      let scenario = ShrunkScenario(
        source: .init(
          reference: input.reference, caseName: input.isSingle ? nil : one.name, replay: command,
          isChecked: true, isShortest: isShortest),
        property: property, seed: seed, before: run.size, run: run, system: input.system,
        isCut: false, events: trial.events(of: run))
      return scenario.text
    }
    return nil
  }

  /// What the scenario says, but for what decides nothing of a scripted run. Liars that say what they construct are silent
  /// there but for what the steps say.
  private func scripted(_ document: ScenarioDocument) -> ScenarioDocument {
    var document = document
    for field in ["expect", "check", "canary", "draw", "schedule"] { document.remove(field) }
    let liars = one.scenario.check?.byzantine.nodes ?? NodeSet()
    if !liars.isEmpty {
      let names = liars.map(one.scenario.name).joined(separator: ", ")
      document.set("byzantine", "[{nodes: [\(names)], behaviours: [silent]}]")
      if liars.count > one.scenario.cluster.faults { document.set("unsafe", "true") }
    }
    return document
  }
}
