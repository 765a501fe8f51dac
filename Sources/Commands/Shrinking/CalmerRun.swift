import Scenarios

/// Looks for a run with fewer faults that violates the same property, by other seeds.
///
/// What a fault changed may hide that it was not needed: without it the same seed gives another run, in which
/// the messages that matter arrive. So the scenario is run again without faults, and with only one, under
/// seeds of their own, and over links that lose messages, since a schedule says in any case which arrive.
struct CalmerRun {
  /// The documents to try, those with the fewest faults first.
  private let documents: [ScenarioDocument]

  /// How many seeds each document gets.
  private static let seeds: UInt64 = 24
  /// How often a message is lost.
  private static let losses = ["10 %", "30 %"]

  /// - Parameters:
  ///   - document: The scenario of the run as it went by time.
  ///   - limit: How many faults are too many.
  init(of document: ScenarioDocument, below limit: Int) {
    let faults = document.faults
    // What stays besides: nothing, or a fault, the last first, which is a crash rather than a liar.
    let kept = [nil] + (limit > 1 ? faults.reversed().map(Optional.some) : [])
    documents = kept.flatMap { fault in
      let calm = Self.without(faults.filter { $0 != fault }, document)
      return [calm]
        + Self.losses.map { loss in
          var lossy = calm
          lossy.set("links", "{default: {delay: {uniform: [1 ms, 10 ms]}, loss: \(loss)}}")
          return lossy
        }
    }
  }

  /// The first run that fails as wanted.
  func find(_ trial: inout ShrinkTrial) -> FailingRun? {
    for document in documents {
      guard let scenario = ShrinkTrial.read(document, trial.systems) else { continue }
      for seed in 1...Self.seeds where trial.mayGoOn {
        trial.seed = seed
        if let run = trial.run(document, scenario, nil) { return run }
      }
    }
    return nil
  }

  private static func without(
    _ faults: [String], _ document: ScenarioDocument
  ) -> ScenarioDocument {
    var document = document
    // From behind, so that the places before stay what they are.
    for fault in faults.reversed() { document.remove(fault) }
    for liars in (0..<document.itemCount("byzantine")).reversed()
    where document.itemCount("byzantine.\(liars).behaviours") == 0 {
      document.remove("byzantine.\(liars)")
    }
    return document
  }
}
