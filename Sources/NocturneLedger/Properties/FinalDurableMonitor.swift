import Cryptography
import Determinism
import TemporalLogic

/// □(shownFinal(c, e) → #{r correct: durable(r, e)} ≥ Q − f).
struct FinalDurableMonitor: Monitor {
  private var durable = DigestTable<NodeSet>()
  private var hasShown = false

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    switch fact {
    case .bound(let binding): add(binding.replica, to: binding.hash)
    case .refused(let replica, _, _, _, let receipt): add(replica, to: receipt)
    case .kept(let kept):
      // A replica that boots may find what it was never told to be durable.
      for hash in kept.outcomes { add(kept.replica, to: hash) }
    case .shownFinal(let showing, let needed):
      hasShown = true
      let replicas = durable[showing.outcome.hash]?.count ?? 0
      if replicas < needed {
        return Violation(
          at: moment,
          "client \(showing.client) was shown outcome \(showing.outcome.hash.short) of slot "
            + "\(showing.slot) as final, which is durable with \(replicas) correct replicas and "
            + "not \(needed)")
      }
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .durable,
      .anchored, .finalised, .discarded, .shown, .delivered, .cluster, .summarised, .view, .height:
      break  // It does not speak of them.
    }
    return nil
  }

  private mutating func add(_ replica: UInt16, to outcome: Digest) {
    var replicas = durable[outcome] ?? NodeSet()
    replicas.insert(NodeID(Int(replica)))
    durable[outcome] = replicas
  }

  func judge(end moment: Moment) -> Judgement { Judgement(hasShown ? .holds : .vacuous) }
}
