import Catalog
import Cryptography
import Diagnostics
import Scenarios
import Traces

/// The ledger with all its properties judged, as scenario files run it.
enum LedgerKernel {
  static let rows: [Benchmark] = [
    Benchmark(
      name: "idle-ledger-4", unit: "virtual second", measure: .perSecond(limit: 5_800),
      gateMilli: 1_000, rival: nil,
      run: {
        let clock = ItemClock(items: 1)
        clock.start()
        _ = events(of: idle, seeds: 1...1)
        return 20_000 * 1_000_000_000 / max(clock.stop() / 1_000, 1)
      }),
    Benchmark(
      name: "campaign-ledger-1000", unit: "run", measure: .perSecond(limit: 200),
      gateMilli: 1_000, rival: nil,
      run: {
        let clock = ItemClock(items: 1)
        clock.start()
        _ = events(of: one, seeds: 1...1_000)
        return 1_000 * 1_000_000_000 / max(clock.stop() / 1_000, 1)
      }),
    Benchmark(
      name: "monitors-ledger-4", unit: "event", measure: .nanoseconds, gateMilli: nil,
      rival: .kernel("no monitors", { nanoseconds(of: busyUnmonitored) }),
      run: { nanoseconds(of: busy) }),
  ]

  /// A command every ten seconds.
  private static let idle = scenario(
    """
    name: idle
    system: nocturne
    n: 4
    f: 1
    clients: {count: 1, load: {rate: 1/10s, commands: 2k}}
    links: {default: {delay: 5 ms}}
    duration: 20000 s
    """)

  /// One command, and nothing else.
  private static let one = scenario(
    """
    name: one
    system: nocturne
    n: 1
    f: 0
    clients: {count: 1, load: {rate: 1/s, commands: 1}}
    duration: 1 s
    """)

  /// Batches of up to 64 commands, as fast as the window lets them through.
  private static let busyText =
    """
    name: busy
    system: nocturne
    n: 4
    f: 1
    clients: {count: 8, load: {pattern: poisson, rate: 100/s, commands: 1k}}
    links: {default: {delay: {uniform: [4 ms, 6 ms]}}}
    duration: 20 s
    """

  private static let busy = scenario(busyText)
  private static let busyUnmonitored = scenario(busyText + "\nproperties: []")

  /// A case of a scenario that is known to be right.
  private static func scenario(_ text: String) -> ScenarioCase {
    let file = ScenarioFile.load(
      SourceText(name: "benchmark", bytes: Array(text.utf8)), overrides: [],
      systems: Systems.all.map(\.schema))
    guard let only = file.cases.first else {
      preconditionFailure("a benchmark's scenario is wrong: \(file.findings.rendered)")
    }
    return only
  }

  /// Runs seeds and gives the events of all.
  private static func events(
    of one: ScenarioCase, seeds: ClosedRange<UInt64>
  ) -> UInt64 {
    guard let system = Systems.all.first(where: { $0.schema.name == one.scenario.system }) else {
      preconditionFailure("no system '\(one.scenario.system)'")
    }
    var events: UInt64 = 0
    for seed in seeds {
      do throws(SeedFailure) {
        let run = SeededRun(system: system, one: one)
        events += try run.outcome(of: RunRequest(seed: seed, crypto: .ideal)).record.events
      } catch {
        preconditionFailure("a benchmark's scenario cannot run: \(error)")
      }
    }
    return events
  }

  private static func nanoseconds(of one: ScenarioCase) -> UInt64 {
    let clock = ItemClock(items: 1)
    clock.start()
    let events = events(of: one, seeds: 1...1)
    return clock.stop() / max(events, 1)
  }
}
