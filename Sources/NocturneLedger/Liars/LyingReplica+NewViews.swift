import Cryptography
public import Determinism
import Faults
import Machine

extension LedgerForgery {
  /// The batches for which a liar has claimed to be prepared; whoever asks for one gets it.
  public struct Claims: Canonical {
    /// One a slot, ascending.
    var batches: [Batch] = []

    /// None yet.
    public init() {}

    /// Appends the batches.
    public func encode(into writer: inout CanonicalWriter) { writer.encode(batches) }

    /// Reads the batches.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      batches = try reader.decode()
    }
  }
}

// Lies that begin a view, and lies about what it has to begin with.
extension LyingReplica {
  /// As the new primary, begins its view in every way that some guard of the others is there for: with
  /// VIEWCHANGEs in their names, with too few, and with those of a quorum but without what they leave to
  /// propose again. The true NEWVIEW does not leave.
  func forgeNewViews(_ deeds: inout Deeds<Ledger>, _ context: inout Context<Ledger>) {
    deeds.rewrite { departure, deeds in
      guard case .newView(let begin) = departure.message, isPrimary(of: begin.body.newView) else {
        return [departure]
      }
      var (unsigned, few, deaf) = (begin.body, begin.body, begin.body)
      unsigned.viewChanges = begin.body.viewChanges.map { change in
        var lie = change
        (lie.body.prepared, lie.signature) = ([], .zero)
        return colluders.contains(NodeID(Int(change.body.replica)))
          ? hidden(change.body, &context) : lie
      }
      unsigned.proposals = proposals(after: unsigned.viewChanges, in: unsigned, &context)
      few.viewChanges = leastKnowing(begin, count: setup.quorum - 1, &context)
      few.proposals = proposals(after: few.viewChanges, in: few, &context)
      deaf.proposals = []
      return [unsigned, few, deaf].map { lie in
        deeds.forge(
          departure, .newView(NewView(body: lie, signature: context.sign(lie, .newView))))
      }
    }
  }

  // MARK: Claims

  /// Claims in VIEWCHANGEs to be prepared, in the view just before, for other batches than it is, with the
  /// signatures of liars alone; and has these batches for those who ask.
  func claimPrepared(
    _ deeds: inout Deeds<Ledger>, after input: Input<Ledger>,
    _ claims: inout LedgerForgery.Claims, _ context: inout Context<Ledger>
  ) {
    var known = claims.batches
    deeds.rewrite { departure, deeds in
      guard case .viewChange(let change) = departure.message,
        change.body.replica == replica.index, !change.body.prepared.isEmpty
      else { return [departure] }
      var lie = change.body
      for place in lie.prepared.indices {
        guard let claim = claim(instead: lie.prepared[place], in: lie.newView, &context) else {
          continue
        }
        lie.prepared[place] = claim.certificate
        known.removeAll { $0.slot == claim.batch.slot }
        known.insert(claim.batch, at: known.prefixCount { $0.slot < claim.batch.slot })
      }
      let signed = ViewChange(body: lie, signature: context.sign(lie, .viewChange))
      return [deeds.forge(departure, .viewChange(signed))]
    }
    claims.batches = known
    guard case .received(.fetchBatch(let name), let sender) = input,
      let batch = known.first(where: { $0.slot == name.slot }),
      context.hash(batch, .batch) == name.batch
    else { return }
    deeds.send(.batch(batch), to: [sender])
  }

  /// A certificate for another batch than a true one is for. Of two of one view the least digest counts
  /// where both are believed, and so its own is less, if it can find one.
  private func claim(
    instead certificate: PreparedCertificate, in newView: UInt32,
    _ context: inout Context<Ledger>
  ) -> (certificate: PreparedCertificate, batch: Batch)? {
    let place = Int(certificate.body.slot % UInt64(replica.slots.count))
    guard newView > 0, replica.slots[place].slot == certificate.body.slot,
      var batch = replica.slots[place].batch(of: certificate.body.batch)?.batch
    else { return nil }
    var body = certificate.body
    body.view = newView - 1
    for _ in 0..<Self.tries {
      batch.time &+= 1
      body.batch = context.hash(batch, .batch)
      if body.batch < certificate.body.batch { break }
    }
    let endorsements = colludingReplicas.filter { !isPrimary($0, of: body.view) }.map { liar in
      let vote = Ballot.Body(
        epoch: body.epoch, view: body.view, slot: body.slot, batch: body.batch,
        replica: liar.index)
      return Endorsement(
        replica: liar.index, signature: context.sign(vote, .prepare, as: liar))
    }
    return (
      PreparedCertificate(
        body: body, signature: context.sign(body, .prePrepare), endorsements: endorsements), batch
    )
  }

  /// How often it looks for a digest that suits it.
  private static let tries = 32

  private func isPrimary(_ node: NodeID, of view: UInt32) -> Bool {
    Int(view) % setup.replicas == Int(node.index)
  }

  // MARK: Proposals in another's place

  /// As a backup, answers a proposal with another one for the same slot, signed by itself.
  func usurp(
    _ deeds: inout Deeds<Ledger>, after input: Input<Ledger>, _ context: inout Context<Ledger>
  ) {
    guard case .received(.prePrepare(let proposal), let sender) = input,
      !isPrimary(of: proposal.body.view), isPrimary(sender, of: proposal.body.view),
      !proposal.batch.commands.isEmpty
    else { return }
    deeds.send(
      .prePrepare(rival(of: proposal, &context)),
      to: replica.peers.subtracting(colluders).subtracting([sender]))
  }
}
