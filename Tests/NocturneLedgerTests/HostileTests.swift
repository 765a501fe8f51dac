import Cryptography
import Determinism
import Machine
import Testing

@testable import NocturneLedger

/// A replica and a client that sign whatever they like: no message of theirs may stop anyone, or make
/// the others break a property.
@Suite("Liars")
struct HostileTests {
  @Test("Signed nonsense stops nobody and forks nothing", arguments: UInt64(0)..<6)
  func nonsense(seed: UInt64) throws {
    var configuration = NormalCaseTests.configuration(
      replicas: 4, commands: 30, outstanding: 2)
    configuration.clients = 2
    configuration.parameters.window = 8
    configuration.parameters.checkpointInterval = 4
    configuration.workload.lanes = 2
    configuration.subscriptions = [LedgerSubscription(session: Name(known: "main"), client: 0)]
    var bench = try Bench(configuration, seed: seed)
    bench.keepsMessages = true
    bench.link = { _, _, _, _, stream in (500 + stream.below(3_000), 1) }
    var liar = Liar(samples: Samples(seed: seed), replica: seed % 3 == 0 ? 0 : 3, client: 5)
    bench.start()
    for round in UInt64(1)...60 {
      bench.run(until: round * 4_000)
      for _ in 0..<6 {
        guard let (message, isClient) = liar.message(bench) else { continue }
        for node in [0, 1, 2, 3, 4] {
          bench.deliver(message, to: node, from: isClient ? liar.client : liar.replica)
        }
      }
    }
    bench.run(until: 60_000_000)
    let isPrimary = liar.replica == 0
    bench.facts.removeAll { $0.node == liar.replica || $0.node == liar.client }
    #expect(Judgements.violated(bench) == [])
    if !isPrimary {
      #expect(bench.facts.count { $0.node == 4 && $0.fact.labelText == "shownFinal" } == 30)
    }
  }
}

/// Makes messages of what others have sent, with absurd numbers in them, and signs them.
struct Liar {
  var samples: Samples
  let replica: Int
  let client: Int

  static let absurd: [UInt64] = [
    0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 63, 64, 65_535, 1 << 31, 1 << 32 - 1, 1 << 32, 1 << 63 - 1,
    1 << 63, .max - 8, .max - 1, .max,
  ]

  /// A number near those that the run has reached, or far from all.
  mutating func number<T: FixedWidthInteger & UnsignedInteger>(near value: T) -> T {
    switch samples.below(4) {
    case 0: T(truncatingIfNeeded: Self.absurd[samples.below(Self.absurd.count)])
    case 1: value &+ T(samples.below(4))
    default: value
    }
  }

  /// A lie, and whether the client tells it; nil when there is nothing to make it of.
  mutating func message(_ bench: Bench) -> (LedgerMessage, isClient: Bool)? {
    guard !bench.delivered.isEmpty else { return nil }
    let recent = min(200, bench.delivered.count)
    let model = bench.delivered[bench.delivered.count - 1 - samples.below(recent)]
    switch model {
    case .request(let signed): return (.request(request(signed.command, bench)), true)
    case .prePrepare(let proposal): return (.prePrepare(self.proposal(proposal, bench)), false)
    case .prepare(let ballot): return (.prepare(self.ballot(ballot, .prepare, bench)), false)
    case .commit(let ballot): return (.commit(self.ballot(ballot, .commit, bench)), false)
    case .anchor(let anchor):
      switch samples.below(4) {
      case 0:
        let ends = [number(near: anchor.body.slot), number(near: anchor.body.slot)].sorted()
        return (.fetch(SlotRange(first: ends[0], last: ends[1])), false)
      case 1: return (.slots(transfer(anchor, bench)), false)
      default: return (.anchor(self.anchor(anchor.body, bench)), false)
      }
    case .checkpoint(let vote): return (.checkpoint(checkpoint(vote.body, bench)), false)
    case .outcome(let report), .deliver(let report):
      let lie = self.report(report, bench)
      return (samples.flag() ? .outcome(lie) : .deliver(lie), false)
    case .fetch, .slots, .refusal, .viewChange, .newView, .state, .fetchBatch, .batch:
      return (samples.message(samples.below(LedgerMessage.labels.count)), false)
    }
  }

  private func sign(
    _ body: some Canonical, _ tag: Cryptography.Tag, _ bench: Bench, by node: Int? = nil
  ) -> Signature {
    MutantTests.sign(body, tag, bench, seat: node ?? replica)
  }

  private mutating func who() -> UInt16 {
    samples.below(3) == 0 ? number(near: UInt16(samples.below(5))) : UInt16(replica)
  }

