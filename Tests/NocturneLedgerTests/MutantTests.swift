import Cryptography
import Determinism
import Machine
import TemporalLogic
import Testing

@testable import NocturneLedger

/// Each mutant in its smallest setting, where its property must fail; and the honest code in the same
/// setting, where none may.
@Suite("Mutants")
struct MutantTests {
  /// Those of views are tested by themselves, and those that need liars with liars, from their scenario.
  static let mutants = LedgerMutant.allCases.filter {
    !ViewMutantTests.mutants.contains($0) && !needingLiars.contains($0)
      && !needingCrashes.contains($0)
  }
  static let needingLiars: [LedgerMutant] = [
    .skipVoteSignature, .countEveryCommit, .skipBatchDigest, .believeOneWord, .countWordsTwice,
    .skipWordSignature, .skipProofSignatures, .skipOutcomePath, .skipHeaderChain,
  ]
  /// Those that need a client that crashes; tested in a scenario too.
  static let needingCrashes: [LedgerMutant] = [.forgetsRequests]

  @Test("The property of each mutant catches it", arguments: mutants)
  func isCaught(mutant: LedgerMutant) throws {
    let bench = try Self.run(mutant, honest: false)
    let violated = Judgements.violated(bench)
    #expect(Judgements.broken(bench).contains(mutant.breaks), "\(mutant.setting)")
    let allowed = [mutant.breaks] + Self.consequences(mutant)
    #expect(violated.filter { !allowed.contains($0) } == [])
  }

  @Test("The honest code passes in the mutant's setting", arguments: mutants)
  func honestPasses(mutant: LedgerMutant) throws {
    let bench = try Self.run(mutant, honest: true)
    let verdicts = Judgements.verdicts(bench)
    #expect(Judgements.violated(bench) == [])
    // Line 2 and 3 refuse the lane's disorder, so that nothing is left to compare.
    let isVacuous = mutant == .skipLaneCheck || verdicts[mutant.breaks] == .holds
    #expect(isVacuous, "the antecedent happened")
  }

