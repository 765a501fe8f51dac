import Cryptography
import Determinism
import Machine
import NocturneLedger

/// A cluster taken apart, for tests of one node at a time.
struct Table {
  let cryptographer = Cryptographer(mode: .ideal, seed: 3)
  let members: [Cluster<LedgerNode>.Member]
  var nodes: [LedgerNode]

  init(_ configuration: LedgerConfiguration) throws {
    members = try LedgerConfiguration.cluster(configuration, cryptographer: cryptographer).members
    nodes = members.map(\.node)
  }

  /// All effects of one input at a node.
  mutating func effects(_ node: Int, _ input: Input<Ledger>, at now: UInt64 = 0)
    -> [Effect<Ledger>]
  {
    nodes[node].effects(
      of: input, as: NodeID(node), at: Ticks(now), with: cryptographer, key: members[node].key)
  }

  func sign(_ body: some Canonical, _ tag: Tag, by node: Int) -> Signature {
    guard let key = members[node].key else { preconditionFailure("member \(node) has no key") }
    return cryptographer.sign(body, tag, with: key)
  }

  func publicKey(_ node: Int) -> PublicKey {
    guard let key = members[node].key else { preconditionFailure("member \(node) has no key") }
    return cryptographer.publicKey(of: key)
  }

  func request(_ client: Int, lane: UInt16 = 0, sequence: UInt64 = 1) -> SignedCommand {
    let command = Command(
      client: publicKey(client), lane: lane, sequence: sequence, session: Name(known: "main"),
      kind: .stateTransition, payload: [StateOperation.add(Name(known: "n"), 1)].canonicalBytes)
    return SignedCommand(command: command, signature: sign(command, Tag("cmd"), by: client))
  }

  func hash(_ signed: SignedCommand) -> Digest { cryptographer.hash(signed.command, Tag("cmd")) }

  func proposal(
    _ commands: [SignedCommand], slot: UInt64 = 1, time: UInt64 = 0, by primary: Int = 0
  ) -> Proposal {
    let batch = Batch(slot: slot, time: time, epoch: 0, commands: commands)
    let body = Proposal.Body(
      epoch: 0, view: 0, slot: slot, batch: cryptographer.hash(batch, Tag("batch")))
    return Proposal(body: body, signature: sign(body, Tag("pp"), by: primary), batch: batch)
  }

  func ballot(_ proposal: Proposal, _ tag: Tag, by replica: Int) -> Ballot {
    let body = Ballot.Body(
      epoch: 0, view: 0, slot: proposal.body.slot, batch: proposal.body.batch,
      replica: UInt16(replica))
    return Ballot(body: body, signature: sign(body, tag, by: replica))
  }

  func viewChange(
    _ newView: UInt32, by replica: Int, prepared: [PreparedCertificate] = [],
    checkpoint: CheckpointProof? = nil
  ) -> ViewChange {
    let body = ViewChange.Body(
      epoch: 0, newView: newView, checkpoint: checkpoint, prepared: prepared,
      replica: UInt16(replica))
    return ViewChange(body: body, signature: sign(body, Tag("vc"), by: replica))
  }

  func anchor(_ slot: UInt64, _ execution: Digest, by replica: Int) -> Anchor {
    let body = Anchor.Body(epoch: 0, slot: slot, execution: execution, replica: UInt16(replica))
    return Anchor(body: body, signature: sign(body, Tag("a"), by: replica))
  }

  func refusal(_ signed: SignedCommand, _ reason: Refusal.Reason, by replica: Int) -> Refusal {
    let body = Refusal.Body(
      epoch: 0, command: hash(signed), reason: reason, mode: 0, replica: UInt16(replica))
    return Refusal(body: body, signature: sign(body, Tag("nack"), by: replica))
  }
}