  private mutating func request(_ model: Command, _ bench: Bench) -> SignedCommand {
    var command = model
    command.client = bench.cryptographer.publicKey(of: MutantTests.key(bench, seat: client))
    command.lane = number(near: command.lane)
    command.sequence = number(near: command.sequence)
    command.kind = samples.kind()
    if samples.flag() { command.expireSlot = number(near: 3) }
    if samples.flag() { command.payload = payload() }
    return SignedCommand(
      command: command, signature: sign(command, .command, bench, by: client))
  }

  private mutating func payload() -> [UInt8] {
    let name = Name(known: "main")
    switch samples.below(5) {
    case 0: return [StateOperation.add(name, .max), .add(name, 1)].canonicalBytes
    case 1: return [StateOperation.add(name, .min), .delete(name)].canonicalBytes
    case 2: return SessionOpening(domain: name).canonicalBytes
    case 3: return samples.key().canonicalBytes
    default: return samples.bytes(samples.below(60))
    }
  }

  private mutating func proposal(_ model: Proposal, _ bench: Bench) -> Proposal {
    var batch = model.batch
    batch.slot = number(near: batch.slot)
    batch.time = number(near: batch.time)
    batch.epoch = samples.below(4) == 0 ? number(near: 0) : 0
    switch samples.below(4) {
    case 0: batch.commands = []
    case 1: batch.commands += batch.commands
    case 2: batch.commands = batch.commands.map { request($0.command, bench) }
    default: break
    }
    let digest = samples.below(4) == 0 ? samples.digest() : bench.cryptographer.hash(batch, .batch)
    let body = Proposal.Body(
      epoch: batch.epoch, view: number(near: 0), slot: batch.slot, batch: digest)
    return Proposal(body: body, signature: sign(body, .prePrepare, bench), batch: batch)
  }

  private mutating func ballot(
    _ model: Ballot, _ tag: Cryptography.Tag, _ bench: Bench
  ) -> Ballot {
    let body = Ballot.Body(
      epoch: 0, view: number(near: 0), slot: number(near: model.body.slot),
      batch: samples.flag() ? model.body.batch : samples.digest(), replica: who())
    return Ballot(body: body, signature: sign(body, tag, bench))
  }

  private mutating func anchor(_ model: Anchor.Body, _ bench: Bench) -> Anchor {
    let body = Anchor.Body(
      epoch: 0, slot: number(near: model.slot),
      execution: samples.flag() ? model.execution : samples.digest(), replica: who())
    return Anchor(body: body, signature: sign(body, .anchor, bench))
  }

  private mutating func checkpoint(_ model: CheckpointVote.Body, _ bench: Bench) -> CheckpointVote {
    let body = CheckpointVote.Body(
      epoch: 0, slot: number(near: model.slot & ~3),
      execution: samples.flag() ? model.execution : samples.digest(),
      state: samples.flag() ? model.state : samples.digest(), replica: who())
    return CheckpointVote(body: body, signature: sign(body, .checkpoint, bench))
  }

  private mutating func transfer(_ model: Anchor, _ bench: Bench) -> SlotTransfer {
    let first: UInt64 = number(near: model.body.slot)
    let endorsement = Endorsement(replica: UInt16(replica), signature: model.signature)
    return SlotTransfer(
      records: (0..<UInt64(samples.below(4))).map { samples.record(slot: first &+ $0) },
      anchors: samples.flag() ? [model, anchor(model.body, bench)] : [],
      stable: samples.flag()
        ? CheckpointProof(
          epoch: 0, slot: number(near: first), execution: model.body.execution,
          state: samples.digest(), endorsements: [endorsement]) : nil)
  }

  /// A report that proves its outcome under a header of its own.
  private mutating func report(_ model: OutcomeReport, _ bench: Bench) -> OutcomeReport {
    var report = model
    guard case .event(var event) = report.outcome else { return report }
    event.slot = number(near: event.slot)
    event.sequence = max(1, number(near: event.sequence))
    report.outcome = .event(event)
    report.header.slot = event.slot
    var crypto = bench.cryptographer
    let leaf = report.outcome.digest(&crypto).leaf
    let leaves = Array(repeating: leaf, count: Int(event.index % 64) + 1)
    let tree = MerkleTree(of: leaves, in: Domain())
    report.path = tree.path(to: tree.count - 1)
    report.header.outcomes = tree.root
    let execution = report.header.digest(&crypto)
    let body = Anchor.Body(
      epoch: report.header.epoch, slot: report.header.slot, execution: execution, replica: who())
    let own = Endorsement(replica: body.replica, signature: sign(body, .anchor, bench))
    var next = report.header
    next.slot &+= 1
    next.previous = execution
    report.backing =
      samples.flag()
      ? .anchor(own)
      : .proof(
        FinalityProof(
          chain: samples.flag() ? [next] : [], kind: samples.flag() ? .anchors : .checkpoints,
          endorsements: [own]))
    return report
  }
}