  @Test("Every property has a mutant, and every mutant a property")
  func coverage() {
    let names = Set(Ledger.demanded)
    #expect(Set(LedgerMutant.allCases.map(\.breaks)) == names)
    #expect(names.count == Ledger.demanded.count)
    for mutant in LedgerMutant.allCases { #expect(LedgerMutant(named: mutant.name) == mutant) }
    #expect(LedgerMutant(named: "none") == nil)
  }

  /// What must fail too when the property does: a fork binds different events, a second outcome is one
  /// of two kinds.
  static func consequences(_ mutant: LedgerMutant) -> [String] {
    switch mutant {
    case .quorumOffByOne: ["S1", "S4", "MonotoneFinality"]
    case .skipWAL: ["S1", "S4", "Integrity", "MonotoneFinality"]
    case .skipJudgedCheck: ["OutcomeUnique"]
    case .frozenFloors: ["Integrity"]
    case .finalAtOneAnchor: ["Durability"]
    case .ownClock: ["S1", "Integrity"]
    case .ownClockOnTransfer: ["S1", "S4", "Integrity"]
    case .frozenSequence, .showBeforeDurable, .rawBatchTime, .skipLaneCheck,
      .skipSignatureCheck, .skipDeliveryOrder, .neverRetry, .unboundedBackoff, .obeyRefusals,
      .majorityQuorum, .forgetsLedger, .summaryPerRequest, .summaryOfFirst, .neverFetches:
      []
    default: []  // Of views, or with liars.
    }
  }

  // MARK: Settings

  static func run(_ mutant: LedgerMutant, honest: Bool) throws -> Bench {
    var configuration = LedgerConfiguration()
    configuration.replicas = 1
    configuration.faults = 0
    configuration.mutant = honest ? nil : mutant.name
    func commands(_ outstanding: UInt16, _ count: UInt64) {
      configuration.workload.arrivals = .closed(
        outstanding: outstanding, think: .zero, commands: count)
    }
    switch mutant {
    case .frozenSequence:
      commands(1, 2)
      return try finished(configuration)
    case .showBeforeDurable:
      commands(1, 1)
      return try finished(configuration) { $0.storeDelay = { _, store, _ in store == 1 ? 9 : 0 } }
    case .finalAtOneAnchor:
      (configuration.replicas, configuration.faults) = (4, 1)
      commands(1, 1)
      return try finished(configuration) {
        $0.storeDelay = { node, store, _ in store == 1 && node > 0 ? 9_000 : 0 }
      }
    case .rawBatchTime:
      configuration.parameters.batchLimit = 1
      commands(2, 2)
      return try finished(configuration)
    case .skipLaneCheck:
      configuration.workload.lanes = 1
      configuration.workload.perLane = 2
      commands(2, 2)
      return try finished(configuration) {
        $0.link = { message, _, _, _, _ in
          if case .request(let signed) = message, signed.command.sequence == 1 {
            (50, 1)
          } else {
            (0, 1)
          }
        }
      }
    case .quorumOffByOne: return try equivocation(configuration)
    case .skipWAL: return try amnesia(configuration)
    case .skipSignatureCheck: return try forgery(configuration)
    case .skipJudgedCheck: return try secondProposal(configuration)
    case .frozenFloors: return try lateCopy(configuration)
    case .skipDeliveryOrder, .neverRetry, .unboundedBackoff, .obeyRefusals, .majorityQuorum,
      .ownClock, .ownClockOnTransfer, .forgetsLedger:
      commands(1, 1)
      return try ofClients(mutant, configuration)
    case .summaryPerRequest, .summaryOfFirst, .neverFetches:
      commands(1, 1)
      return try ofStanding(mutant, configuration)
    default: preconditionFailure("a mutant of views")
    }
  }

  /// The settings of mutants of clients, and of the quorum.
  static func ofClients(_ mutant: LedgerMutant, _ base: LedgerConfiguration) throws -> Bench {
    var configuration = base
    switch mutant {
    case .skipDeliveryOrder:
      configuration.workload.arrivals = .closed(outstanding: 2, think: .zero, commands: 2)
      configuration.parameters.batchLimit = 1
      configuration.subscriptions = [.init(session: Name(known: "main"), client: 0)]
      return try finished(configuration) {
        $0.link = { message, _, _, _, _ in
          if case .deliver(let report) = message, case .event(let event) = report.outcome,
            event.sequence == 1
          {
            (50, 1)
          } else {
            (0, 1)
          }
        }
      }
    case .neverRetry:
      return try finished(configuration) {
        $0.link = { message, _, _, now, _ in (0, message.label == 0 && now < 10_000 ? 0 : 1) }
      }
    case .unboundedBackoff:
      return try finished(configuration) {
        $0.link = { message, _, _, now, _ in (0, message.label == 0 && now < 20_000_000 ? 0 : 1) }
        $0.healing = (20_000_000, 2_000_000)
      }
    case .obeyRefusals: return try alteredRequest(configuration)
    case .ownClock:
      (configuration.replicas, configuration.faults) = (2, 0)
      return try finished(configuration) { $0.link = { _, _, _, _, _ in (1_000, 1) } }
    case .ownClockOnTransfer:
      (configuration.replicas, configuration.faults) = (4, 1)
      return try finished(configuration) {
        $0.link = { _, from, to, now, _ in
          (1_000, now < 1_000_000 && (from == 3 || to == 3) ? 0 : 1)
        }
      }
    case .forgetsLedger:
      configuration.parameters.window = 2
      configuration.parameters.checkpointInterval = 2
      configuration.workload.arrivals = .closed(outstanding: 1, think: .zero, commands: 2)
      return try finished(configuration) {
        $0.crash(0, at: 1_000_000)
        $0.restart(0, at: 1_100_000)
      }
    default:
      (configuration.replicas, configuration.faults) = (7, 2)
      return try finished(configuration)
    }
  }

  /// The request is lost, and copies with another signature arrive in its place.
  static func alteredRequest(
    _ configuration: LedgerConfiguration, copies: Int = 1
  ) throws -> Bench {
    var bench = try Bench(configuration)
    bench.link = { message, _, _, now, _ in (0, message.label == 0 && now < 10_000 ? 0 : 1) }
    bench.start()
    guard case .client(let client) = bench.seats[1].node else {
      preconditionFailure("the last seat is a client's")
    }
    let signed = try #require(client.lanes[0].open.first).signed
    let altered = SignedCommand(
      command: signed.command, signature: Signature(bytes: Array(repeating: 1, count: 64)))
    for _ in 0..<copies { bench.deliver(.request(altered), to: 0, from: 1) }
    bench.run(until: 5_000_000)
    return bench
  }

  static func finished(
    _ configuration: LedgerConfiguration, _ prepare: (inout Bench) -> Void = { _ in }
  ) throws -> Bench {
    var bench = try Bench(configuration)
    prepare(&bench)
    bench.start()
    bench.run(until: 30_000_000)
    return bench
  }

  /// Replica 0 is a liar: it proposes one batch to replica 1, another to replicas 2 and 3, and commits
  /// to both.
  static func equivocation(_ base: LedgerConfiguration) throws -> Bench {
    var configuration = base
    (configuration.replicas, configuration.faults) = (4, 1)
    configuration.workload.arrivals = .open
    var bench = try Bench(configuration)
    bench.link = { _, _, to, _, _ in (0, to == 0 ? 0 : 1) }
    bench.start()
    for lane in UInt16(0)..<2 {
      let command = command(in: bench, lane: lane)
      let hash = bench.cryptographer.hash(command, .command)
      bench.facts.append((.submitted(request: UInt64(lane), command: hash), 0, 4))
      let batch = batch(of: command, bench)
      let digest = bench.cryptographer.hash(batch, .batch)
      let body = Proposal.Body(epoch: 0, view: 0, slot: 1, batch: digest)
      let proposal = Proposal(
        body: body, signature: sign(body, .prePrepare, bench, seat: 0), batch: batch)
      let vote = Ballot.Body(epoch: 0, view: 0, slot: 1, batch: digest, replica: 0)
      let ballot = Ballot(body: vote, signature: sign(vote, .commit, bench, seat: 0))
      for node in lane == 0 ? [1] : [2, 3] {
        bench.deliver(.prePrepare(proposal), to: node, from: 0)
        bench.deliver(.commit(ballot), to: node, from: 0)
      }
    }
    bench.run(until: 10_000_000)
    // A liar's facts are not told.
    bench.facts.removeAll { $0.node == 0 }
    return bench
  }

  static func amnesia(_ base: LedgerConfiguration) throws -> Bench {
    var configuration = base
    configuration.replicas = 3
    configuration.workload.arrivals = .closed(outstanding: 1, think: .zero, commands: 1)
    return try finished(configuration) { bench in
      bench.storeDelay = { _, store, _ in store == 1 ? 100_000 : 0 }
      bench.link = { _, from, to, now, _ in
        let alone = now < 50_000 ? 2 : 1
        return now < 2_000_000 && (from == alone || to == alone) ? (0, 0) : (1_000, 1)
      }
      bench.crash(0, at: 50_000)
      bench.restart(0, at: 60_000)
    }
  }

  /// A stranger sends a command in the client's name.
  static func forgery(_ base: LedgerConfiguration) throws -> Bench {
    var configuration = base
    configuration.workload.arrivals = .closed(outstanding: 1, think: .zero, commands: 1)
    return try finished(configuration) { bench in
      let forged = SignedCommand(
        command: command(in: bench, lane: 5),
        signature: Signature(bytes: Array(repeating: 1, count: 64)))
      bench.deliver(.request(forged), to: 0, from: 1)
    }
  }

  static func secondProposal(_ base: LedgerConfiguration) throws -> Bench {
    var configuration = base
    configuration.timing.clientRetry = .milliseconds(300)
    configuration.workload.arrivals = .closed(outstanding: 1, think: .zero, commands: 1)
    return try finished(configuration) { bench in
      bench.storeDelay = { _, store, _ in store == 0 ? 500_000 : 0 }
      bench.crash(0, at: 600_000)
      bench.restart(0, at: 700_000)
    }
  }

  static func lateCopy(_ base: LedgerConfiguration) throws -> Bench {
    var configuration = base
    configuration.parameters.window = 2
    configuration.parameters.checkpointInterval = 2
    configuration.workload.lanes = 1
    configuration.workload.arrivals = .closed(outstanding: 1, think: .zero, commands: 2)
    var bench = try Bench(configuration)
    bench.keepsMessages = true
    bench.start()
    bench.run(until: 1_000_000)
    let first = try #require(bench.delivered.first { $0.label == 0 })
    bench.deliver(first, to: 0, from: 1)
    bench.run(until: 2_000_000)
    return bench
  }

  // MARK: What liars and strangers build

  static func command(in bench: Bench, lane: UInt16) -> Command {
    guard case .client(let client) = bench.seats[bench.seats.count - 1].node else {
      preconditionFailure("the last seat is a client's")
    }
    return Command(
      client: client.key, lane: lane, sequence: 1, session: Name(known: "main"),
      kind: .stateTransition, payload: [StateOperation]().canonicalBytes)
  }

  static func batch(of command: Command, _ bench: Bench) -> Batch {
    let signature = sign(command, .command, bench, seat: bench.seats.count - 1)
    return Batch(
      slot: 1, time: 1, epoch: 0,
      commands: [SignedCommand(command: command, signature: signature)])
  }

  static func sign(
    _ body: some Canonical, _ tag: Cryptography.Tag, _ bench: Bench, seat: Int
  ) -> Signature {
    bench.cryptographer.sign(body, tag, with: key(bench, seat: seat))
  }

  static func key(_ bench: Bench, seat: Int) -> SigningKey {
    guard let key = bench.seats[seat].key else { preconditionFailure("seat \(seat) has no key") }
    return key
  }
}
