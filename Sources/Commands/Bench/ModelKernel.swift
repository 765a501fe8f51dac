import Catalog
import Classics
import ClusterModel
import ModelChecking
import TemporalLogic

/// What it costs to explore compiled models with one worker, beside SPIN on the same state spaces.
enum ModelKernel {
  static let rows = [
    Benchmark(
      name: "check-two-phase-commit-7", unit: "distinct state", measure: .nanoseconds,
      gateMilli: 2_000,
      rival: .spin(commitPeer),
      run: { twoPhaseCommit() }),
    Benchmark(
      name: "check-atomic-commit-7", unit: "distinct state", measure: .nanoseconds,
      gateMilli: 2_000,
      rival: .spin(commitPeer),
      run: { atomicCommit() }),
    Benchmark(
      name: "check-philosophers-12", unit: "state under weak fairness", measure: .nanoseconds,
      gateMilli: 1_000,
      rival: .spin(
        SpinPeer(
          model: SpinModel.philosophers(seats: 12), defines: ["-DNFAIR=4", "-DMEMLIM=4096"],
          arguments: ["-a", "-f", "-m100000", "-w20"], proof: "errors: 0",
          items: philosopherStates)),
      run: { philosophers() }),
  ]

  /// SPIN on two-phase commit with seven managers.
  private static let commitPeer = SpinPeer(
    model: SpinModel.twoPhaseCommit(managers: 7),
    defines: ["-DSAFETY", "-DNOREDUCE", "-DMEMLIM=4096"],
    arguments: ["-m100000", "-w22"], proof: "\(commitStates) states, stored",
    items: commitStates)
  /// The states of two-phase commit with seven managers.
  private static let commitStates: UInt64 = 296_448
  /// The states of twelve philosophers, by which both times are divided, whatever either visits more.
  private static let philosopherStates: UInt64 = 33_461

  private static func twoPhaseCommit() -> UInt64 {
    let model = TwoPhaseCommit(managers: 7)
    let properties = [model.letterProperties[0]]
    let clock = ItemClock(items: commitStates)
    clock.start()
    let result = try? ModelChecker(model).explore(properties)
    let figure = clock.stop()
    precondition(
      result?.counts.distinct == Int(commitStates) && result?.properties[0].verdict == .holds,
      "two-phase commit has other states")
    return figure
  }

  /// The same among nodes, which take their steps as in a simulation.
  private static func atomicCommit() -> UInt64 {
    let clock = ItemClock(items: commitStates)
    clock.start()
    let model = AtomicCommit.model(managers: 7, ClusterBounds(network: .set))
    var options = SearchOptions()
    options.refusesDeadlock = false
    let properties = model.letterProperties
    let result = try? ModelChecker(model).explore(properties, options)
    let figure = clock.stop()
    precondition(
      result?.counts.distinct == Int(commitStates) && result?.properties[0].verdict == .holds,
      "two-phase commit among nodes has other states")
    return figure
  }

  private static func philosophers() -> UInt64 {
    let model = Philosophers(seats: 12).fair(.weak)
    let properties = model.temporalProperties.filter { $0.name == "SomebodyEats" }
    let clock = ItemClock(items: philosopherStates)
    clock.start()
    // As SPIN has it, a run stays only where no step leaves.
    let result = try? ModelChecker(model).judge(properties, stuttering: .whereStuck)
    let figure = clock.stop()
    precondition(
      result?.counts.distinct == Int(philosopherStates)
        && result?.properties[0].verdict == .holds, "the philosophers have other states")
    return figure
  }
}
