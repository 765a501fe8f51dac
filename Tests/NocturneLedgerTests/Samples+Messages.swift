import Cryptography
import Determinism

@testable import NocturneLedger

/// Random messages and records.
extension Samples {
  mutating func message(_ label: Int) -> LedgerMessage {
    switch label {
    case 0: return .request(signedCommand())
    case 1:
      let (slot, epoch): (UInt64, UInt32) = (number(), number())
      return .prePrepare(
        Proposal(
          body: .init(epoch: epoch, view: number(), slot: slot, batch: digest()),
          signature: signature(), batch: batch(slot: slot, epoch: epoch)))
    case 2: return .prepare(ballot())
    case 3: return .commit(ballot())
    case 4: return .anchor(anchor())
    case 5:
      return .checkpoint(
        CheckpointVote(
          body: .init(
            epoch: number(), slot: number(), execution: digest(), state: digest(),
            replica: number()), signature: signature()))
    case 6:
      let first: UInt64 = number()
      return .fetch(SlotRange(first: first, last: first | 3))
    case 7:
      let first = UInt64(1 + below(50))
      return .slots(
        SlotTransfer(
          records: (0..<below(3)).map { record(slot: first + UInt64($0)) },
          anchors: list(2) { $0.anchor() }))
    case 8:
      return .refusal(
        Refusal(
          body: .init(
            epoch: number(), command: digest(), reason: Refusal.Reason.allCases[below(6)],
            mode: number(), replica: number()), signature: signature()))
    case 9: return .outcome(report())
    case 10: return .deliver(report())
    case 11: return .viewChange(viewChange())
    case 12: return .newView(newView())
    case 13: return .state(snapshot())
    case 14: return .fetchBatch(BatchName(slot: number(), batch: digest()))
    default: return .batch(batch())
    }
  }

  mutating func proof(slot: UInt64? = nil) -> CheckpointProof {
    CheckpointProof(
      epoch: number(), slot: slot ?? number(), execution: digest(), state: digest(),
      endorsements: endorsements())
  }

  mutating func prepared(slot: UInt64? = nil) -> PreparedCertificate {
    PreparedCertificate(
      body: .init(epoch: number(), view: number(), slot: slot ?? number(), batch: digest()),
      signature: signature(), endorsements: endorsements())
  }

  mutating func viewChange(replica: UInt16? = nil) -> ViewChange {
    let proof = flag() ? proof(slot: 1 + number() / 2) : nil
    return ViewChange(
      body: .init(
        epoch: number(), newView: number(), checkpoint: proof,
        prepared: ascending(3) { $0.number() as UInt64 }.map { prepared(slot: $0) },
        replica: replica ?? number()), signature: signature())
  }

  mutating func newView() -> NewView {
    let changes = ascending(3) { $0.number() as UInt16 }.map { viewChange(replica: $0) }
    let slots = ascending(3) { $0.number() as UInt64 }
    return NewView(
      body: .init(
        epoch: number(), newView: number(), viewChanges: changes,
        proposals: slots.map { slot in
          Signed(
            body: .init(epoch: number(), view: number(), slot: slot, batch: digest()),
            signature: signature())
        }), signature: signature())
  }

  mutating func genesis() -> Genesis {
    Genesis(
      replicas: 4, faults: 1, replicaKeys: (0..<4).map { _ in key() }, clientKeys: [key()],
      governorKeys: [], governorThreshold: 0,
      sessions: [GenesisSession(name: Name(known: "s"), domain: Name(known: "d"))],
      domains: [GenesisDomain(name: Name(known: "d"))], parameters: GenesisParameters())
  }

  /// The state before slot 1, as if it were one of a checkpoint.
  mutating func snapshot() -> Snapshot {
    var crypto = Cryptographer(mode: .ideal, seed: 1)
    let state = LedgerState(setup: LedgerSetup(genesis: genesis()), crypto: &crypto)
    var (proof, header) = (proof(slot: 0), header(slot: 0))
    (proof.epoch, header.epoch) = (0, 0)
    return Snapshot(state: state, header: header, proof: proof)
  }

  /// What a client knows that has asked for something.
  mutating func clientSnapshot() -> ClientSnapshot {
    var workload = LedgerWorkload()
    workload.lanes = 2
    let setup = LedgerSetup(genesis: genesis())
    var client = Client(setup: setup, index: 0, workload: workload)
    (client.offered, client.sent) = (number(), number())
    for lane in client.lanes.indices {
      client.lanes[lane].sequence = number()
      client.lanes[lane].open = list(2) {
        OpenRequest(number: $0.number(), hash: $0.digest(), signed: $0.signedCommand())
      }
    }
    for session in ascending(3, { $0.name() }) {
      client.cursors[session] = DeliveryCursor()
      client.cursors[session]?.sequence = number()
    }
    return ClientSnapshot(of: client)
  }

  mutating func stored(_ label: Int) -> LedgerRecord {
    switch label {
    case 0:
      let (slot, epoch): (UInt64, UInt32) = (number(), number())
      return .accepted(
        Proposal(
          body: .init(epoch: epoch, view: number(), slot: slot, batch: digest()),
          signature: signature(), batch: batch(slot: slot, epoch: epoch)))
    case 1: return .prepared(prepared())
    case 2: return .stable(proof())
    case 3: return .slot(record())
    case 4: return .viewChange(viewChange())
    case 5: return .newView(newView())
    case 6: return .snapshot(snapshot())
    case 8: return .client(clientSnapshot())
    default:
      return .rejections(
        RejectSummary(
          body: .init(
            epoch: number(), replica: number(), interval: number(), count: number(),
            root: digest()), signature: signature()))
    }
  }
}
