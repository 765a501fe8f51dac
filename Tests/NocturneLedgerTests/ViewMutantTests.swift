import Cryptography
import Determinism
import Machine
import TemporalLogic
import Testing

@testable import NocturneLedger

/// The mutants of views and of transfers, each in its smallest setting, and the honest code in the same.
@Suite("Mutants of views")
struct ViewMutantTests {
  static let mutants: [LedgerMutant] = [
    .noPreparedCarry, .hidesPrepared, .carriesLowestView, .newViewBelowQuorum, .newViewUnchecked,
    .viewChangeUnsigned, .preparedUnproved, .forgetsViewOnRestart, .commitWithoutPrepared,
    .acceptsTwoDigests, .votesInOldView, .slotsUncertified, .staleCheckpointAccepted,
    .transferUnchecked, .acceptsAnyPrimary, .neverViewChange, .noJoin, .noViewTimer,
    .noTimeoutDoubling, .neverTellsView,
  ]

  /// A liar decides in these whether the command is through.
  static let ofLiars: [LedgerMutant] = [
    .newViewBelowQuorum, .newViewUnchecked, .viewChangeUnsigned, .preparedUnproved,
    .acceptsTwoDigests,
  ]

  @Test("The property of each mutant catches it", arguments: mutants)
  func isCaught(mutant: LedgerMutant) throws {
    let bench = try Self.run(mutant, honest: false)
    if mutant.breaks == "L1" {
      #expect(bench.count("shownFinal") == 0, "\(mutant.setting)")
    } else {
      #expect(Judgements.violated(bench).contains(mutant.breaks), "\(mutant.setting)")
    }
  }

