import Cryptography
import Determinism
import Machine

// States that no slot has led to.
extension LyingReplica {
  /// A state with other heads of its sessions, under the header and the proof of the true one.
  func altered(_ snapshot: Snapshot) -> Snapshot {
    var lie = snapshot
    lie.state.lastTime &+= 1
    for session in setup.genesis.sessions {
      for place in lie.state.domains.indices {
        let key = DomainKey.session(session.name)
        guard case .session(var known) = lie.state.domains[place].entries[key] else { continue }
        known.head.hash.spoil()
        lie.state.domains[place].entries[key] = .session(known)
      }
    }
    return lie
  }

  /// A state of a checkpoint that nobody has reached, made of one that the liar keeps.
  func invented(after slot: UInt64, _ context: inout Context<Ledger>) -> Snapshot? {
    guard let known = replica.kept.first(where: { $0.header.slot == slot }) else { return nil }
    let proof = CheckpointProof(
      epoch: known.header.epoch, slot: slot, execution: known.header.previous,
      state: known.header.state, endorsements: [])
    var lie = altered(Snapshot(state: known.state, header: known.header, proof: proof))
    lie.state.slot += UInt64(replica.parameters.checkpointInterval)
    lie.header.slot = lie.state.slot
    lie.proof.slot = lie.state.slot
    return certified(lie, &context)
  }

  /// A state under a header that fits it, and a proof with the signatures of liars alone.
  func certified(_ snapshot: Snapshot, _ context: inout Context<Ledger>) -> Snapshot {
    var lie = snapshot
    lie.header.state = lie.state.digest(setup: setup, crypto: &context)
    lie.proof.state = lie.header.state
    lie.proof.execution = lie.header.digest(&context)
    lie.proof.endorsements = colludingReplicas.map { liar in
      Endorsement(
        replica: liar.index,
        signature: context.sign(lie.proof.body(of: liar.index), .checkpoint, as: liar))
    }
    return lie
  }
}
