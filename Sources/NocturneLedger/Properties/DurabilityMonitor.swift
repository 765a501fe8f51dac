import Cryptography
import Determinism
import TemporalLogic

/// □(shownFinal(c, e) → □(the ledgers of any Q replicas, restarted or not, together contain e)): more
/// than n − Q correct replicas keep it, by the word of their stores.
struct DurabilityMonitor: Monitor {
  private var holders = DigestTable<NodeSet>()
  /// All outcomes that any replica has had.
  private var known: [Digest] = []
  /// The outcomes that a client was shown as final.
  private var final: [Digest] = []
  private var isFinal = DigestTable<Bool>()
  private var cluster: (replicas: Int, quorum: Int)?

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    switch fact {
    case .cluster(let replicas, _, let quorum): cluster = (Int(replicas), Int(quorum))
    case .bound(let binding): add(binding.replica, to: binding.hash)
    case .refused(let replica, _, _, _, let receipt): add(replica, to: receipt)
    case .shownFinal(let showing, _):
      let hash = showing.outcome.hash
      if isFinal[hash] == nil {
        isFinal[hash] = true
        final.append(hash)
      }
      return loss(of: hash, moment)
    case .kept(let kept): return boot(of: kept.replica, keeping: kept.outcomes, moment)
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .durable,
      .anchored, .finalised, .discarded, .shown, .delivered:
      break  // It does not speak of them.
    }
    return nil
  }

  private mutating func add(_ replica: UInt16, to hash: Digest) {
    if holders[hash] == nil { known.append(hash) }
    var replicas = holders[hash] ?? NodeSet()
    if replicas.insert(NodeID(Int(replica))) { holders[hash] = replicas }
  }

  /// A replica has only what its store gave back.
  private mutating func boot(
    of replica: UInt16, keeping outcomes: [Digest], _ moment: Moment
  ) -> Violation? {
    var isKept = DigestTable<Bool>()
    for hash in outcomes {
      isKept[hash] = true
      add(replica, to: hash)
    }
    let node = NodeID(Int(replica))
    for hash in known where isKept[hash] == nil && holders[hash]?.contains(node) == true {
      holders[hash]?.remove(node)
    }
    for hash in final {
      if let violation = loss(of: hash, moment) { return violation }
    }
    return nil
  }

  private func loss(of hash: Digest, _ moment: Moment) -> Violation? {
    guard let cluster else { return nil }
    let count = holders[hash]?.count ?? 0
    if count > cluster.replicas - cluster.quorum { return nil }
    return Violation(
      at: moment,
      "outcome \(hash.short), shown as final, is in the ledgers of \(count) correct replicas: "
        + "\(cluster.quorum) of the \(cluster.replicas) may have lost it together")
  }

  func judge(end moment: Moment) -> Judgement { Judgement(final.isEmpty ? .vacuous : .holds) }
}