  @Test("The honest code passes in the mutant's setting", arguments: mutants)
  func honestPasses(mutant: LedgerMutant) throws {
    let bench = try Self.run(mutant, honest: true)
    #expect(Judgements.violated(bench) == [])
    if !Self.ofLiars.contains(mutant) { #expect(bench.count("shownFinal") > 0) }
  }

  // MARK: Settings

  static func run(_ mutant: LedgerMutant, honest: Bool) throws -> Bench {
    var configuration = NormalCaseTests.configuration(replicas: 4, commands: 1)
    configuration.mutant = honest ? nil : mutant.name
    switch mutant {
    case .noPreparedCarry, .hidesPrepared:
      return try run(configuration) { from, to, now, message in
        if Self.isCut(3, from, to, now, after: 30_000) { return 0 }
        return message.label == 3 && message.view == 0 && to != 3 ? 0 : 1
      }
    case .commitWithoutPrepared:
      return try run(configuration) { from, to, now, message in
        if Self.isCut(3, from, to, now, after: 30_000) { return 0 }
        if message.label == 2, message.view == 0 { return 0 }
        return message.label == 3 && message.view == 0 && to != 3 ? 0 : 1
      }
    case .carriesLowestView: return try lowestView(configuration)
    case .votesInOldView: return try lateVotes(configuration)
    case .forgetsViewOnRestart: return try forgottenView(configuration)
    case .newViewBelowQuorum, .newViewUnchecked, .viewChangeUnsigned:
      return try lyingPrimary(configuration, mutant)
    case .preparedUnproved: return try falseCertificate(configuration)
    case .acceptsTwoDigests: return try equivocation(configuration)
    case .acceptsAnyPrimary: return try usurper(configuration)
    case .slotsUncertified: return try inventedSlot(configuration)
    case .staleCheckpointAccepted, .transferUnchecked:
      return try alteredState(configuration, isProofReal: mutant == .transferUnchecked)
    default: return try patience(configuration, mutant)
    }
  }

  /// The settings of what keeps a cluster from going on.
  static func patience(_ base: LedgerConfiguration, _ mutant: LedgerMutant) throws -> Bench {
    var configuration = base
    switch mutant {
    case .noJoin:
      return try run(configuration, dead: [0]) { from, to, _, _ in from == 4 && to == 3 ? 0 : 1 }
    case .noViewTimer:
      (configuration.replicas, configuration.faults) = (7, 2)
      return try run(configuration, dead: [0, 1])
    case .noTimeoutDoubling:
      return try run(configuration, until: 120_000_000, distance: 600_000)
    case .neverTellsView:
      return try run(configuration, dead: [0]) { from, to, _, message in
        guard to == 3 else { return 1 }
        if message.label == 11 { return message.view % 4 == 3 ? 0 : 1 }
        return message.label == 12 && Int(message.view % 4) == from ? 0 : 1
      }
    default: return try run(configuration, dead: [0])
    }
  }

  static func isCut(_ node: Int, _ from: Int, _ to: Int, _ now: UInt64, after time: UInt64) -> Bool
  {
    now >= time && (from == node || to == node)
  }

  /// A run in which messages take 1 ms, or as long as replicas are apart.
  static func run(
    _ configuration: LedgerConfiguration, until limit: UInt64 = 30_000_000, dead: [Int] = [],
    distance: UInt64 = 1_000,
    _ copies: @escaping (_ from: Int, _ to: Int, _ now: UInt64, LedgerMessage) -> Int = {
      _, _, _, _ in 1
    }
  ) throws -> Bench {
    var bench = try Bench(configuration)
    let replicas = configuration.replicas
    bench.link = { message, from, to, now, _ in
      (from < replicas && to < replicas ? distance : 1_000, copies(from, to, now, message))
    }
    for node in dead { bench.crash(node, at: 0) }
    bench.start()
    bench.run(until: limit)
    return bench
  }

  /// Slot 1 is prepared at replica 0 in view 0, and decided otherwise at replica 3 in view 1.
  static func lowestView(_ configuration: LedgerConfiguration) throws -> Bench {
    try run(configuration) { from, to, now, message in
      if isCut(3, from, to, now, after: 950_000) { return 0 }
      if now < 3_000_000, isCut(0, from, to, now, after: 20_000) { return 0 }
      switch (message.label, message.view) {
      case (2, 0): return to == 0 ? 1 : 0
      case (3, 0): return 0
      case (1, 1): return to == 0 ? 0 : 1
      case (3, 1): return to == 3 ? 1 : 0
      default: return 1
      }
    }
  }

  /// The PREPAREs of view 0 arrive between VIEWCHANGE and NEWVIEW, its COMMITs at replica 3 only.
  static func lateVotes(_ configuration: LedgerConfiguration) throws -> Bench {
    var bench = try Bench(configuration)
    bench.link = { message, from, to, now, _ in
      if isCut(3, from, to, now, after: 950_000) { return (0, 0) }
      switch (message.label, message.view) {
      case (2, 0): return (max(910_000, now) - now, to == 1 ? 0 : 1)
      case (3, 0): return (1_000, to == 3 ? 1 : 0)
      case (12, _): return (100_000, 1)
      default: return (1_000, 1)
      }
    }
    bench.start()
    bench.run(until: 30_000_000)
    return bench
  }

  /// Replica 0 proposes and is cut off; the others decide in view 1, and two of them boot again before
  /// their ledgers are durable, beside replica 0 and without replica 1.
  static func forgottenView(_ configuration: LedgerConfiguration) throws -> Bench {
    var bench = try Bench(configuration)
    bench.link = { _, from, to, now, _ in
      let isAlone = now >= 1_000 && now < 1_150_000 && (from == 0 || to == 0)
      return (1_000, isAlone || isCut(1, from, to, now, after: 950_000) ? 0 : 1)
    }
    bench.storeDelay = { _, store, now in store == 1 && now < 950_000 ? 10_000_000 : 0 }
    for node in [2, 3] {
      bench.crash(node, at: 950_000)
      bench.restart(node, at: 960_000)
    }
    bench.start()
    bench.run(until: 60_000_000)
    return bench
  }
}
