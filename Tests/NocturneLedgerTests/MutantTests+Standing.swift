import Cryptography
import Determinism
import Machine
import Testing

@testable import NocturneLedger

/// The settings of mutants of summaries and of heights.
extension MutantTests {
  static func ofStanding(
    _ mutant: LedgerMutant, _ base: LedgerConfiguration
  ) throws -> Bench {
    var configuration = base
    configuration.timing.summary = .seconds(1)
    switch mutant {
    case .summaryPerRequest: return try alteredRequest(configuration)
    case .summaryOfFirst: return try alteredRequest(configuration, copies: 2)
    default: break
    }
    // Replica 3 misses 20 slots, and heals with the others.
    (configuration.replicas, configuration.faults) = (4, 1)
    configuration.workload.arrivals = .closed(outstanding: 1, think: .zero, commands: 20)
    return try finished(configuration) {
      $0.link = { _, from, to, now, _ in
        (1_000, now < 2_000_000 && (from == 3 || to == 3) ? 0 : 1)
      }
      $0.healing = (2_000_000, 10_000_000)
    }
  }
}
